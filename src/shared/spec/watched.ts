/** Which predictions of a training are kept: of which epochs, and on which pictures. */
import { permutation, randomStream } from '../random.ts';

/** Epochs at the start of a training that are all kept: most happens there. */
const everyEpochUpTo = 20;

/** About as many more are kept of all that follow. */
const laterEpochs = 20;

/** Whether the predictions at the end of an epoch (from 1) are kept: the first 20, then about every 20th part, and the last. */
export function isKeptEpoch(epoch: number, epochs: number): boolean {
  const every = Math.max(1, Math.ceil((epochs - everyEpochUpTo) / laterEpochs));
  return epoch <= everyEpochUpTo || (epoch - everyEpochUpTo) % every === 0 || epoch === epochs;
}

/** Test pictures that are looked at for one of so many training pictures where nothing is validated. */
const trainedForOneWatched = 20;

/** As many are always looked at where there are so many: they cost one call. */
const fewWatched = 250;

/**
 * Places in the test half, rising, of the pictures that a training without validation is watched on: so few that an
 * epoch takes at most a few hundredths longer (a picture that is not trained on costs about a third), drawn once and
 * for all, so that the order of the set decides nothing.
 */
export function watchedTestPlaces(trainCount: number, testCount: number): Int32Array {
  const wanted = Math.max(fewWatched, Math.floor(trainCount / trainedForOneWatched));
  if (wanted >= testCount) return Int32Array.from({ length: testCount }, (_, place) => place);
  return permutation(testCount, randomStream(0, 'watched')).slice(0, wanted).sort();
}
