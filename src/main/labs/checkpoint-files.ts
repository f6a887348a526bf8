/** The files in a run's checkpoint folder, and those of them that the history does not know. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunDetail } from '../../shared/contract/history.ts';

/** Names that the engine gives to checkpoints and to their temporary files; no other file is touched. */
const ownNames = /^(?:step-\d+-[a-z]+\.ckpt|\.step-\d+-[a-z]+\.ckpt\.\d+\.tmp)$/;

/**
 * Removes checkpoint files that the history does not know: what a death in the middle of a checkpoint left. The
 * folder is read before the history is asked, so that a file that appears meanwhile is safe.
 *
 * @param minAgeMs - Age of a file, in milliseconds, from which it may be removed.
 * @param ask - Answers the run, or null where its files are to stay.
 * @returns Paths of the removed files.
 */
export async function removeUnknownFiles(
  folder: string,
  minAgeMs: number,
  ask: () => Promise<Pick<RunDetail, 'checkpoints'> | null>,
): Promise<readonly string[]> {
  const names = await oldFiles(folder, minAgeMs);
  const run = names.length === 0 ? null : await ask();
  if (run === null) return [];
  const known = new Set(run.checkpoints.map(({ file }) => file));
  const unknown = names.filter((name) => !known.has(name)).map((name) => join(folder, name));
  for (const path of unknown) await rm(path, { force: true });
  return unknown;
}

/** Names of the checkpoint files of at least an age; none where the folder is not there. */
async function oldFiles(folder: string, minAgeMs: number): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  const old: string[] = [];
  for (const name of names.filter((each) => ownNames.test(each))) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found?.isFile() === true && Date.now() - found.mtimeMs >= minAgeMs) old.push(name);
  }
  return old;
}
