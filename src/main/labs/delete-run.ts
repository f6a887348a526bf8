import { rm } from 'node:fs/promises';
import type { LabPorts } from './ports.ts';
import { checkpointFolder } from './train-run.ts';

/**
 * Removes a run that nobody trains, with its checkpoints, for good. The history forgets it first: a file without a
 * run harms nothing, a run without its files would mislead.
 *
 * @throws LabError `history.run-in-use`, `history.no-such-run`.
 */
export async function deleteRun(
  ports: Pick<LabPorts, 'history' | 'checkpointRoot'>,
  runId: string,
): Promise<void> {
  await ports.history.deleteRun(runId);
  await rm(checkpointFolder(ports, runId), { recursive: true, force: true });
}
