import { join } from 'node:path';
import { LabError } from '../../shared/contract/errors.ts';
import type { InspectedPicture } from '../../shared/contract/inspect.ts';
import type { Inspection } from '../../shared/contract/lab/inspect.ts';
import type { LabPorts } from './ports.ts';
import { finalOrNewest } from './sound-checkpoint.ts';
import { checkpointFolder } from './train-run.ts';

/**
 * Shows a picture to a run's net: with the weights of its end, which may be restored ones of an earlier epoch, else with
 * those of the newest checkpoint that is undamaged.
 *
 * @param classIndex - Class to explain; null for the most probable one.
 * @throws LabError `inspect.*`, `engine.bad-checkpoint`, `history.no-such-run`.
 */
export async function inspectRun(
  ports: Pick<LabPorts, 'engine' | 'history' | 'checkpointRoot'>,
  runId: string,
  picture: InspectedPicture,
  classIndex: number | null,
): Promise<Inspection> {
  const run = await ports.history.run(runId);
  const folder = checkpointFolder(ports, run.id);
  const checkpoint = await finalOrNewest(folder, run.checkpoints);
  if (checkpoint === null || run.start === null) throw new LabError('inspect.no-weights', { run: run.id });
  const report = await ports.engine.inspect({
    experiment: run.experiment,
    checkpointFile: join(folder, checkpoint.file),
    dataSha256: run.start.dataSha256,
    picture,
    classIndex,
  });
  return { ...report, checkpoint };
}
