/** Whether one variant of a comparison is better than another: paired over seeds, as few runs demand. */
import { twoSidedP, twoSidedQuantile } from './student.ts';

/** Mean and spread of repeated measurements. */
export interface Spread {
  readonly n: number;
  readonly mean: number;
  /** Sample standard deviation (n - 1); null for a single measurement. */
  readonly deviation: number | null;
}

/** The result of one run of a variant. */
export interface Score {
  readonly variant: string;
  readonly seed: number;
  /** Larger is better; null where the run has no result. */
  readonly value: number | null;
}

/** What the seeds that two variants share say about them. */
export interface PairVerdict {
  readonly first: string;
  readonly second: string;
  /** Seeds for which both have a result. */
  readonly n: number;
  /** Mean of `second - first`; null without a common seed. */
  readonly meanDifference: number | null;
  /** 95 % interval of that mean by Student's t; null below two seeds. */
  readonly interval: readonly [low: number, high: number] | null;
  /** p of the two-sided paired t test; null below two seeds. */
  readonly p: number | null;
  /** `too-few`: fewer than two common seeds. `undecided`: the seeds scatter more than the variants differ. */
  readonly verdict: 'first-better' | 'second-better' | 'undecided' | 'too-few';
  /** Whether there are so few seeds (below ten) that another one may turn the verdict. */
  readonly isSmall: boolean;
}

const confidence = 0.95;

/** Seeds below which a verdict carries a caution. */
const manySeeds = 10;

/** Mean and standard deviation of the values, or null without any. */
export function spreadOf(values: readonly number[]): Spread | null {
  const n = values.length;
  if (n === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { n, mean, deviation: n === 1 ? null : Math.sqrt(squares / (n - 1)) };
}

/** A verdict for each pair of variants, in the order in which the variants first appear. */
export function pairVerdicts(scores: readonly Score[]): readonly PairVerdict[] {
  const variants = [...new Set(scores.map(({ variant }) => variant))];
  return variants.flatMap((first, place) =>
    variants.slice(place + 1).map((second) => judgePair(scores, first, second)),
  );
}

function judgePair(scores: readonly Score[], first: string, second: string): PairVerdict {
  const differences = pairedDifferences(scores, first, second);
  const spread = spreadOf(differences);
  const n = differences.length;
  const pair = { first, second, n, meanDifference: spread?.mean ?? null, isSmall: n < manySeeds };
  if (spread === null || spread.deviation === null)
    return { ...pair, interval: null, p: null, verdict: 'too-few' };
  const { mean } = spread;
  const error = spread.deviation / Math.sqrt(n);
  const p = pOf(mean, error, n);
  const half = twoSidedQuantile(confidence, n - 1) * error;
  const better = mean > 0 ? 'second-better' : 'first-better';
  return {
    ...pair,
    interval: [mean - half, mean + half],
    p,
    verdict: p < 1 - confidence ? better : 'undecided',
  };
}

/** Differences that are all equal decide at once: all 0 is no difference (p = 1), all alike is certain (p = 0). */
function pOf(mean: number, error: number, n: number): number {
  if (error === 0) return mean === 0 ? 1 : 0;
  return twoSidedP(mean / error, n - 1);
}

function pairedDifferences(scores: readonly Score[], first: string, second: string): number[] {
  const valuesOf = (variant: string): ReadonlyMap<number, number> =>
    new Map(
      scores.flatMap((score) =>
        score.variant === variant && score.value !== null ? [[score.seed, score.value]] : [],
      ),
    );
  const others = valuesOf(second);
  return [...valuesOf(first)].flatMap(([seed, value]) => {
    const other = others.get(seed);
    return other === undefined ? [] : [other - value];
  });
}
