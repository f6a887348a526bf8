import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { FileHandle } from '../../shared/contract/app.ts';
import { LabError } from '../../shared/contract/errors.ts';

/** Most files that the page holds handles of; the oldest are forgotten. */
const mostHandles = 1000;

/**
 * Files that the user has chosen or dropped. The page gets a handle and the bare name: it can ask only for files that
 * a person has pointed at.
 */
export class FileHandles {
  readonly #paths = new Map<string, string>();

  /** A handle for a path that a dialog or a drop has given. */
  issue(path: string): FileHandle {
    const handle = randomUUID();
    this.#paths.set(handle, path);
    const [oldest] = this.#paths.keys();
    if (this.#paths.size > mostHandles && oldest !== undefined) this.#paths.delete(oldest);
    return { handle, name: basename(path), ...(isModelFolder(path) && { isModelFolder: true }) };
  }

  /** The path behind a handle. @throws LabError `window.unknown-file`. */
  path(handle: string): string {
    const path = this.#paths.get(handle);
    if (path === undefined) throw new LabError('window.unknown-file');
    return path;
  }
}

/** Whether a folder holds what a TensorFlow.js model is described by; whether that is sound is for the import to say. */
function isModelFolder(path: string): boolean {
  return existsSync(join(path, 'model.json'));
}
