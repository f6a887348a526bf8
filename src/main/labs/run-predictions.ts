/** The predictions of a run: on its test pictures at the end, or on the pictures that were watched at an epoch's end. */
import type { Evaluation } from '../../shared/contract/engine.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { HistoryPort, RunDetail } from '../../shared/contract/history.ts';
import {
  epochEvaluation,
  type PredictedPictures,
  testedPictures,
} from '../../shared/metrics/training-predictions.ts';

/** Predictions with the run and the pictures that they are about. */
export interface RunPredictions {
  readonly run: RunDetail;
  /** Null for the end of the run. */
  readonly epoch: number | null;
  readonly pictures: PredictedPictures;
  readonly evaluation: Evaluation;
}

/**
 * Reads the predictions of a run.
 *
 * @param epoch - Counted from 1; null for those at the end.
 * @throws LabError `command.no-evaluation`, `command.no-epochs-kept`, `command.epoch-not-kept`, `history.no-such-run`,
 *   `history.ambiguous-run`.
 */
export async function runPredictions(
  history: Pick<HistoryPort, 'run' | 'evaluation' | 'trainingPredictions'>,
  idOrPrefix: string,
  epoch: number | null,
): Promise<RunPredictions> {
  const run = await history.run(idOrPrefix);
  const { id, status, dataset } = run;
  if (epoch === null) {
    const evaluation = await history.evaluation(id);
    if (evaluation === null) throw new LabError('command.no-evaluation', { run: id, status });
    return { run, epoch, pictures: testedPictures(dataset, evaluation), evaluation };
  }
  const kept = await history.trainingPredictions(id);
  if (kept === null) throw new LabError('command.no-epochs-kept', { run: id });
  const evaluation = epochEvaluation(kept, epoch);
  if (evaluation === null) {
    const known = kept.epochs.map((one) => one.epoch).join(', ');
    throw new LabError('command.epoch-not-kept', { run: id, epoch, known });
  }
  return { run, epoch, pictures: { ...kept, dataset }, evaluation };
}
