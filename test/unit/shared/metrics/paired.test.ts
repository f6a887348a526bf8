import { describe, expect, it } from 'vitest';
import { pairVerdicts, type Score, spreadOf } from '../../../../src/shared/metrics/paired.ts';
import { twoSidedP, twoSidedQuantile } from '../../../../src/shared/metrics/student.ts';

const scores = (variant: string, values: readonly (number | null)[]): Score[] =>
  values.map((value, seed) => ({ variant, seed, value }));

const verdictOf = (first: readonly (number | null)[], second: readonly (number | null)[]) =>
  pairVerdicts([...scores('A', first), ...scores('B', second)])[0];

describe('Student’s t distribution', () => {
  // Tables of t: 95 % two-sided.
  it.each([
    [1, 12.7062],
    [2, 4.30265],
    [3, 3.18245],
    [4, 2.77645],
    [9, 2.26216],
    [29, 2.04523],
    [99, 1.98422],
  ])('holds 95 %% between its printed quantiles for %i degrees of freedom', (degrees, quantile) => {
    expect(twoSidedQuantile(0.95, degrees) / quantile).toBeCloseTo(1, 5);
    expect(twoSidedP(quantile, degrees)).toBeCloseTo(0.05, 5);
  });

  it('is the Cauchy distribution for one degree of freedom', () => {
    for (const t of [0.01, 0.5, 1, 3, 100]) {
      expect(twoSidedP(t, 1)).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(t), 9);
    }
    expect([twoSidedP(0, 1), twoSidedP(Infinity, 1)]).toEqual([1, 0]);
  });

  it('has the closed form of two degrees of freedom', () => {
    for (const t of [0.1, 1, 4, 20]) {
      expect(twoSidedP(-t, 2)).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 9);
    }
  });
});

describe('the spread of repeated runs', () => {
  it('is mean and sample deviation; one run has no deviation', () => {
    expect(spreadOf([2, 4, 6])).toEqual({ n: 3, mean: 4, deviation: 2 });
    expect(spreadOf([0.5])).toEqual({ n: 1, mean: 0.5, deviation: null });
    expect(spreadOf([])).toBeNull();
  });
});

describe('the verdict on two variants', () => {
  it('is paired: a steady gain counts although the seeds scatter more', () => {
    const verdict = verdictOf([0.5, 0.7, 0.9], [0.51, 0.712, 0.911]);
    expect(verdict).toMatchObject({ n: 3, verdict: 'second-better', isSmall: true });
    expect(verdict?.meanDifference).toBeCloseTo(0.011, 9);
    // mean 0.011, s = 0.001, t = 11 * sqrt(3); p = 1 - t / sqrt(2 + t²) for two degrees of freedom
    const t = 11 * Math.sqrt(3);
    expect(verdict?.p).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 8);
    expect(verdict?.interval?.[0]).toBeCloseTo(0.011 - (4.30265 * 0.001) / Math.sqrt(3), 7);
  });

  it('names the better of the two whichever stands first', () => {
    expect(verdictOf([0.51, 0.712, 0.911], [0.5, 0.7, 0.9])?.verdict).toBe('first-better');
  });

  it('is open when the difference changes its sign', () => {
    expect(verdictOf([0.5, 0.7, 0.9], [0.6, 0.65, 0.92])?.verdict).toBe('undecided');
  });

  it('is not given from one seed, and leaves out seeds that one variant lacks', () => {
    expect(verdictOf([0.5], [0.9])).toMatchObject({ n: 1, verdict: 'too-few', p: null, interval: null });
    expect(verdictOf([0.5, 0.6, null], [0.9, null, 0.8])).toMatchObject({ n: 1, verdict: 'too-few' });
    expect(verdictOf([null], [null])).toMatchObject({ n: 0, meanDifference: null });
  });

  it('is no difference when all results are equal, and certain when all differ by the same', () => {
    expect(verdictOf([0.5, 0.7], [0.5, 0.7])).toMatchObject({ p: 1, verdict: 'undecided' });
    expect(verdictOf([0.5, 0.75], [0.75, 1])).toMatchObject({ p: 0, verdict: 'second-better' });
  });

  it('needs no caution from ten seeds on', () => {
    const values = Array.from({ length: 10 }, (_, seed) => seed / 20);
    expect(verdictOf(values, values)?.isSmall).toBe(false);
  });

  it('is given for every pair once', () => {
    const pairs = pairVerdicts(['A', 'B', 'C'].flatMap((name) => scores(name, [0.1, 0.2])));
    expect(pairs.map(({ first, second }) => first + second)).toEqual(['AB', 'AC', 'BC']);
  });
});
