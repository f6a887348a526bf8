/**
 * McNemar's test: whether two nets that were tested on the same images differ by more than chance. Only the images
 * that one has right and the other wrong speak.
 * Source: Q. McNemar, Psychometrika 12, 1947; continuity correction after A. L. Edwards, Psychometrika 13, 1948.
 */
import { twoSidedNormalP } from './normal.ts';

/** What the test says. */
export interface McNemar {
  /** Images that only A has right. */
  readonly onlyA: number;
  /** Images that only B has right. */
  readonly onlyB: number;
  /** `exact`: two-sided binomial test, for fewer than 25 such images; `chi-squared`: with continuity correction. */
  readonly method: 'exact' | 'chi-squared';
  /** The statistic of the chi-squared form, with one degree of freedom; null for the exact form. */
  readonly statistic: number | null;
  /** Probability of a difference at least this large if both nets were equally good, 0 to 1. */
  readonly p: number;
  /** `undecided` where p is 0.05 or more. */
  readonly verdict: 'a-better' | 'b-better' | 'undecided';
}

const fewImages = 25;
const level = 0.05;

/** Tests the numbers of images that only one of two nets has right. */
export function mcNemar(onlyA: number, onlyB: number): McNemar {
  const images = onlyA + onlyB;
  const method = images < fewImages ? 'exact' : 'chi-squared';
  const statistic = method === 'exact' ? null : Math.max(0, Math.abs(onlyA - onlyB) - 1) ** 2 / images;
  const p =
    statistic === null ? exactP(Math.min(onlyA, onlyB), images) : twoSidedNormalP(Math.sqrt(statistic));
  const better = onlyA > onlyB ? 'a-better' : 'b-better';
  return { onlyA, onlyB, method, statistic, p, verdict: p < level ? better : 'undecided' };
}

/** Twice the probability of at most `fewer` heads in so many throws of a fair coin, at most 1. */
function exactP(fewer: number, throws: number): number {
  let ways = 1;
  let sum = 1;
  for (let heads = 1; heads <= fewer; heads++) {
    ways = (ways * (throws - heads + 1)) / heads;
    sum += ways;
  }
  return Math.min(1, (2 * sum) / 2 ** throws);
}
