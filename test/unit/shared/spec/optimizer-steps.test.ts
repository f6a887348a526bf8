import { describe, expect, it } from 'vitest';
import { learningRateAt } from '../../../../src/shared/spec/schedules.ts';
import { startOptimizer, stepOptimizer } from '../../../../src/shared/spec/optimizer-steps.ts';
import { optimizerSchema, type OptimizerSpec } from '../../../../src/shared/spec/optimizers.ts';
import { floats, readGolden, type KerasClass, type PackedArray } from '../../../golden/golden.ts';

interface GoldenCase extends KerasClass {
  readonly name: string;
  /** w after 0, 1, 2 ... steps on w²/2 from w = 1, in float32. */
  readonly scalar: PackedArray;
}

const { cases } = readGolden('optimizers') as { readonly cases: readonly GoldenCase[] };

/** Clipping and averages are no part of the rule. */
const plain = cases.filter(({ config }) =>
  ['clipnorm', 'clipvalue', 'global_clipnorm', 'use_ema'].every(
    (key) => !(config as Record<string, unknown>)[key],
  ),
);

describe('the step of an optimizer in double precision', () => {
  it.each(plain)('makes the 20 steps of Keras on w²/2: $name', ({ class_name, config, scalar }) => {
    const wanted = floats(scalar);
    const found = descend(optimizerSchema.parse({ class_name, config }), wanted.length - 1);
    for (const [step, value] of wanted.entries()) expect(found[step]).toBeCloseTo(value, 5);
  });

  it('covers every optimizer there is', () => {
    expect(new Set(plain.map(({ class_name }) => class_name)).size).toBe(8);
  });

  it('moves each weight by its own gradient', () => {
    const spec = optimizerSchema.parse({ class_name: 'SGD', config: { learning_rate: 0.5 } });
    const { weights, steps } = stepOptimizer(spec, startOptimizer(spec, [1, 2]), [2, -4]);
    expect({ weights, steps }).toEqual({ weights: [0, 4], steps: 1 });
  });

  it('takes the rate of a schedule at each step', () => {
    const learning_rate = {
      class_name: 'PiecewiseConstantDecay',
      config: { boundaries: [0], values: [0.5, 0.25] },
    };
    const spec = optimizerSchema.parse({ class_name: 'SGD', config: { learning_rate } });
    const wanted = [0, 1].map((step) => learningRateAt(spec.config.learning_rate, step));
    const first = stepOptimizer(spec, startOptimizer(spec, [1]), [1]);
    const second = stepOptimizer(spec, first, [1]);
    expect([1 - first.weights[0]!, first.weights[0]! - second.weights[0]!]).toEqual(wanted);
  });
});

function descend(spec: OptimizerSpec, steps: number): readonly number[] {
  let state = startOptimizer(spec, [1]);
  const values = [1];
  for (let step = 0; step < steps; step++) {
    state = stepOptimizer(spec, state, state.weights);
    values.push(state.weights[0] ?? NaN);
  }
  return values;
}
