/** Opens the images that an experiment trains and tests on. */
import type { ImageDataset } from '../../shared/contract/data.ts';
import type { Experiment } from '../../shared/spec/experiment.ts';
import { openDataset } from './open.ts';
import { keptPlaces, subsetOf } from './subset.ts';

/** Subsets are the same for every seed, so that runs that differ in their seed train and test on the same images. */
const subsetSeed = 0;

/**
 * The experiment's data set, cut to the numbers of images that it asks for.
 * @throws LabError `data.*` when the set is not there, damaged, or has too few images.
 */
export async function openExperimentImages(
  { dataset }: Experiment,
  dataFolder: string,
): Promise<ImageDataset> {
  return subsetOf(await openDataset(dataset.id, dataFolder), dataset, subsetSeed);
}

/**
 * Where the images that an experiment tests on stand in the test half of its whole set: the i-th number belongs to the
 * i-th image of its evaluation.
 * @throws LabError `data.too-few` where the set has fewer images than the experiment wants.
 */
export function testPlaces(dataset: ImageDataset, experiment: Experiment): Int32Array {
  return cutPlaces(dataset, experiment, 'test');
}

/** Where the images of an experiment's cut of a half stand in the whole half. @throws LabError `data.too-few`. */
export function cutPlaces(dataset: ImageDataset, experiment: Experiment, half: 'train' | 'test'): Int32Array {
  const cut = { wanted: experiment.dataset[half], seed: subsetSeed };
  return Int32Array.from(keptPlaces(dataset, half, cut));
}
