/** What a net said at the end of an epoch, as an evaluation: every question about errors can be asked of it. */
import type { Evaluation, TrainingPredictions, WatchedPictures } from '../contract/engine.ts';

/** Pictures that were predicted. */
export interface PredictedPictures extends WatchedPictures {
  /** Id of the data set. */
  readonly dataset: string;
}

/**
 * The predictions of a kept epoch: one class for each picture, its probability to 1/255. There is no loss (NaN).
 * Null where the epoch was not kept.
 */
export function epochEvaluation({ labels, epochs }: TrainingPredictions, epoch: number): Evaluation | null {
  const kept = epochs.find((one) => one.epoch === epoch);
  if (kept === undefined) return null;
  const right = labels.reduce((sum, label, image) => sum + Number(label === kept.classes[image]), 0);
  return {
    count: labels.length,
    loss: NaN,
    accuracy: labels.length === 0 ? 0 : right / labels.length,
    superclassAccuracy: null,
    labels,
    topClasses: kept.classes,
    topProbabilities: Float32Array.from(kept.confidences, (confidence) => confidence / 255),
    topK: 1,
  };
}

/** Pictures of a run's test evaluation: all that its experiment tests on. */
export function testedPictures(dataset: string, { labels }: Evaluation): PredictedPictures {
  return { dataset, half: 'test', places: Int32Array.from(labels, (_, place) => place), labels };
}

/** Whether two predictions are about the same pictures, as far as places and classes tell. */
export function areSamePictures(a: PredictedPictures, b: PredictedPictures): boolean {
  return (
    a.dataset === b.dataset &&
    a.half === b.half &&
    areEqual(a.places, b.places) &&
    areEqual(a.labels, b.labels)
  );
}

function areEqual(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

/** How many pictures of a selection were right and wrong at the end of an epoch. */
export interface CoursePoint {
  readonly epoch: number;
  readonly right: number;
  readonly wrong: number;
}

/** The course of a block of cells through the kept epochs. @param rows - True classes. @param columns - Predicted ones. */
export function selectionCourse(
  { labels, epochs }: TrainingPredictions,
  rows: readonly number[],
  columns: readonly number[],
): readonly CoursePoint[] {
  const [isRow, isColumn] = [new Set(rows), new Set(columns)];
  const inRows = [...labels.keys()].filter((image) => isRow.has(labels[image] ?? -1));
  return epochs.map(({ epoch, classes }) => {
    const seen = inRows.filter((image) => isColumn.has(classes[image] ?? -1));
    const right = seen.filter((image) => classes[image] === labels[image]).length;
    return { epoch, right, wrong: seen.length - right };
  });
}
