/** Optimizers with Keras 3's arguments and defaults; every number is part of the document. */
import * as z from 'zod';
import { asClassSpec, classSpec } from './class-spec.ts';
import { reportFault } from './faults.ts';
import { count, learningRate, nonNegative, positive, share } from './numbers.ts';
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

/**
 * An optimizer; a Keras name such as `adam` stands for the class with Keras 3's defaults, and Keras 2's `lr` is read
 * as `learning_rate`. At most one way of clipping can be set, as in Keras.
 */
export const optimizerSchema = z.preprocess(
  asClassSpec({ names: optimizerClassNames, config: renameLr }),
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

function renameLr(config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { lr, ...others } = config;
  return lr === undefined || 'learning_rate' in config ? { ...config } : { learning_rate: lr, ...others };
}
