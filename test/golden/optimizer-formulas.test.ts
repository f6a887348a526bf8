import { describe, expect, it } from 'vitest';
import { fillFormula } from '../../src/shared/spec/filled-formula.ts';
import { optimizerSchema, type OptimizerSpec } from '../../src/shared/spec/optimizers.ts';
import { learningRateAt } from '../../src/shared/spec/schedules.ts';
import {
  floats,
  type KerasClass,
  type PackedArray,
  readGolden,
  relativeDifference,
  TOLERANCE,
} from './golden.ts';

interface OptimizerCase extends KerasClass {
  readonly name: string;
  /** w after 0, 1, 2 ... steps on w²/2 from w = 1. */
  readonly scalar: PackedArray;
}

const { cases } = readGolden('optimizers') as { readonly cases: readonly OptimizerCase[] };

describe('the formula of an optimizer', () => {
  it.each(cases)('alone makes the 20 steps of Keras on w²/2: $name', ({ class_name, config, scalar }) => {
    const wanted = floats(scalar);
    const path = walk(optimizerSchema.parse({ class_name, config }), wanted.length - 1);
    expect(relativeDifference(path, wanted)).toBeLessThan(TOLERANCE);
  });
});

/** w after 0 to `steps` steps, each by the text of the formula with its numbers. */
function walk(spec: OptimizerSpec, steps: number): number[] {
  const path = [1];
  let states = firstStates(spec);
  for (let iteration = 0; iteration < steps; iteration++) {
    const weight = path.at(-1) ?? NaN;
    const learningRate = Math.fround(learningRateAt(spec.config.learning_rate, iteration));
    const norms = { gradientNorm: Math.abs(weight), globalGradientNorm: Math.abs(weight) };
    const now = { weight, gradient: weight, ...norms, learningRate, iteration, ...states };
    const filled = fillFormula(spec, now);
    states = { slots: filled.slots, shared: filled.shared };
    path.push(filled.weight);
  }
  return path;
}

function firstStates({ class_name, config }: OptimizerSpec): {
  slots: Readonly<Record<string, number>>;
  shared: Readonly<Record<string, number>>;
} {
  const names = ['momentum', 'velocity', 'average_gradient', 'velocity_hat', 'norm', 'average'];
  const zeros = [...names, 'accumulated_grad', 'accumulated_delta_var'].map((name) => [name, 0] as const);
  const accumulator = class_name === 'Adagrad' ? config.initial_accumulator_value : 0;
  return { slots: { ...Object.fromEntries(zeros), accumulator }, shared: { u_product: 1 } };
}
