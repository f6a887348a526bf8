import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunDetail } from '../../shared/contract/history.ts';
import type { LabPorts } from './ports.ts';
import { checkpointFolder } from './train-run.ts';

/** Path of the checkpoint of a completed run's end; null where the run did not come to its end or the file is gone. */
export async function finalCheckpoint(
  ports: Pick<LabPorts, 'checkpointRoot'>,
  run: RunDetail,
): Promise<string | null> {
  const record = run.checkpoints.findLast(({ kind }) => kind === 'final');
  if (record === undefined || run.status !== 'completed') return null;
  const path = join(checkpointFolder(ports, run.id), record.file);
  return access(path).then(
    () => path,
    () => null,
  );
}
