import type { LabPorts } from './ports.ts';
import { sweepCheckpoints } from './sweep-checkpoints.ts';

/**
 * Puts right, at the start of a program, what deaths left: runs whose process is gone are marked as interrupted, and
 * checkpoint files that nobody knows are removed.
 *
 * @returns Ids of the runs that were marked now.
 */
export async function recoverRuns(
  ports: Pick<LabPorts, 'history' | 'checkpointRoot'>,
): Promise<readonly string[]> {
  const interrupted = await ports.history.markInterrupted();
  await sweepCheckpoints(ports);
  return interrupted;
}
