import { describe, expect, it } from 'vitest';
import { initialValues } from '../../src/main/engine/initializers.ts';
import { initializerSchema } from '../../src/shared/spec/initializers.ts';
import { floats, readGolden, type KerasClass, type PackedArray } from './golden.ts';

interface InitializerCase extends KerasClass {
  readonly name: string;
  readonly keras_config: object;
  readonly shape: readonly number[];
  /** Of Keras's draws, at `shares`. */
  readonly quantiles: PackedArray;
  /** By the formula; a normal distribution has no bounds. */
  readonly expected: {
    readonly mean: number;
    readonly std: number;
    readonly min?: number;
    readonly max?: number;
  };
}

const { shares, cases } = readGolden('initializers') as { shares: number[]; cases: InitializerCase[] };

/** Standard errors that a figure may be off: by chance one in 1.7 million is. The seed is fixed. */
const ERRORS = 5;

describe('an initialiser', () => {
  it.each(cases)('keeps to the bounds, the mean and the deviation of its formula: $name', (golden) => {
    const { mean, std, min = -Infinity, max = Infinity } = golden.expected;
    const draws = sortedDraws(golden);
    expect(draws[0]).toBeGreaterThanOrEqual(Math.fround(min));
    expect(draws.at(-1)).toBeLessThanOrEqual(Math.fround(max));
    const found = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    const spread = Math.sqrt(draws.reduce((sum, draw) => sum + (draw - found) ** 2, 0) / draws.length);
    const slack = (ERRORS * std) / Math.sqrt(draws.length) + 1e-9;
    expect(Math.abs(found - mean), `mean ${found}, expected ${mean}`).toBeLessThanOrEqual(slack);
    expect(Math.abs(spread - std), `deviation ${spread}, expected ${std}`).toBeLessThanOrEqual(slack);
  });

  it.each(cases.filter(({ expected }) => expected.std > 0))(
    'spreads its draws as Keras does: $name',
    (golden) => {
      const draws = sortedDraws(golden);
      for (const [index, quantile] of floats(golden.quantiles).entries()) {
        const share = shares[index] as number;
        const below = draws.filter((draw) => draw <= quantile).length / draws.length;
        const error = Math.sqrt((2 * share * (1 - share)) / draws.length);
        expect(
          Math.abs(below - share),
          `${below} lie below ${quantile}, expected ${share}`,
        ).toBeLessThanOrEqual(ERRORS * error);
      }
    },
  );

  it.each(cases)('has the defaults of Keras: $name', ({ class_name, config, keras_config }) => {
    const ours = initializerSchema.parse({ class_name, config });
    expect(keras_config).toMatchObject(ours.config);
  });
});

function sortedDraws({ class_name, config, shape, name }: InitializerCase): Float32Array {
  return initialValues(initializerSchema.parse({ class_name, config }), shape, 1, name).sort();
}
