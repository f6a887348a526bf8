import { LabError } from '../../shared/contract/errors.ts';
import type { NamedPredictions } from '../labs/errors-report.ts';
import { type CommandContext, openHistory } from './context.ts';

/**
 * The test predictions of a run with the names of their classes.
 *
 * @throws LabError `command.no-evaluation`, and those of the history and of the data set.
 */
export async function predictionsOf(
  context: CommandContext,
  idOrPrefix: string,
): Promise<{ readonly id: string; readonly predictions: NamedPredictions }> {
  const history = await openHistory(context);
  const { id, dataset, status } = await history.run(idOrPrefix);
  const evaluation = await history.evaluation(id);
  if (evaluation === null) throw new LabError('command.no-evaluation', { run: id, status });
  const taxonomy = await context.services.datasets.taxonomy(dataset);
  return { id, predictions: { evaluation, taxonomy, dataset } };
}
