/**
 * Writes files and folders that are either complete or not there, whatever happens meanwhile: a full disk, a death, a
 * loss of power. Each is written under a temporary name in the same folder, put on the disk, read again, and only then
 * given its name.
 */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { LabError } from '../../shared/contract/errors.ts';
import { checkRoom, diskFull, freeBytes } from './disk-room.ts';
import { draftPath, sweepDrafts } from './drafts.ts';
import { checkPlace, checkTarget, factsOf, type TargetWish } from './target.ts';

/** A file of a folder: its name, with forward slashes between folders, and its content in pieces. */
export interface FolderFile {
  readonly name: string;
  readonly pieces: readonly (Uint8Array | string)[];
}

/**
 * Writes the files as a folder and answers its absolute path.
 *
 * @param isForced Whether a folder that is there already is replaced; it goes only once the new one is whole, and only
 *   where it holds nothing but files of the same names.
 * @param furtherNames Names that an older one may hold besides.
 * @throws LabError `export.exists`, `export.cannot-write`, `export.disk-full`, and those of {@link checkTarget}.
 */
export async function writeFolder(
  path: string,
  files: readonly FolderFile[],
  isForced: boolean,
  furtherNames: readonly string[] = [],
): Promise<string> {
  const names = new Set([...furtherNames, ...files.map(({ name }) => name.split('/')[0] ?? name)]);
  const neededBytes = sizeOf(files);
  return writeWhole(path, { shape: 'folder', isForced, names, neededBytes }, async (draft) => {
    await mkdir(draft);
    const folders = new Set([draft]);
    for (const file of files) {
      const place = join(draft, file.name);
      await mkdir(dirname(place), { recursive: true });
      folders.add(dirname(place));
      await writeSynced(place, file.pieces);
    }
    for (const folder of folders) await syncFolder(folder);
  });
}

/**
 * Writes one file, as {@link writeFolder} writes a folder.
 *
 * @throws LabError `export.exists`, `export.cannot-write`, `export.disk-full`, and those of {@link checkTarget}.
 */
export async function writeFile(
  path: string,
  files: readonly FolderFile[],
  isForced: boolean,
): Promise<string> {
  const pieces = files.flatMap((file) => file.pieces);
  const neededBytes = sizeOf(files);
  return writeWhole(path, { shape: 'file', isForced, neededBytes }, (draft) => writeSynced(draft, pieces));
}

/** Asks before any work is done whether a place can be written to. @throws LabError as {@link checkPlace}. */
export async function refuseExisting(path: string, isForced: boolean): Promise<void> {
  await checkPlace(resolve(path), isForced);
}

/** What is wished, and how many bytes it takes. */
export interface WholeWish extends TargetWish {
  readonly neededBytes: number;
}

/**
 * Lets a work fill a draft and gives it the target's name at the end; answers the absolute path.
 *
 * @param fill Makes the file or folder at the path that it is given, with its bytes on the disk when it ends.
 * @throws LabError as {@link writeFolder}, and those that the work throws.
 */
export async function writeWhole(
  path: string,
  wish: WholeWish,
  fill: (draft: string) => Promise<void>,
): Promise<string> {
  const target = resolve(path);
  await sweepDrafts(target);
  await checkTarget(target, wish);
  const draft = draftPath(target);
  try {
    await mkdir(dirname(target), { recursive: true });
    await checkRoom(dirname(target), wish.neededBytes);
    await fill(draft);
    await replace(draft, target);
    await syncFolder(dirname(target));
  } catch (error) {
    await removeDraft(draft);
    throw await inWords(error, target, wish.neededBytes);
  }
  return target;
}

/** What cannot be removed now (its disk was pulled out) goes with the next export there; why it failed is said. */
async function removeDraft(draft: string): Promise<void> {
  await rm(draft, { recursive: true, force: true }).catch(() => undefined);
}

/** Writes pieces to a new file, puts them on the disk and reads them again. @throws LabError `export.not-as-written`. */
async function writeSynced(path: string, pieces: FolderFile['pieces']): Promise<void> {
  const written = createHash('sha256');
  await using file = await open(path, 'wx');
  for (const piece of pieces) {
    written.update(piece);
    await file.writeFile(piece);
  }
  await file.sync();
  if ((await hashOf(path)) !== written.digest('hex')) throw new LabError('export.not-as-written', { path });
}

async function hashOf(path: string): Promise<string> {
  const hash: Hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}

/** Puts the draft in the target's place. A file takes it in one step; a folder's forerunner steps aside first. */
async function replace(draft: string, target: string): Promise<void> {
  const found = await factsOf(target);
  if (found?.isDirectory() !== true) return rename(draft, target);
  const old = draftPath(target, 'old');
  await rename(target, old);
  try {
    await rename(draft, target);
  } catch (error) {
    await rename(old, target);
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}

/** Makes new names last through a loss of power; Windows has no such call for folders. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using handle = await open(folder);
  await handle.sync();
}

async function inWords(error: unknown, target: string, neededBytes: number): Promise<LabError> {
  if (error instanceof LabError) return error;
  const reason = reasonOf(error);
  if (reason === 'ENOSPC' || reason === 'EDQUOT')
    return diskFull(dirname(target), neededBytes, (await freeBytes(dirname(target))) ?? 0, error);
  return new LabError('export.cannot-write', { path: target, reason }, error);
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
