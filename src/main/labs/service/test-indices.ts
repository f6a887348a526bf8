import type { ImageDataset } from '../../../shared/contract/data.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { HistoryPort } from '../../../shared/contract/history.ts';
import { testPlaces } from '../../datasets/experiment-images.ts';

/**
 * Finds the pictures that a run was evaluated on in its data set, and makes sure that they are of the classes that the
 * evaluation has for them: a set may have been imported anew meanwhile.
 *
 * @param open - Opens a data set by its id.
 * @returns The place in the whole test half of each image of the evaluation.
 * @throws LabError `command.no-evaluation`, `data.other-pictures`, and what opening throws.
 */
export async function testIndices(
  history: Pick<HistoryPort, 'run' | 'evaluation'>,
  runId: string,
  open: (id: string) => Promise<ImageDataset>,
): Promise<Int32Array> {
  const { id, status, experiment } = await history.run(runId);
  const evaluation = await history.evaluation(id);
  if (evaluation === null) throw new LabError('command.no-evaluation', { run: id, status });
  const dataset = await open(experiment.dataset.id);
  const differs = new LabError('data.other-pictures', { dataset: dataset.info.id, run: id });
  if ((experiment.dataset.test ?? 0) > dataset.test.labels.length) throw differs;
  const places = testPlaces(dataset, experiment);
  const isSame = places.every((place, image) => dataset.test.labels[place] === evaluation.labels[image]);
  if (places.length !== evaluation.count || !isSame) throw differs;
  return places;
}
