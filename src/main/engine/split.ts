/** Which images a run trains on, validates on and tests on: positions in the session's image variable. */
import type { ImageDataset } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { permutation, randomStream } from '../../shared/random.ts';
import type { Experiment } from '../../shared/spec/experiment.ts';
import type { LayerSpec } from '../../shared/spec/layers.ts';
import { mostImagesPerCall } from '../../shared/spec/plan-memory.ts';
import { openedLayers } from '../../shared/spec/residual.ts';

/** Positions of images; training images come first, test images after them. */
export interface Split {
  readonly train: Int32Array;
  /** Empty where the experiment has no validation. */
  readonly validation: Int32Array;
  readonly test: Int32Array;
}

/**
 * Splits as Keras does: `validation_split` takes the end of the training images, before any shuffling.
 * @throws LabError `engine.data-mismatch` when no training image is left.
 */
export function splitImages(dataset: ImageDataset, { validation, dataset: { id } }: Experiment): Split {
  const trainCount = dataset.train.labels.length;
  const kept = validation.from === 'train' ? Math.floor(trainCount * (1 - validation.split)) : trainCount;
  if (kept < 1)
    throw new LabError('engine.data-mismatch', {
      dataset: id,
      problem: `${trainCount} - ${trainCount - kept} = 0`,
    });
  const test = range(trainCount, trainCount + dataset.test.labels.length);
  const held = range(kept, trainCount);
  return { train: range(0, kept), validation: validation.from === 'test' ? test : held, test };
}

/** The order in which epoch `epoch` (from 0) takes the training images; each epoch draws from a stream of its own. */
export function epochOrder(train: Int32Array, epoch: number, { seed, shuffle }: Experiment): Int32Array {
  return shuffle ? permutation(train.length, randomStream(seed, `order/${epoch}`)) : train;
}

/** How a step's images are divided into calls that fit into memory. */
export interface StepPlan {
  readonly stepsPerEpoch: number;
  /** Images of each step but the last, and of the last (equal where the batches divide the images). */
  readonly batch: number;
  readonly lastBatch: number;
}

/** Divides an epoch of `images` images into steps. */
export function planSteps(images: number, batchSize: number | 'all'): StepPlan {
  const batch = batchSize === 'all' ? images : Math.min(batchSize, images);
  const stepsPerEpoch = Math.ceil(images / batch);
  return { stepsPerEpoch, batch, lastBatch: images - batch * (stepsPerEpoch - 1) };
}

/**
 * Sizes of the parts in which one step is computed, as even as possible; `[size]` where it fits one call. Batch
 * normalisation needs the whole batch at once, whatever its size.
 */
export function partsOf(size: number, layers: readonly LayerSpec[]): readonly number[] {
  if (openedLayers(layers).some((layer) => layer.class_name === 'BatchNormalization')) return [size];
  const count = Math.ceil(size / mostImagesPerCall);
  const most = Math.ceil(size / count);
  return Array.from({ length: count }, (_, index) => Math.min(most, size - most * index));
}

function range(from: number, to: number): Int32Array {
  return Int32Array.from({ length: to - from }, (_, index) => from + index);
}
