/** The way out: what is trained is saved before the app ends. */
import { app, powerMonitor, type BrowserWindow } from 'electron';

/** What has to be done on the way out. */
export interface QuittingParts {
  /** Whether to go: asks where a run is going. */
  readonly ask: () => Promise<boolean>;
  /** Saves and closes everything. */
  readonly close: () => Promise<void>;
}

/**
 * Every way to end the app leads through here: the window's button, the menu and Ctrl+Q ask while a run is going; a
 * signal or the end of the session do not, for nobody may be there to answer.
 */
export class Quitting {
  readonly #parts: QuittingParts;
  #state: 'open' | 'asking' | 'closing' | 'closed' = 'open';

  constructor(parts: QuittingParts) {
    this.#parts = parts;
    app.on('window-all-closed', () => app.quit());
    app.on('before-quit', (event) => this.#hold(event));
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => void this.atOnce());
  }

  /** Follows the window's button, and the end of the user's session. */
  watch(window: BrowserWindow): void {
    window.on('close', (event) => this.#hold(event));
    window.on('session-end', () => void this.atOnce());
    powerMonitor.on('shutdown', () => void this.atOnce());
  }

  /** Ends the app, unless the user wants to stay. */
  async byUser(): Promise<void> {
    if (this.#state !== 'open') return;
    this.#state = 'asking';
    if (await this.#parts.ask()) return this.#close();
    this.#backToWork();
  }

  /** Ends the app without a question. */
  async atOnce(exitCode = 0): Promise<void> {
    if (this.#state === 'closing' || this.#state === 'closed') return;
    await this.#close(exitCode);
  }

  #hold(event: { preventDefault(): void }): void {
    if (this.#state === 'closed') return;
    event.preventDefault();
    void this.byUser();
  }

  #backToWork(): void {
    if (this.#state === 'asking') this.#state = 'open';
  }

  async #close(exitCode = 0): Promise<void> {
    if (this.#state === 'closing') return;
    this.#state = 'closing';
    await this.#parts.close();
    this.#state = 'closed';
    if (exitCode === 0) app.quit();
    else app.exit(exitCode);
  }
}
