import type { WindowSettings } from '../../../shared/contract/app.ts';
import { api, on } from '../api.ts';
import { speak } from '../i18n/say.svelte.ts';

/** What the user has chosen for the window; every change is kept at once. */
class SettingsState {
  #settings = $state.raw<WindowSettings>({
    language: 'ja',
    theme: 'system',
    isProjector: false,
    place: 'lab',
    errors: null,
  });
  #systemTheme = $state<'light' | 'dark'>('light');

  get value(): WindowSettings {
    return this.#settings;
  }

  /** The theme that is shown, with `system` resolved. */
  get shownTheme(): 'light' | 'dark' {
    return this.#settings.theme === 'system' ? this.#systemTheme : this.#settings.theme;
  }

  /** Takes over what was kept and follows the system's dark mode. */
  begin(settings: WindowSettings): void {
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    this.#systemTheme = dark.matches ? 'dark' : 'light';
    on('systemTheme', (theme) => {
      this.#systemTheme = theme;
      this.#show();
    });
    this.#settings = settings;
    this.#show();
  }

  /** Changes some of the settings and keeps them. */
  change(changes: Partial<WindowSettings>): void {
    this.#settings = { ...this.#settings, ...changes };
    this.#show();
    void api.saveSettings(this.#settings);
  }

  #show(): void {
    speak(this.#settings.language);
    const { dataset } = document.documentElement;
    dataset['theme'] = this.shownTheme;
    dataset['projector'] = String(this.#settings.isProjector);
  }
}

/** The one state of the settings. */
export const settings = new SettingsState();
