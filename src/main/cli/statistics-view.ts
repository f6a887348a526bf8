/** What people and scripts read about the variants of a comparison: spread over seeds, and a verdict per pair. */
import {
  type PairVerdict,
  pairVerdicts,
  type Score,
  type Spread,
  spreadOf,
} from '../../shared/metrics/paired.ts';
import type { ComparedRun } from '../../shared/contract/comparison-report.ts';
import type { CommandContext } from './context.ts';
import { formatShare } from './numbers.ts';

/** Pairs that are printed one by one; of more, only those with the best variant are. */
const mostPairs = 6;

/** The test accuracies of a variant over its seeds. */
export interface VariantSpread {
  readonly variant: string;
  /** Null where no run of the variant has a result. */
  readonly testAccuracy: Spread | null;
}

/** The statistics of a comparison as `compare --json` prints them. */
export interface ComparisonStatistics {
  readonly variants: readonly VariantSpread[];
  /** Every pair of variants, on test accuracy. */
  readonly pairs: readonly PairVerdict[];
}

/** Spread and verdicts of the runs' test accuracies; runs without a result are left out. */
export function comparisonStatistics(runs: readonly ComparedRun[]): ComparisonStatistics {
  const scores = runs.map(({ variant, run }): Score => ({
    variant,
    seed: run.experiment.seed,
    value: run.test?.accuracy ?? null,
  }));
  const names = [...new Set(scores.map(({ variant }) => variant))];
  const variants = names.map((variant) => {
    const values = scores.flatMap((score) =>
      score.variant === variant && score.value !== null ? [score.value] : [],
    );
    return { variant, testAccuracy: spreadOf(values) };
  });
  return { variants, pairs: pairVerdicts(scores) };
}

/** The lines that say it: means with deviations, then verdicts, then the caution about few seeds. */
export function statisticsLines(
  { say }: Pick<CommandContext, 'say'>,
  runs: readonly ComparedRun[],
): string[] {
  const { variants, pairs } = comparisonStatistics(runs);
  if (pairs.length === 0 && variants.every(({ testAccuracy }) => (testAccuracy?.n ?? 0) < 2)) return [];
  const ordered = variants.toSorted((a, b) => (b.testAccuracy?.mean ?? -1) - (a.testAccuracy?.mean ?? -1));
  const spreads = ordered.flatMap(({ variant, testAccuracy }) => {
    if (testAccuracy === null || testAccuracy.deviation === null) return [];
    const { n, mean, deviation } = testAccuracy;
    return [say('seedSpread', { variant, n, mean: formatShare(mean), deviation: points(deviation) })];
  });
  const best = ordered[0]?.variant;
  const shown = pairs.length <= mostPairs ? pairs : pairs.filter((pair) => isOf(pair, best));
  const judged = shown.filter(({ verdict }) => verdict !== 'too-few');
  if (judged.length === 0) return pairs.length > 0 ? [...spreads, say('cautionOneSeed')] : spreads;
  const caution = judged.some(({ isSmall }) => isSmall) ? [say('cautionFewSeeds')] : [];
  return [...spreads, ...judged.map((pair) => pairLine(pair, say)), ...caution];
}

function isOf({ first, second }: PairVerdict, variant: string | undefined): boolean {
  return first === variant || second === variant;
}

/** A pair in words; the differences are turned so that the better variant gains. */
function pairLine(pair: PairVerdict, say: CommandContext['say']): string {
  const { first, second, n, verdict } = pair;
  const [low, high] = pair.interval ?? [0, 0];
  const isTurned = verdict === 'first-better';
  const sign = isTurned ? -1 : 1;
  const numbers = {
    n,
    p: pText(pair.p ?? 1),
    points: points(sign * (pair.meanDifference ?? 0)),
    low: points(isTurned ? -high : low),
    high: points(isTurned ? -low : high),
  };
  if (verdict === 'undecided') return say('verdictUndecided', { first, second, ...numbers });
  const [better, worse] = isTurned ? [first, second] : [second, first];
  return say('verdictBetter', { better, worse, ...numbers });
}

/** A difference of shares in percentage points with two decimals. */
function points(share: number): string {
  return (100 * share).toFixed(2);
}

function pText(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}
