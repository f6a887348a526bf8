import { removeUnknownFiles } from './checkpoint-files.ts';
import type { LabPorts } from './ports.ts';
import { checkpointFolder } from './train-run.ts';

/**
 * Milliseconds for which a file is left alone: a process that has just resumed the run may have written it and not
 * yet said so in the history.
 */
const youngMs = 60_000;

/**
 * Removes, at the start of a program, what deaths left: temporary files, and checkpoint files that the history never
 * heard of. Only runs that ended in a death or failure are looked at; runs that a living process trains, and folders
 * of runs that the history does not know (it may have been repaired), stay as they are.
 *
 * @param minAgeMs - Age of a file, in milliseconds, from which it may be removed.
 * @returns Paths of the removed files.
 */
export async function sweepCheckpoints(
  ports: Pick<LabPorts, 'history' | 'checkpointRoot'>,
  minAgeMs: number = youngMs,
): Promise<readonly string[]> {
  const removed: string[] = [];
  for (const status of ['interrupted', 'failed'] as const) {
    for (const { id } of await ports.history.list({ status, limit: 10_000 })) {
      const ask = async () => {
        const run = await ports.history.run(id);
        return run.status === 'running' ? null : run;
      };
      removed.push(...(await removeUnknownFiles(checkpointFolder(ports, id), minAgeMs, ask)));
    }
  }
  return removed;
}
