/** Random optimizers and schedules with valid hyper-parameters, at rates that neither stand still nor explode. */
import type { OptimizerClassName } from '../../../src/shared/spec/optimizers.ts';
import type { ScheduleSpec } from '../../../src/shared/spec/schedules.ts';
import type { KerasClass } from '../../golden/golden.ts';
import type { Draw } from './draw.ts';

type Config = Readonly<Record<string, unknown>>;

/** Keras's schedules; Robbins and Monro's rate is not among them. */
export type KerasSchedule = Exclude<ScheduleSpec['class_name'], 'RobbinsMonro'>;

const schedules: Readonly<Record<KerasSchedule, (draw: Draw, rate: number, steps: number) => Config>> = {
  InverseTimeDecay: decay,
  ExponentialDecay: decay,
  PiecewiseConstantDecay: (draw, rate, steps) => {
    const count = draw.integer(1, 4);
    const boundaries = new Set(Array.from({ length: count }, () => draw.integer(0, steps)));
    return {
      boundaries: [...boundaries].toSorted((a, b) => a - b),
      values: [rate, ...Array.from(boundaries, () => draw.logarithmic(rate / 10, rate))],
    };
  },
  PolynomialDecay: (draw, rate, steps) => ({
    initial_learning_rate: rate,
    decay_steps: draw.integer(1, steps),
    ...draw.maybe(0.6, () => ({ end_learning_rate: draw.chance(0.2) ? 0 : rate / 10 })),
    ...draw.maybe(0.6, () => ({ power: draw.between(0.5, 3) })),
    ...draw.maybe(0.5, () => ({ cycle: draw.chance(0.7) })),
  }),
  CosineDecay: (draw, rate, steps) => ({
    initial_learning_rate: rate,
    decay_steps: draw.integer(1, steps),
    ...draw.maybe(0.5, () => ({ alpha: draw.between(0, 1) })),
    ...draw.maybe(0.5, () => ({ warmup_target: rate * 2, warmup_steps: draw.integer(0, steps) })),
  }),
};

function decay(draw: Draw, rate: number, steps: number): Config {
  return {
    initial_learning_rate: rate,
    decay_steps: draw.integer(1, steps),
    decay_rate: draw.between(0.1, 1),
    ...draw.maybe(0.5, () => ({ staircase: draw.chance(0.7) })),
  };
}

/** The names of all schedules that can be drawn. */
export const scheduleNames = Object.keys(schedules) as KerasSchedule[];

/** A schedule of one class around a rate, for about so many steps. */
export function drawSchedule(
  draw: Draw,
  name: KerasSchedule,
  { rate, steps }: { readonly rate: number; readonly steps: number },
): KerasClass {
  return { class_name: name, config: schedules[name](draw, rate, steps) };
}

const moments = (draw: Draw): Config => ({
  ...draw.maybe(0.5, () => ({ beta_1: draw.between(0, 0.99) })),
  ...draw.maybe(0.5, () => ({ beta_2: draw.between(0.5, 0.9999) })),
  ...epsilon(draw),
});
const epsilon = (draw: Draw): Config =>
  draw.maybe(0.4, () => ({ epsilon: draw.logarithmic(1e-7, 1e-2) })) as Config;
const momentum = (draw: Draw): Config =>
  draw.maybe(0.6, () => ({ momentum: draw.between(0, 0.95) })) as Config;
const amsgrad = (draw: Draw): Config => draw.maybe(0.3, () => ({ amsgrad: true })) as Config;

/** Range of rates and the arguments of its own, for each class. */
const classes: Readonly<
  Record<OptimizerClassName, { readonly rates: readonly [number, number]; own: (draw: Draw) => Config }>
> = {
  SGD: {
    rates: [1e-3, 0.2],
    own: (draw) => ({ ...momentum(draw), ...draw.maybe(0.4, () => ({ nesterov: true })) }),
  },
  RMSprop: {
    rates: [1e-4, 1e-2],
    own: (draw) => ({
      ...draw.maybe(0.5, () => ({ rho: draw.between(0.5, 0.99) })),
      ...momentum(draw),
      ...epsilon(draw),
      ...draw.maybe(0.4, () => ({ centered: true })),
    }),
  },
  Adagrad: {
    rates: [1e-3, 0.1],
    own: (draw) => ({
      ...draw.maybe(0.5, () => ({ initial_accumulator_value: draw.between(0, 1) })),
      ...epsilon(draw),
    }),
  },
  Adadelta: {
    rates: [1e-2, 2],
    own: (draw) => ({ ...draw.maybe(0.5, () => ({ rho: draw.between(0.5, 0.99) })), ...epsilon(draw) }),
  },
  Adam: { rates: [1e-4, 1e-2], own: (draw) => ({ ...moments(draw), ...amsgrad(draw) }) },
  AdamW: { rates: [1e-4, 1e-2], own: (draw) => ({ ...moments(draw), ...amsgrad(draw) }) },
  Adamax: { rates: [1e-4, 1e-2], own: moments },
  Nadam: { rates: [1e-4, 1e-2], own: moments },
};

/** An optimizer of one class, for about so many steps. */
export function drawOptimizer(draw: Draw, name: OptimizerClassName, steps: number): KerasClass {
  const { rates, own } = classes[name];
  const rate = draw.logarithmic(...rates);
  const learning_rate = draw.chance(0.3)
    ? drawSchedule(draw, draw.pick(scheduleNames), { rate, steps })
    : rate;
  return { class_name: name, config: { learning_rate, ...own(draw), ...shared(draw) } };
}

function shared(draw: Draw): Config {
  return {
    ...draw.maybe(0.3, () => ({ weight_decay: draw.logarithmic(1e-4, 1e-1) })),
    ...draw.maybe(0.4, () => ({
      [draw.pick(['clipnorm', 'clipvalue', 'global_clipnorm'])]: draw.logarithmic(1e-2, 10),
    })),
    ...draw.maybe(0.3, () => ({
      use_ema: true,
      ema_momentum: draw.between(0.5, 0.99),
      ...draw.maybe(0.5, () => ({ ema_overwrite_frequency: draw.integer(1, 50) })),
    })),
  };
}
