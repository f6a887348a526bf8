/** The nine optimizers on formula surfaces: their looks, and learning rates that suit each surface. */
import type { SurfaceName } from '../../../../../shared/spec/formula-surfaces.ts';
import { type OptimizerSpec, optimizerSchema } from '../../../../../shared/spec/optimizers.ts';
import { presetVariants } from '../../../../../shared/spec/race.ts';
import { type LookName, lookNamed, type RacerLook } from '../looks.ts';

/** A racer on a surface. */
export interface SurfaceRacer {
  readonly id: LookName;
  readonly name: string;
  readonly look: RacerLook;
}

const names = {
  sgd: 'SGD',
  momentum: 'Momentum',
  nesterov: 'Nesterov',
  adagrad: 'Adagrad',
  rmsprop: 'RMSprop',
  adadelta: 'Adadelta',
  adam: 'Adam',
  adamax: 'Adamax',
  nadam: 'Nadam',
} as const satisfies Record<LookName, string>;

/** The racers in the order of the lecture. */
export const surfaceRacers: readonly SurfaceRacer[] = (Object.keys(names) as LookName[]).map((id) => ({
  id,
  name: names[id],
  look: lookNamed(id),
}));

/** Learning rates by racer. */
export type Rates = Readonly<Record<LookName, number>>;

/** Steps that a surface is raced for, and rates at which each racer shows what it is like. */
export const surfaceSettings: Readonly<
  Record<SurfaceName, { readonly steps: number; readonly rates: Rates }>
> = {
  ravine: {
    steps: 120,
    rates: {
      ...{ sgd: 0.95, momentum: 0.1, nesterov: 0.1, adagrad: 1.5, rmsprop: 0.2 },
      ...{ adadelta: 100, adam: 0.3, adamax: 0.5, nadam: 0.3 },
    },
  },
  saddle: {
    steps: 160,
    rates: {
      ...{ sgd: 0.1, momentum: 0.02, nesterov: 0.02, adagrad: 0.5, rmsprop: 0.05 },
      ...{ adadelta: 30, adam: 0.1, adamax: 0.1, nadam: 0.1 },
    },
  },
  rosenbrock: {
    steps: 1000,
    rates: {
      ...{ sgd: 0.0015, momentum: 0.0005, nesterov: 0.0005, adagrad: 0.5, rmsprop: 0.01 },
      ...{ adadelta: 10, adam: 0.05, adamax: 0.1, nadam: 0.05 },
    },
  },
};

/** The optimizer of a racer with the numbers of the slides and a learning rate of its own. */
export function surfaceOptimizer({ name }: SurfaceRacer, rate: number): OptimizerSpec {
  const [variant] = presetVariants('keras2', [name]);
  const { class_name, config } = variant?.set['optimizer'] as { class_name: string; config: object };
  return optimizerSchema.parse({ class_name, config: { ...config, learning_rate: rate } });
}
