/** What is kept of the predictions of a training, see `WatchedPictures`. */
import type { EpochPredictions, Evaluation, WatchedPictures } from '../../shared/contract/engine.ts';
import { watchedTestPlaces } from '../../shared/spec/watched.ts';
import type { Split } from './split.ts';

/**
 * Positions of the pictures that are watched where nothing is validated; empty where validation shows them anyway. An
 * evaluation changes nothing that training goes on from, so watching moves no bit of a run.
 */
export function watchedTestPositions({ train, validation, test }: Split): Int32Array {
  if (validation.length > 0) return new Int32Array(0);
  const [first = 0] = test;
  return watchedTestPlaces(train.length, test.length).map((place) => first + place);
}

/** The watched pictures at the given positions. */
export function watchedPictures(
  { test }: Split,
  positions: Int32Array,
  { labels }: Evaluation,
): WatchedPictures {
  const firstTest = test[0] ?? Infinity;
  const isTest = (positions[0] ?? 0) >= firstTest;
  return {
    half: isTest ? 'test' : 'train',
    places: isTest ? positions.map((position) => position - firstTest) : positions.slice(),
    labels,
  };
}

/** The most probable class of each picture of an evaluation; a diverged net is sure of nothing. */
export function epochPredictions(
  epoch: number,
  { count, topK, topClasses, topProbabilities }: Evaluation,
): EpochPredictions {
  return {
    epoch,
    classes: Uint16Array.from({ length: count }, (_, image) => topClasses[image * topK] ?? 0),
    confidences: Uint8Array.from({ length: count }, (_, image) =>
      Math.round(255 * (topProbabilities[image * topK] || 0)),
    ),
  };
}
