import { describe, expect, it } from 'vitest';
import { comparisonStatistics, statisticsLines } from '../../../../src/main/cli/statistics-view.ts';
import { speaker } from '../../../../src/main/cli/texts/texts.ts';
import type { ComparedRun } from '../../../../src/shared/contract/comparison-report.ts';

/** A run of which only seed and test accuracy matter here. */
const result = (variant: string, seed: number, accuracy: number | null): ComparedRun =>
  ({
    variant,
    run: { experiment: { seed }, test: accuracy === null ? null : { accuracy } },
  }) as unknown as ComparedRun;

const results = (accuracies: Readonly<Record<string, readonly (number | null)[]>>): ComparedRun[] =>
  Object.entries(accuracies).flatMap(([variant, values]) =>
    values.map((value, seed) => result(variant, seed, value)),
  );

const linesOf = (accuracies: Parameters<typeof results>[0], language: 'en' | 'ja' = 'en'): string[] =>
  statisticsLines({ say: speaker(language) }, results(accuracies));

describe('the verdicts of a comparison', () => {
  it('give mean and deviation of each variant, best first, and who is better by how much', () => {
    expect(linesOf({ SGD: [0.5, 0.7, 0.9], Adam: [0.51, 0.712, 0.911] })).toEqual([
      'Adam: test accuracy 71.1 % ± 20.05 (mean ± standard deviation, n = 3)',
      'SGD: test accuracy 70.0 % ± 20.00 (mean ± standard deviation, n = 3)',
      'Adam is better than SGD by 1.10 points (paired t test, 95 % interval 0.85 to 1.35, p = 0.003, n = 3).',
      'Caution: with so few seeds, one more seed may turn a verdict.',
    ]);
  });

  it('turn the numbers with the names where the first variant is the better one', () => {
    expect(linesOf({ SGD: [0.51, 0.712, 0.911], Adam: [0.5, 0.7, 0.9] })[2]).toContain(
      'SGD is better than Adam by 1.10 points (paired t test, 95 % interval 0.85 to 1.35',
    );
  });

  it('are read in Japanese too', () => {
    expect(linesOf({ SGD: [0.5, 0.7], Adam: [0.6, 0.6] }, 'ja')[2]).toContain('差があるとは言えない');
  });

  it('are not given on one seed, which the comparison says', () => {
    expect(linesOf({ SGD: [0.5], Adam: [0.9] })).toEqual([
      'One seed cannot tell which is better; give more, such as --seeds 5.',
    ]);
    expect(linesOf({ SGD: [0.5] })).toEqual([]);
  });

  it('of many variants are those with the best one; the document has them all', () => {
    const many = { A: [0.1, 0.2], B: [0.3, 0.5], C: [0.6, 0.9], D: [0.2, 0.2], E: [0.4, 0.5] };
    const verdicts = linesOf(many).filter((line) => line.includes('95 %'));
    expect(verdicts).toHaveLength(4);
    for (const line of verdicts) expect(line).toMatch(/\bC\b/);
    expect(comparisonStatistics(results(many)).pairs).toHaveLength(10);
  });

  it('leave out runs without a result', () => {
    const { variants } = comparisonStatistics(results({ SGD: [0.5, null], Adam: [null] }));
    expect(variants).toEqual([
      { variant: 'SGD', testAccuracy: { n: 1, mean: 0.5, deviation: null } },
      { variant: 'Adam', testAccuracy: null },
    ]);
  });
});
