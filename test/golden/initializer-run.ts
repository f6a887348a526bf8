/** Compares the distribution of an initialiser's draws with Keras's draws and with its formula. */
import { initialValues } from '../../src/main/engine/initializers.ts';
import { initializerSchema } from '../../src/shared/spec/initializers.ts';
import { floats, type KerasClass, type PackedArray } from './golden.ts';

/** Standard errors that a figure may be off: by chance one in 1.7 million is. The seed is fixed. */
export const STANDARD_ERRORS = 5;

/** What Keras's draws look like, and what the formula promises. */
export interface InitializerFacts extends KerasClass {
  readonly shape: readonly number[];
  /** Of Keras's draws, at the shares. */
  readonly quantiles: PackedArray;
  /** By the formula; a normal distribution has no bounds. */
  readonly expected: {
    readonly mean: number;
    readonly std: number;
    readonly min?: number;
    readonly max?: number;
  };
}

/** One figure of our draws, and how many standard errors it is off; endless beyond a bound. */
export interface Figure {
  readonly name: string;
  readonly errors: number;
}

/** Mean, deviation, bounds and quantiles of our draws from one seed. */
export function initializerFigures(
  facts: InitializerFacts,
  shares: readonly number[],
  seed = 1,
): readonly Figure[] {
  const { class_name, config, expected } = facts;
  const spec = initializerSchema.parse({ class_name, config });
  const draws = initialValues(spec, facts.shape, seed, `${class_name}/kernel`).sort();
  const { mean, std, min = -Infinity, max = Infinity } = expected;
  const found = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  const spread = Math.sqrt(draws.reduce((sum, draw) => sum + (draw - found) ** 2, 0) / draws.length);
  const rounding = 1e-9 + 2 ** -24 * Math.abs(mean);
  const error = std / Math.sqrt(draws.length) + rounding / STANDARD_ERRORS;
  return [
    { name: 'least', errors: (draws[0] ?? NaN) >= Math.fround(min) ? 0 : Infinity },
    { name: 'greatest', errors: (draws.at(-1) ?? NaN) <= Math.fround(max) ? 0 : Infinity },
    { name: 'mean', errors: Math.abs(found - mean) / error },
    { name: 'deviation', errors: Math.abs(spread - std) / error },
    ...(std > 0 ? quantileFigures(draws, floats(facts.quantiles), shares) : []),
  ];
}

/** Shares of our draws below Keras's quantiles; both sides are drawn, hence twice the variance. */
function quantileFigures(draws: Float32Array, quantiles: Float32Array, shares: readonly number[]): Figure[] {
  return shares.map((share, index) => {
    const quantile = quantiles[index] as number;
    const below = draws.filter((draw) => draw <= quantile).length / draws.length;
    const error = Math.sqrt((2 * share * (1 - share)) / draws.length);
    return { name: `quantile ${share}`, errors: Math.abs(below - share) / error };
  });
}
