import type { ImageDataset } from '../../../shared/contract/data.ts';
import type { WatchedPictures } from '../../../shared/contract/engine.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { HistoryPort, RunDetail } from '../../../shared/contract/history.ts';
import { cutPlaces } from '../../datasets/experiment-images.ts';

/** Opens a data set by its id. */
type Open = (id: string) => Promise<ImageDataset>;

/**
 * Finds the pictures that a run was evaluated on in its data set, and makes sure that they are of the classes that the
 * evaluation has for them: a set may have been imported anew meanwhile.
 *
 * @returns The place in the whole test half of each image of the evaluation.
 * @throws LabError `command.no-evaluation`, `data.other-pictures`, and what opening throws.
 */
export async function testIndices(
  history: Pick<HistoryPort, 'run' | 'evaluation'>,
  runId: string,
  open: Open,
): Promise<Int32Array> {
  const run = await history.run(runId);
  const evaluation = await history.evaluation(run.id);
  if (evaluation === null) throw new LabError('command.no-evaluation', { run: run.id, status: run.status });
  const { labels } = evaluation;
  const places = Int32Array.from(labels, (_, place) => place);
  const cut = await openedCut(run, 'test', open);
  if (cut.places.length !== labels.length) throw cut.differs;
  return checked(cut, { half: 'test', places, labels });
}

/**
 * Finds the pictures that a run was watched on through its training.
 *
 * @returns The place in the whole half of each.
 * @throws LabError `command.no-epochs-kept`, `data.other-pictures`, and what opening throws.
 */
export async function watchedIndices(
  history: Pick<HistoryPort, 'run' | 'trainingPredictions'>,
  runId: string,
  open: Open,
): Promise<Int32Array> {
  const run = await history.run(runId);
  const watched = await history.trainingPredictions(run.id);
  if (watched === null) throw new LabError('command.no-epochs-kept', { run: run.id });
  return checked(await openedCut(run, watched.half, open), watched);
}

/** The part of a half that a run worked with. */
interface Cut {
  readonly labels: Int32Array;
  /** Place in the whole half of each image of the part. */
  readonly places: Int32Array;
  readonly differs: LabError;
}

async function openedCut({ id, experiment }: RunDetail, half: 'train' | 'test', open: Open): Promise<Cut> {
  const dataset = await open(experiment.dataset.id);
  const differs = new LabError('data.other-pictures', { dataset: dataset.info.id, run: id });
  const { labels } = dataset[half];
  if ((experiment.dataset[half] ?? 0) > labels.length) throw differs;
  return { labels, places: cutPlaces(dataset, experiment, half), differs };
}

function checked(cut: Cut, { places, labels }: WatchedPictures): Int32Array {
  const found = places.map((place) => cut.places[place] ?? -1);
  if (found.every((place, image) => cut.labels[place] === labels[image])) return found;
  throw cut.differs;
}
