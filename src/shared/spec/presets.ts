/**
 * Three sets of hyper-parameters for the same optimizers: those of the slides (Keras 2.2.0), of Keras 3 and of the
 * papers. A preset writes every number out; the update rule stays Keras 3's. Its name is not kept: the numbers are the
 * experiment, and a name beside numbers that were changed later would be wrong.
 *
 * Where Keras 2's rule itself differs, no number can express it: its Adagrad and RMSprop add epsilon outside the root
 * (`g / (sqrt(a) + epsilon)`, Keras 3 inside: `g / sqrt(a + epsilon)`), and its Nadam raises 0.96 to
 * `t * schedule_decay` (0.004) where Keras 3 raises it to `t`. After the first steps the differences are small.
 */
import { resolveName } from './names.ts';
import type { ScheduleSpec } from './schedules.ts';

/** The presets; the slides use Keras 2. */
export const optimizerPresets = ['keras2', 'keras3', 'paper'] as const;

/** The name of a preset. */
export type OptimizerPreset = (typeof optimizerPresets)[number];

const aliases = new Map([
  ['slides', 'keras2'],
  ['slides(keras2)', 'keras2'],
]);

type Numbers = Readonly<Record<string, number>>;

/** Keras 2.2.0, keras/optimizers.py; epsilon is `K.epsilon()`, 1e-7. It had no AdamW. */
const keras2: Readonly<Record<string, Numbers>> = {
  SGD: { learning_rate: 0.01, momentum: 0 },
  RMSprop: { learning_rate: 0.001, rho: 0.9, epsilon: 1e-7 },
  Adagrad: { learning_rate: 0.01, initial_accumulator_value: 0, epsilon: 1e-7 },
  Adadelta: { learning_rate: 1, rho: 0.95, epsilon: 1e-7 },
  Adam: { learning_rate: 0.001, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 },
  Adamax: { learning_rate: 0.002, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 },
  Nadam: { learning_rate: 0.002, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7 },
};

/**
 * RMSprop: Hinton, Coursera lecture 6e (2012). Adagrad: Duchi et al. 2011 (rate chosen per task; 0.01 is customary).
 * Adadelta: Zeiler 2012. Adam, Adamax: Kingma and Ba 2015. Nadam: Dozat 2016. AdamW: Loshchilov and Hutter 2019
 * (weight decay chosen per task; 0.01 is customary). SGD has no paper with defaults: 0.01 without momentum.
 */
const paper: Readonly<Record<string, Numbers>> = {
  SGD: { learning_rate: 0.01, momentum: 0 },
  RMSprop: { learning_rate: 0.001, rho: 0.9, epsilon: 1e-8 },
  Adagrad: { learning_rate: 0.01, initial_accumulator_value: 0, epsilon: 1e-8 },
  Adadelta: { learning_rate: 1, rho: 0.95, epsilon: 1e-6 },
  Adam: { learning_rate: 0.001, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-8 },
  AdamW: { learning_rate: 0.001, weight_decay: 0.01, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-8 },
  Adamax: { learning_rate: 0.002, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-8 },
  Nadam: { learning_rate: 0.002, beta_1: 0.975, beta_2: 0.999, epsilon: 1e-8 },
};

/** The preset that a text means, in any spelling, also as `slides`; null for none. */
export function findPreset(name: string): OptimizerPreset | null {
  const resolved = resolveName(name, optimizerPresets, aliases);
  return optimizerPresets.find((preset) => preset === resolved) ?? null;
}

/**
 * The numbers of a preset that are not Keras 3's defaults, for an optimizer's class; null where the preset does not
 * know the class.
 */
export function presetNumbers(preset: OptimizerPreset, className: string): Numbers | null {
  const tables = { keras2, keras3: null, paper };
  const table = tables[preset];
  return table === null ? {} : (table[className] ?? null);
}

/**
 * The schedule that Keras 2's `decay` argument was: `learning_rate / (1 + decay * step)`, step by step.
 * The slides call it weight decay; it lowers the learning rate.
 */
export function keras2Decay(learningRate: number, decay: number): ScheduleSpec {
  const config = { initial_learning_rate: learningRate, decay_steps: 1, decay_rate: decay, staircase: false };
  return { class_name: 'InverseTimeDecay', config };
}
