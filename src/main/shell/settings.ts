import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import * as z from 'zod';
import { settingsSchema, type WindowSettings } from '../../shared/contract/app.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { reasonOf } from './user-files.ts';

const boundsSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(200),
  height: z.int().min(200),
  isMaximized: z.boolean(),
});

/** Where the window was. */
export type WindowBounds = z.output<typeof boundsSchema>;

const fileSchema = z.object({
  window: settingsSchema.partial().catch({}),
  bounds: boundsSchema.nullable().catch(null),
  exportFolder: z.string().max(10_000).nullable().catch(null),
  recentFiles: z.array(z.string().max(10_000)).max(100).catch([]),
});

/** What the window remembers between two starts, in one small file; a file that is broken counts as none. */
export class SettingsFile {
  readonly #path: string;
  #window: WindowSettings;
  #bounds: WindowBounds | null;
  #exportFolder: string | null;
  #recentFiles: readonly string[];

  /** @param systemLanguage - Language of the system, such as `ja-JP`. */
  constructor(path: string, systemLanguage: string) {
    this.#path = path;
    const { window, bounds, exportFolder, recentFiles } = readOrNothing(path);
    this.#recentFiles = recentFiles;
    this.#exportFolder = exportFolder;
    const language = systemLanguage.startsWith('ja') ? 'ja' : 'en';
    this.#window = {
      language,
      theme: 'system',
      isProjector: false,
      place: 'lab',
      errors: null,
      ...definedOf(window),
    };
    this.#bounds = bounds;
  }

  get window(): WindowSettings {
    return this.#window;
  }

  get bounds(): WindowBounds | null {
    return this.#bounds;
  }

  /** Folder that exports go to; null for the usual one. */
  get exportFolder(): string | null {
    return this.#exportFolder;
  }

  /** Paths of the documents that were opened lately, newest first. */
  get recentFiles(): readonly string[] {
    return this.#recentFiles;
  }

  /** Keeps which documents were opened lately. @throws LabError `window.cannot-write`. */
  saveRecentFiles(files: readonly string[]): void {
    this.#recentFiles = files;
    this.#write();
  }

  /** Keeps where exports go. @throws LabError `window.cannot-write`. */
  saveExportFolder(folder: string): void {
    this.#exportFolder = folder;
    this.#write();
  }

  /** Keeps what the user chose. @throws LabError `window.cannot-write`; the choice then holds until the end. */
  saveWindow(settings: WindowSettings): void {
    this.#window = settings;
    this.#write();
  }

  /** Keeps where the window is. @throws LabError `window.cannot-write`. */
  saveBounds(bounds: WindowBounds): void {
    this.#bounds = bounds;
    this.#write();
  }

  #write(): void {
    const half = `${this.#path}.half`;
    try {
      mkdirSync(dirname(this.#path), { recursive: true });
      writeFileSync(
        half,
        JSON.stringify({
          window: this.#window,
          bounds: this.#bounds,
          exportFolder: this.#exportFolder,
          recentFiles: this.#recentFiles,
        }),
      );
      renameSync(half, this.#path);
    } catch (error) {
      rmSync(half, { force: true });
      throw new LabError(
        'window.cannot-write',
        { name: basename(this.#path), reason: reasonOf(error) },
        error,
      );
    }
  }
}

function readOrNothing(path: string): z.output<typeof fileSchema> {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return { window: {}, bounds: null, exportFolder: null, recentFiles: [] };
  }
}

/** Without the fields that are undefined. */
function definedOf(settings: z.output<typeof fileSchema>['window']): Partial<WindowSettings> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}
