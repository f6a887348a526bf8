/** Writes files and folders that are either complete or not there. */
import { randomUUID } from 'node:crypto';
import { lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { LabError } from '../../shared/contract/errors.ts';

/** A file of a folder: its name, and its content in pieces. */
export interface FolderFile {
  readonly name: string;
  readonly pieces: readonly (Uint8Array | string)[];
}

/**
 * Writes the files into a temporary folder beside the target and gives it the target's name at the end; answers the
 * folder's absolute path. Whatever goes wrong, no half folder stands under the target's name.
 *
 * @param isForced Whether a folder or file that is there already is replaced; it goes only once the new one is whole.
 * @throws LabError `export.exists`, `export.cannot-write`.
 */
export async function writeFolder(
  path: string,
  files: readonly FolderFile[],
  isForced: boolean,
): Promise<string> {
  const target = resolve(path);
  await refuseExisting(target, isForced);
  const draft = `${target}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await mkdir(draft);
    for (const file of files) await writeSynced(join(draft, file.name), file.pieces);
    await replace(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw new LabError('export.cannot-write', { path: target, reason: reasonOf(error) }, error);
  }
  return target;
}

/**
 * Writes one file, as {@link writeFolder} writes a folder: complete under its name, or not there.
 *
 * @throws LabError `export.exists`, `export.cannot-write`.
 */
export async function writeFile(
  path: string,
  files: readonly FolderFile[],
  isForced: boolean,
): Promise<string> {
  const target = resolve(path);
  await refuseExisting(target, isForced);
  const draft = `${target}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeSynced(
      draft,
      files.flatMap(({ pieces }) => pieces),
    );
    await replace(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw new LabError('export.cannot-write', { path: target, reason: reasonOf(error) }, error);
  }
  return target;
}

/** Whether something stands there already is asked before any work is done. @throws LabError `export.exists`. */
export async function refuseExisting(path: string, isForced: boolean): Promise<void> {
  const target = resolve(path);
  if (!isForced && (await isThere(target))) throw new LabError('export.exists', { path: target });
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

async function writeSynced(path: string, pieces: FolderFile['pieces']): Promise<void> {
  await using file = await open(path, 'wx');
  for (const piece of pieces) await file.writeFile(piece);
  await file.sync();
}

/** Puts the draft in the target's place; what stood there steps aside first and goes at the end. */
async function replace(draft: string, target: string): Promise<void> {
  if (!(await isThere(target))) return rename(draft, target);
  const old = `${draft}.old`;
  await rename(target, old);
  try {
    await rename(draft, target);
  } catch (error) {
    await rename(old, target);
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}

function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message : String(error);
}

/** Bytes of all files together. */
export function sizeOf(files: readonly FolderFile[]): number {
  const pieces = files.flatMap((file) => file.pieces);
  return pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
}
