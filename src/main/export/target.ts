/** Where something may be written: looked at before any work is done, so that nothing of the user's is harmed. */
import type { Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { LabError } from '../../shared/contract/errors.ts';
import { fileNameFault, mostNameBytes } from '../../shared/file-name.ts';

/** What is to stand at a place. */
export interface TargetWish {
  readonly shape: 'file' | 'folder';
  /** Whether what stands there already may be replaced. */
  readonly isForced: boolean;
  /** Folders: names of the first level that will be written; a folder that holds anything else is not replaced. */
  readonly names?: ReadonlySet<string>;
}

/**
 * Refuses a place where something cannot or must not be written.
 *
 * @throws LabError `export.exists`, `export.is-link`, `export.is-folder`, `export.is-no-folder`, `export.is-no-file`,
 *   `export.foreign-folder`, `export.device-name`, `export.bad-name`, `export.name-too-long`.
 */
export async function checkTarget(target: string, wish: TargetWish): Promise<void> {
  const found = await checkPlace(target, wish.isForced);
  if (found === null) return;
  if (wish.shape === 'file') {
    if (found.isDirectory()) throw new LabError('export.is-folder', { path: target });
    if (!found.isFile()) throw new LabError('export.is-no-file', { path: target });
    return;
  }
  if (!found.isDirectory()) throw new LabError('export.is-no-folder', { path: target });
  const foreign = (await readdir(target)).find((name) => wish.names?.has(name) === false);
  if (foreign !== undefined) throw new LabError('export.foreign-folder', { path: target, name: foreign });
}

/**
 * What stands at a place where something may be written, or null; it may turn out to be of the wrong kind.
 *
 * @throws LabError `export.exists`, `export.is-link`, `export.device-name`, `export.bad-name`, `export.name-too-long`.
 */
export async function checkPlace(target: string, isForced: boolean): Promise<Stats | null> {
  const found = await factsOf(target);
  await checkNewNames(target);
  if (found?.isSymbolicLink() === true) throw new LabError('export.is-link', { path: target });
  if (found !== null && !isForced) throw new LabError('export.exists', { path: target });
  return found;
}

/** What stands at a path, a link itself and not what it leads to; null where nothing does. */
export async function factsOf(path: string): Promise<Stats | null> {
  return lstat(path).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return null;
    throw new LabError('export.cannot-write', { path, reason: String(code) }, error);
  });
}

/** The names from the first folder on that is not there yet. */
async function checkNewNames(target: string): Promise<void> {
  checkName(target);
  const parent = dirname(target);
  if (parent !== target && (await factsOf(parent)) === null) await checkNewNames(parent);
}

function checkName(path: string): void {
  const name = basename(path);
  const fault = fileNameFault(name);
  switch (fault) {
    case null:
    case 'empty':
      return;
    case 'device':
      throw new LabError('export.device-name', { name });
    case 'too-long':
      throw new LabError('export.name-too-long', { name: `${name.slice(0, 40)}…`, most: mostNameBytes });
    case 'control':
    case 'ending':
      throw new LabError('export.bad-name', { name: JSON.stringify(name) });
  }
}
