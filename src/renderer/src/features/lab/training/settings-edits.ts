/** Changes of the training settings, from a document to a document; what is refused is said by the document's reader. */
import type { Experiment } from '../../../../../shared/spec/experiment.ts';
import {
  hasPreset,
  type OptimizerClassName,
  optimizerPreset,
  type OptimizerSpec,
  presetOf,
} from '../../../../../shared/spec/optimizers.ts';
import type { OptimizerPreset } from '../../../../../shared/spec/presets.ts';

/** Values by Keras's names. */
export type Changes = Readonly<Record<string, unknown>>;

/** Another optimizer, with the numbers of the preset that the one before had; Keras 3's where there is none. */
export function withOptimizerClass(experiment: Experiment, className: OptimizerClassName): unknown {
  const preset = presetOf(experiment.optimizer) ?? 'keras3';
  const usable = hasPreset(preset, className) ? preset : 'keras3';
  return { ...experiment, optimizer: optimizerPreset(usable, className) };
}

/** The same optimizer with every number of a preset. */
export function withPreset(experiment: Experiment, preset: OptimizerPreset): unknown {
  return { ...experiment, optimizer: optimizerPreset(preset, experiment.optimizer.class_name) };
}

/** The optimizer with some of its numbers changed. */
export function withOptimizer(experiment: Experiment, changes: Changes): unknown {
  return { ...experiment, optimizer: configured(experiment.optimizer, changes) };
}

/** The schedule of the learning rate with some of its numbers changed. */
export function withSchedule(experiment: Experiment, changes: Changes): unknown {
  const { learning_rate } = experiment.optimizer.config;
  if (typeof learning_rate === 'number') return experiment;
  return withOptimizer(experiment, { learning_rate: configured(learning_rate, changes) });
}

/** The loss with some of its settings changed. */
export function withLoss(experiment: Experiment, changes: Changes): unknown {
  return { ...experiment, loss: configured(experiment.loss, changes) };
}

/** The ways of clipping gradients, of which Keras allows one. */
export const clippings = ['clipnorm', 'clipvalue', 'global_clipnorm'] as const;

/** A name of {@link clippings}. */
export type Clipping = (typeof clippings)[number];

/** The way in which an optimizer clips; null for none. */
export function clippingOf({ config }: OptimizerSpec): Clipping | null {
  return clippings.find((name) => config[name] !== null) ?? null;
}

/** Another way of clipping, with the bound that was there before; null for none. */
export function withClipping(experiment: Experiment, clipping: Clipping | null): unknown {
  const before = clippingOf(experiment.optimizer);
  const bound = before === null ? 1 : experiment.optimizer.config[before];
  const none = Object.fromEntries(clippings.map((name) => [name, null]));
  return withOptimizer(experiment, clipping === null ? none : { ...none, [clipping]: bound });
}

/** The data set with other numbers of images; null stands for all. */
export function withDataset(experiment: Experiment, changes: Changes): unknown {
  return { ...experiment, dataset: { ...experiment.dataset, ...changes } };
}

/** How many images a set has. */
export interface HalfCounts {
  readonly trainCount: number;
  readonly testCount: number;
}

/** The share of the training images that is used, in percent. */
export function shareOf({ dataset }: Experiment, { trainCount }: HalfCounts): number {
  return Number(((100 * Math.min(dataset.train ?? trainCount, trainCount)) / trainCount).toPrecision(3));
}

/** The same share, in percent, of the training and of the test images; at least one of each. */
export function withShare(experiment: Experiment, percent: number, set: HalfCounts): unknown {
  const images = (count: number): number | null =>
    percent === 100 ? null : Math.max(1, Math.round((count * percent) / 100));
  // Less than none and more than all are for the document to refuse.
  const isShare = percent > 0 && percent <= 100;
  const train = isShare ? images(set.trainCount) : percent;
  return withDataset(experiment, isShare ? { train, test: images(set.testCount) } : { train });
}

/** The metric with or without which the experiment goes on. */
export function withMetric(experiment: Experiment, metric: unknown, isOn: boolean): unknown {
  const text = JSON.stringify(metric);
  const others = experiment.metrics.filter((one) => JSON.stringify(one) !== text);
  return { ...experiment, metrics: isOn ? [...others, metric] : others };
}

/** Ways of entering pixels, by scale and offset. */
export const pixelRanges = {
  unit: { scale: 1 / 255, offset: 0 },
  symmetric: { scale: 2 / 255, offset: -1 },
  raw: { scale: 1, offset: 0 },
} as const;

/** A name of {@link pixelRanges}. */
export type PixelRange = keyof typeof pixelRanges;

/** The range into which pixels are brought; null for one without a name. */
export function pixelRangeOf({ preprocessing }: Experiment): PixelRange | null {
  const names = Object.keys(pixelRanges) as PixelRange[];
  const isEqual = (name: PixelRange): boolean =>
    pixelRanges[name].scale === preprocessing.scale && pixelRanges[name].offset === preprocessing.offset;
  return names.find(isEqual) ?? null;
}

function configured(
  spec: { readonly class_name: string; readonly config: object },
  changes: Changes,
): unknown {
  return { class_name: spec.class_name, config: { ...spec.config, ...changes } };
}
