/** What a run will take before it starts: images, steps and time, from the speed of runs that this machine has done. */
import type { Experiment } from './experiment.ts';

/** The facts of a data set that a plan needs; a `DatasetInfo` has them. */
export interface PictureSet {
  readonly height: number;
  readonly width: number;
  /** 1 (grey) or 3 (RGB). */
  readonly channels: number;
  readonly trainCount: number;
  readonly testCount: number;
}

/** How many images an experiment uses. */
export interface ImageCounts {
  /** Trained on in each epoch. */
  readonly train: number;
  /** Validated on after each epoch. */
  readonly validation: number;
  /** Of the test half. */
  readonly test: number;
}

/** The images that an experiment uses of a set; a subset larger than the set is all of it. */
export function imageCounts(
  experiment: Experiment,
  set: Pick<PictureSet, 'trainCount' | 'testCount'>,
): ImageCounts {
  const { dataset, validation } = experiment;
  const all = Math.min(dataset.train ?? Infinity, set.trainCount);
  const test = Math.min(dataset.test ?? Infinity, set.testCount);
  // As Keras does: the share that is kept is rounded down.
  const train = validation.from === 'train' ? Math.floor(all * (1 - validation.split)) : all;
  return { train, validation: validation.from === 'test' ? test : all - train, test };
}

/** Images of one step and steps of one epoch. */
export interface PlannedSteps {
  readonly batch: number;
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
}

/** The steps of an experiment that trains on `images` images. */
export function plannedSteps({ batch_size, epochs }: Experiment, images: number): PlannedSteps {
  const batch = Math.max(1, batch_size === 'all' ? images : Math.min(batch_size, images));
  const stepsPerEpoch = Math.ceil(images / batch);
  return { batch, stepsPerEpoch, totalSteps: epochs * stepsPerEpoch };
}

/** What decides how long an image takes. */
export interface Work {
  /** Multiply-adds of the model for one image. */
  readonly multiplyAdds: number;
  /** Images of one step. */
  readonly batch: number;
}

/** The speed that a run on this machine has had. */
export interface SpeedSample extends Work {
  /** Training images per second, validation excluded. */
  readonly imagesPerSecond: number;
}

/**
 * How far a speed can be trusted: measured with a model and batch `same` in cost within a quarter, `like` within a
 * factor of 4, or `far`: reckoned from one that is further away, up to a factor of {@link farthest}.
 */
export type SpeedBasis = 'same' | 'like' | 'far';

/** An estimated speed. */
export interface SpeedEstimate {
  readonly imagesPerSecond: number;
  readonly basis: SpeedBasis;
}

/** Beyond this ratio of cost a measured speed says nothing: overhead and arithmetic weigh too differently. */
export const farthest = 32;

/**
 * The speed of training to expect: that of the run nearest in cost, scaled by the multiply-adds; null without any
 * that is near enough. Of equals the first counts, so samples go from the newest to the oldest.
 */
export function estimateSpeed(work: Work, samples: readonly SpeedSample[]): SpeedEstimate | null {
  const usable = samples.filter(({ imagesPerSecond }) => imagesPerSecond > 0);
  const nearest = usable.reduce<{ sample: SpeedSample; ratio: number } | null>((best, sample) => {
    const ratio = distance(work, sample);
    return best === null || ratio < best.ratio ? { sample, ratio } : best;
  }, null);
  if (nearest === null || nearest.ratio > farthest) return null;
  const { sample, ratio } = nearest;
  const imagesPerSecond = (sample.imagesPerSecond * cost(sample)) / cost(work);
  return { imagesPerSecond, basis: ratio <= 1.25 ? 'same' : ratio <= 4 ? 'like' : 'far' };
}

/** The larger of the ratio of costs and, less strictly, of batch sizes: both at least 1. */
function distance(work: Work, sample: Work): number {
  return Math.max(ratioOf(cost(work), cost(sample)), Math.sqrt(ratioOf(work.batch, sample.batch)));
}

const cost = ({ multiplyAdds }: Work): number => Math.max(1, multiplyAdds);
const ratioOf = (a: number, b: number): number => Math.max(a / b, b / a);

/** An image that is only looked at costs a third: training also computes two gradients. */
const shareOfForwardPass = 1 / 3;

/** Milliseconds that a run takes at a speed, with its validation and the final test. */
export function plannedMs(experiment: Experiment, counts: ImageCounts, imagesPerSecond: number): number {
  const { epochs, validation } = experiment;
  const tested = validation.from === 'test' ? 0 : counts.test;
  const looked = epochs * counts.validation + tested;
  return (1000 * (epochs * counts.train + looked * shareOfForwardPass)) / imagesPerSecond;
}
