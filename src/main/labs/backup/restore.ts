import { constants } from 'node:fs';
import { cp, lstat, mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { LabError } from '../../../shared/contract/errors.ts';
import { checkRoom } from '../../export/disk-room.ts';
import { draftPath, sweepDrafts } from '../../export/drafts.ts';
import { type BackupHead, historyName } from './backup-form.ts';
import { unpackBackup } from './read-backup.ts';
import { isInside } from './write-backup.ts';

/** What is asked about histories that are not open here. */
export interface HistoryFiles {
  /** Examines a copied history and answers how many runs it holds. @throws LabError `history.*`. */
  examine(file: string): Promise<number>;
  /** Whether a process has a history open. */
  isInUse(file: string): Promise<boolean>;
}

/** What is restored, and where to. */
export interface RestoreOrder {
  readonly path: string;
  readonly home: string;
  readonly nowMs: number;
}

/** What came of it. */
export interface Restored {
  readonly home: string;
  readonly runs: number;
  readonly head: BackupHead;
  /** Where the home of before now lies; null where there was none. */
  readonly sideCopy: string | null;
}

/** What a backup does not bring and people would miss: taken over from the present home. */
const keptAlways = ['window.json'];

/**
 * Puts the home of a backup in the place of the present one. Everything is unpacked beside it and verified first; then
 * the present home gets a name of its own (nothing of it is deleted) and the other one takes its place.
 *
 * @throws LabError `archive.*`, `history.*`, `export.disk-full`; the present home is untouched then.
 */
export async function restoreBackup(files: HistoryFiles, order: RestoreOrder): Promise<Restored> {
  const path = resolve(order.path);
  const home = resolve(order.home);
  if (isInside(path, home)) throw new LabError('archive.inside-home', { path, home });
  await mkdir(dirname(home), { recursive: true });
  await sweepDrafts(home);
  const draft = draftPath(home);
  try {
    await checkRoom(dirname(home), (await stat(path).catch(() => null))?.size ?? 0);
    const { head } = await unpackBackup(path, draft);
    const runs = await examine(files, path, join(draft, historyName));
    if (await isThere(home)) {
      if (await files.isInUse(join(home, historyName))) throw new LabError('archive.home-in-use', { home });
      for (const name of head.hasData ? keptAlways : [...keptAlways, 'data'])
        await takeOver(join(home, name), join(draft, name));
    }
    return { home, runs, head, sideCopy: await exchange(draft, home, order.nowMs) };
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** What is wrong with the history in a backup, said of the backup: its own hint would speak of the present history. */
async function examine(files: HistoryFiles, path: string, file: string): Promise<number> {
  try {
    return await files.examine(file);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    if (error.code === 'history.newer')
      throw new LabError('archive.newer', { ...error.details, path }, error);
    throw new LabError('archive.damaged', { path, member: historyName }, error);
  }
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** Files that the backup brought stay: they were compared with their hashes. */
async function takeOver(from: string, to: string): Promise<void> {
  const mode = constants.COPYFILE_FICLONE;
  if (await isThere(from)) await cp(from, to, { recursive: true, force: false, mode });
}

/** Two renames; where the second fails the first is undone. */
async function exchange(draft: string, home: string, nowMs: number): Promise<string | null> {
  if (!(await isThere(home))) {
    await rename(draft, home);
    return null;
  }
  const sideCopy = await freeName(home, nowMs);
  await rename(home, sideCopy);
  try {
    await rename(draft, home);
  } catch (error) {
    await rename(sideCopy, home);
    throw error;
  }
  return sideCopy;
}

/** A name that says when, such as `tatami-before-restore-20261125-121600`. */
async function freeName(home: string, nowMs: number): Promise<string> {
  const when = new Date(nowMs).toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
  const wanted = join(dirname(home), `${basename(home)}-before-restore-${when}`);
  let path = wanted;
  for (let number = 2; await isThere(path); number++) path = `${wanted}-${number}`;
  return path;
}
