import { join } from 'node:path';
import type { CheckpointRecord } from '../../shared/contract/engine.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { RunDetail } from '../../shared/contract/history.ts';
import type { InspectedPicture, WeightsChoice } from '../../shared/contract/inspect.ts';
import type { Inspection } from '../../shared/contract/lab/inspect.ts';
import type { LabPorts } from './ports.ts';
import { finalOrNewest, newestSoundCheckpoint } from './sound-checkpoint.ts';
import { checkpointFolder } from './train-run.ts';

/** What a run's net is shown, and with which weights. */
export interface Look {
  readonly picture: InspectedPicture;
  /** Class to explain; null for the most probable one. */
  readonly classIndex: number | null;
  readonly weights: WeightsChoice;
}

/**
 * Shows a picture to a run's net: with the weights of its end, which may be restored ones of an earlier epoch, else with
 * those of the newest checkpoint that is undamaged; or with those that were asked for.
 *
 * @throws LabError `inspect.*`, `engine.bad-checkpoint`, `history.no-such-run`.
 */
export async function inspectRun(
  ports: Pick<LabPorts, 'engine' | 'history' | 'checkpointRoot'>,
  runId: string,
  { picture, classIndex, weights }: Look,
): Promise<Inspection> {
  const run = await ports.history.run(runId);
  const folder = checkpointFolder(ports, run.id);
  const checkpoint = await weightsFor(folder, run, weights);
  if (run.start === null) throw new LabError('inspect.no-weights', { run: run.id });
  const report = await ports.engine.inspect({
    experiment: run.experiment,
    checkpointFile: checkpoint && join(folder, checkpoint.file),
    dataSha256: run.start.dataSha256,
    picture,
    classIndex,
  });
  return { ...report, checkpoint };
}

/**
 * The checkpoint of a choice, null for the weights before training. Only files that the history knows of the run are
 * opened. @throws LabError `inspect.no-weights`.
 */
export async function weightsFor(
  folder: string,
  { id, checkpoints }: RunDetail,
  weights: WeightsChoice,
): Promise<CheckpointRecord | null> {
  if (weights === 'start') return null;
  const found =
    weights === 'end'
      ? await finalOrNewest(folder, checkpoints)
      : await newestSoundCheckpoint(
          folder,
          checkpoints.filter(({ file }) => file === weights.file),
        );
  if (found === null) throw new LabError('inspect.no-weights', { run: id });
  return found;
}
