/** Optimizers with Keras 3's arguments and defaults; every number is part of the document. */
import * as z from 'zod';
import { LabError } from '../contract/errors.ts';
import { asClassSpec, classSpec, isRecord } from './class-spec.ts';
import { reportFault, reportUnknownName } from './faults.ts';
import { count, learningRate, nonNegative, positive, share } from './numbers.ts';
import { findPreset, type OptimizerPreset, optimizerPresets, presetNumbers } from './presets.ts';
import { quote } from './quote.ts';
import { scheduleSchema } from './schedules.ts';

/** What every optimizer has; the defaults of the learning rate and of the weight decay differ between classes. */
function common(rate: number, weightDecay: number | null = null) {
  return {
    /** Step size, or its schedule. */
    learning_rate: z.union([learningRate, scheduleSchema]).default(rate),
    /** Before each update `w -= w * weight_decay * learning_rate` (decoupled); null: none. */
    weight_decay: nonNegative.nullable().default(weightDecay),
    /** Largest norm of the gradient of each weight. */
    clipnorm: positive.nullable().default(null),
    /** Largest absolute value of a gradient. */
    clipvalue: positive.nullable().default(null),
    /** Largest norm of all gradients together. */
    global_clipnorm: positive.nullable().default(null),
    /** Whether a moving average of the weights is kept. */
    use_ema: z.boolean().default(false),
    ema_momentum: share.default(0.99),
    /** Steps after which the average replaces the weights; null: only at the end of training. */
    ema_overwrite_frequency: count(1_000_000_000).nullable().default(null),
  };
}

const epsilon = positive.default(1e-7);
const moments = { beta_1: share.default(0.9), beta_2: share.default(0.999), epsilon };

const classes = [
  classSpec('SGD', { ...common(0.01), momentum: share.default(0), nesterov: z.boolean().default(false) }),
  classSpec('RMSprop', {
    ...common(0.001),
    rho: share.default(0.9),
    momentum: share.default(0),
    epsilon,
    centered: z.boolean().default(false),
  }),
  classSpec('Adagrad', { ...common(0.001), initial_accumulator_value: nonNegative.default(0.1), epsilon }),
  classSpec('Adadelta', { ...common(0.001), rho: share.default(0.95), epsilon }),
  classSpec('Adam', { ...common(0.001), ...moments, amsgrad: z.boolean().default(false) }),
  classSpec('AdamW', { ...common(0.001, 0.004), ...moments, amsgrad: z.boolean().default(false) }),
  classSpec('Adamax', { ...common(0.001), ...moments }),
  classSpec('Nadam', { ...common(0.001), ...moments }),
] as const;

/** Every optimizer class. */
export const optimizerClassNames = classes.map((option) => option.shape.class_name.value);

const readSpelling = asClassSpec({ names: optimizerClassNames, config: renameLr });

/**
 * An optimizer; a Keras name such as `adam` stands for the class with Keras 3's defaults, and Keras 2's `lr` is read
 * as `learning_rate`. A `preset` beside the class gives the numbers that its config leaves out. At most one way of
 * clipping can be set, as in Keras.
 */
export const optimizerSchema = z.preprocess(
  (value, context) => withPreset(readSpelling(value), context),
  z.discriminatedUnion('class_name', classes).superRefine(({ config }, context) => {
    const { clipnorm, clipvalue, global_clipnorm } = config;
    const clips = Object.entries({ clipnorm, clipvalue, global_clipnorm }).filter(
      ([, most]) => most !== null,
    );
    if (clips.length < 2) return;
    const found = clips.map(([name, most]) => `${name} ${quote(most)}`).join(', ');
    reportFault(context, { code: 'spec.two-clips', path: ['config'], details: { found } });
  }),
);

/** An optimizer in normal form. */
export type OptimizerSpec = z.output<typeof optimizerSchema>;

/** The class of an optimizer, such as `Adadelta`. */
export type OptimizerClassName = OptimizerSpec['class_name'];

/**
 * An optimizer with every number of a preset.
 * @throws LabError `spec.no-preset` for AdamW with `keras2`: Keras 2 did not have it.
 */
export function optimizerPreset(preset: OptimizerPreset, className: OptimizerClassName): OptimizerSpec {
  if (presetNumbers(preset, className) === null) throw new LabError('spec.no-preset', { className });
  return optimizerSchema.parse({ class_name: className, preset });
}

/** Writes the numbers of a preset into the config and takes its name out. */
function withPreset(value: unknown, context: z.RefinementCtx): unknown {
  if (!isRecord(value) || !('preset' in value)) return value;
  const { preset: given, ...spec } = value;
  const preset = typeof given === 'string' ? findPreset(given) : null;
  if (preset === null) {
    reportUnknownName(context, { path: ['preset'], found: String(given), allowed: optimizerPresets });
    return spec;
  }
  const className = optimizerClassNames.find((name) => name === spec['class_name']);
  if (className === undefined || !isRecord(spec['config'])) return spec;
  const numbers = presetNumbers(preset, className);
  if (numbers === null) reportFault(context, { code: 'spec.no-preset', details: { className } });
  return { ...spec, config: { ...numbers, ...spec['config'] } };
}

function renameLr(config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { lr, ...others } = config;
  return lr === undefined || 'learning_rate' in config ? { ...config } : { learning_rate: lr, ...others };
}

/** The first preset of {@link optimizerPresets} whose every number an optimizer has; null for none. */
export function presetOf(optimizer: OptimizerSpec): OptimizerPreset | null {
  const text = JSON.stringify(optimizer);
  const isEqual = (preset: OptimizerPreset): boolean =>
    hasPreset(preset, optimizer.class_name) &&
    JSON.stringify(optimizerPreset(preset, optimizer.class_name)) === text;
  return optimizerPresets.find(isEqual) ?? null;
}

/** Whether a preset knows an optimizer: Keras 2 did not have AdamW. */
export function hasPreset(preset: OptimizerPreset, className: OptimizerClassName): boolean {
  return presetNumbers(preset, className) !== null;
}
