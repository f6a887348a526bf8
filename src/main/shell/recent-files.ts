/** Documents that were opened lately, newest first. */
import type { SettingsFile } from './settings.ts';

/** Most files that are remembered. */
export const mostRecent = 10;

/** The list with a file at its head, once. */
export function withRecent(files: readonly string[], path: string): readonly string[] {
  return [path, ...files.filter((file) => file !== path)].slice(0, mostRecent);
}

/** The user's recent documents as the settings keep them; each change is told. */
export class RecentFiles {
  readonly #settings: SettingsFile;
  readonly #onChange: () => void;

  constructor(settings: SettingsFile, onChange: () => void) {
    this.#settings = settings;
    this.#onChange = onChange;
  }

  /** A document has been opened. */
  opened(path: string): void {
    this.#keep(withRecent(this.#settings.recentFiles, path));
  }

  /** A document could not be read: it is offered no more. */
  failed(path: string): void {
    const { recentFiles } = this.#settings;
    if (recentFiles.includes(path)) this.#keep(recentFiles.filter((file) => file !== path));
  }

  clear(): void {
    this.#keep([]);
  }

  #keep(files: readonly string[]): void {
    this.#settings.saveRecentFiles(files);
    this.#onChange();
  }
}
