/** Layers, initializers, regularizers, losses, optimizers and schedules as Keras writes them into its files. */
import type { Experiment } from '../../../shared/spec/experiment.ts';
import { isRecord } from '../../../shared/spec/class-spec.ts';
import type { ScheduleSpec } from '../../../shared/spec/schedules.ts';
import type { KerasNode } from './graph.ts';
import type { Config } from './json.ts';

/** `keras3` names the module of a class, as `.keras` files do; `legacy` is what Keras 2 wrote too. */
export type Style = 'keras3' | 'legacy';

/** The entry of a class. */
export function classEntry(
  style: Style,
  module: string,
  { class_name, config }: { readonly class_name: string; readonly config: Config },
): { readonly [key: string]: Config } {
  if (style === 'legacy') return { class_name, config };
  return { module, class_name, config, registered_name: null };
}

/** Layers that know more than one order of the axes. */
const ordered: ReadonlySet<string> = new Set([
  ...['Conv2D', 'DepthwiseConv2D', 'SeparableConv2D', 'ZeroPadding2D', 'Flatten', 'SpatialDropout2D'],
  ...['MaxPooling2D', 'AveragePooling2D', 'GlobalAveragePooling2D', 'GlobalMaxPooling2D'],
]);

/** Of these Keras 2 does not have the argument. */
const orderedInKeras3: ReadonlySet<string> = new Set([
  ...['RandomFlip', 'RandomTranslation', 'RandomRotation', 'RandomCrop', 'CenterCrop'],
]);

/** A layer with its config. */
export function layerEntry({ layer, name }: KerasNode, style: Style): { readonly [key: string]: Config } {
  const { class_name } = layer;
  const isOrdered = ordered.has(class_name) || (style === 'keras3' && orderedInKeras3.has(class_name));
  // Keras 3's SpatialDropout2D has no weights to train and does not take `trainable`.
  const left = class_name === 'SpatialDropout2D' ? ['name', 'trainable'] : ['name'];
  const given = Object.entries(layer.config).filter(([key]) => !left.includes(key));
  const config = {
    name,
    dtype: 'float32',
    ...(isOrdered ? { data_format: 'channels_last' } : {}),
    ...Object.fromEntries(
      given.map(([key, value]) => argument(style, spelling(class_name, key, style), value)),
    ),
  };
  return classEntry(style, 'keras.layers', { class_name, config });
}

/** Keras 2 calls the slope of LeakyReLU `alpha`, and Keras 3 still reads that. */
function spelling(className: string, key: string, style: Style): string {
  return style === 'legacy' && className === 'LeakyReLU' && key === 'negative_slope' ? 'alpha' : key;
}

function argument(style: Style, key: string, value: unknown): readonly [string, Config] {
  if (!isRecord(value)) return [key, value as Config];
  const module = key.endsWith('_regularizer') ? 'keras.regularizers' : 'keras.initializers';
  return [key, classEntry(style, module, value as { class_name: string; config: Config })];
}

/** The optimizer with every number; in the legacy style without settings that are off, which Keras 2 does not know. */
export function optimizerEntry({ optimizer }: Experiment, style: Style): { readonly [key: string]: Config } {
  const { class_name, config } = optimizer;
  const { learning_rate: rate, weight_decay: decay } = config;
  const numbers = {
    ...config,
    learning_rate: typeof rate === 'number' ? rate : scheduleEntry(rate),
    // Keras's AdamW refuses None.
    weight_decay: class_name === 'AdamW' ? (decay ?? 0) : decay,
  };
  const isOff = ([key, value]: readonly [string, Config]): boolean =>
    value === null || (!config.use_ema && /^(use_ema|ema_)/.test(key));
  const written =
    style === 'keras3'
      ? numbers
      : Object.fromEntries(Object.entries(numbers).filter((entry) => !isOff(entry)));
  return classEntry(style, 'keras.optimizers', { class_name, config: written });
}

/** Both Keras 2 and 3 look a schedule up by its module. */
function scheduleEntry(schedule: ScheduleSpec): Config {
  return classEntry('keras3', 'keras.optimizers.schedules', kerasSchedule(schedule));
}

/**
 * Robbins and Monro's rate, which Keras does not have, is one that Keras has:
 * `initial / (alpha (t + 1)) = (initial / alpha) / (1 + 1 t / 1)`.
 */
function kerasSchedule(schedule: ScheduleSpec): { readonly class_name: string; readonly config: Config } {
  if (schedule.class_name !== 'RobbinsMonro') return schedule;
  const { initial_learning_rate: initial, alpha } = schedule.config;
  return {
    class_name: 'InverseTimeDecay',
    config: { initial_learning_rate: initial / alpha, decay_steps: 1, decay_rate: 1, staircase: false },
  };
}

/** What `compile` was given. */
export function compileEntry(experiment: Experiment, style: Style): { readonly [key: string]: Config } {
  const metrics = experiment.metrics
    .filter((metric) => metric !== 'superclass_accuracy')
    .map((metric) => (typeof metric === 'string' ? metric : classEntry(style, 'keras.metrics', metric)));
  const settings = {
    loss: classEntry(style, 'keras.losses', experiment.loss),
    metrics,
    loss_weights: null,
    weighted_metrics: null,
  };
  const optimizer = optimizerEntry(experiment, style);
  return style === 'legacy' ? { ...settings, optimizer_config: optimizer } : { optimizer, ...settings };
}
