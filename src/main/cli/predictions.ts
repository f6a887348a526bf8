import type { Taxonomy } from '../../shared/contract/data.ts';
import type { NamedPredictions } from '../labs/errors-report.ts';
import { type RunPredictions, runPredictions } from '../labs/run-predictions.ts';
import { type CommandContext, openHistory } from './context.ts';

/** Predictions of a run, and what its classes are called. */
export interface TakenPredictions extends RunPredictions {
  readonly taxonomy: Taxonomy;
  readonly predictions: NamedPredictions;
}

/**
 * The predictions of a run with the names of their classes.
 *
 * @param epoch - At whose end; null for the test predictions at the end of the run.
 * @throws LabError `command.no-evaluation`, `command.no-epochs-kept`, `command.epoch-not-kept`, and those of the history
 *   and of the data set.
 */
export async function predictionsOf(
  context: CommandContext,
  idOrPrefix: string,
  epoch: number | null = null,
): Promise<TakenPredictions> {
  const taken = await runPredictions(await openHistory(context), idOrPrefix, epoch);
  const { dataset } = taken.pictures;
  const taxonomy = await context.services.datasets.taxonomy(dataset);
  return { ...taken, taxonomy, predictions: { evaluation: taken.evaluation, taxonomy, dataset } };
}
