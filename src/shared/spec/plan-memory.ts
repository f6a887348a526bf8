/** How much memory a run needs, from its document alone. */
import { assertNever } from '../contract/errors.ts';
import type { Experiment } from './experiment.ts';
import type { OptimizerSpec } from './optimizers.ts';
import { imageCounts, type PictureSet, plannedSteps } from './plan.ts';
import { openedLayers } from './residual.ts';
import { type LayerReport, valueCount } from './shapes.ts';

/** Images that one native call takes at most: larger calls are no faster per image, but need more memory. */
export const mostImagesPerCall = 512;

const float32Bytes = 4;

/** Bytes by what they hold, besides the program and TensorFlow themselves. */
export interface MemoryPlan {
  /** Weights, their gradients and what the optimizer keeps for each. */
  readonly weightsBytes: number;
  /** Values that the layers put out for the images of one call, with their gradients. */
  readonly activationsBytes: number;
  /** Training and test images, one byte for each value. */
  readonly imagesBytes: number;
  readonly totalBytes: number;
}

/** The memory that an experiment needs for the layers that `inferModel` reports. */
export function plannedMemory(
  experiment: Experiment,
  reports: readonly LayerReport[],
  set: PictureSet,
): MemoryPlan {
  const counts = imageCounts(experiment, set);
  const { batch } = plannedSteps(experiment, counts.train);
  const sum = (value: (report: LayerReport) => number): number =>
    reports.reduce((total, report) => total + value(report), 0);
  const trained = sum(({ trainableCount }) => trainableCount);
  const kept = 1 + slotCount(experiment.optimizer);
  const weightsBytes = float32Bytes * (sum(({ parameterCount }) => parameterCount) + kept * trained);
  const pixels = set.height * set.width * set.channels;
  const values = pixels + sum(valuesOf);
  const activationsBytes = 2 * float32Bytes * imagesPerCall(experiment, batch) * values;
  const imagesBytes = (counts.test + Math.min(experiment.dataset.train ?? Infinity, set.trainCount)) * pixels;
  const totalBytes = weightsBytes + activationsBytes + imagesBytes;
  return { weightsBytes, activationsBytes, imagesBytes, totalBytes };
}

/** Batch normalisation needs the whole batch at once; any other step is divided. */
function imagesPerCall({ model }: Experiment, batch: number): number {
  const isWhole = openedLayers(model.layers).some(({ class_name }) => class_name === 'BatchNormalization');
  return isWhole ? batch : Math.min(batch, mostImagesPerCall);
}

/** The values that a layer puts out for one image, those within a residual block among them. */
function valuesOf({ outputShape, paths }: LayerReport): number {
  const inside = paths === null ? [] : [...paths.main, ...(paths.shortcut ? [paths.shortcut] : [])];
  return (
    valueCount(outputShape) + inside.reduce((total, report) => total + valueCount(report.outputShape), 0)
  );
}

/** Numbers that an optimizer keeps for each weight. */
export function slotCount(optimizer: OptimizerSpec): number {
  const { config } = optimizer;
  return ruleSlots(optimizer) + (config.use_ema ? 1 : 0);
}

function ruleSlots({ class_name, config }: OptimizerSpec): number {
  switch (class_name) {
    case 'SGD':
      return config.momentum === 0 ? 0 : 1;
    case 'RMSprop':
      return 1 + (config.momentum > 0 ? 1 : 0) + (config.centered ? 1 : 0);
    case 'Adagrad':
      return 1;
    case 'Adam':
    case 'AdamW':
      return config.amsgrad ? 3 : 2;
    case 'Adadelta':
    case 'Adamax':
    case 'Nadam':
      return 2;
    default:
      return assertNever(class_name);
  }
}
