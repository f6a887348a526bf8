import { describe, expect, it } from 'vitest';
import {
  addTallies,
  emptyTally,
  judgedPasses,
  meanPrediction,
  qualityOf,
  tallyOf,
} from '../../../../src/shared/metrics/averaging.ts';

const first = Float32Array.of(0.75, 0.25, 0.25, 0.75);
const second = Float32Array.of(0.25, 0.75, 0.125, 0.875);

describe('the mean of predictions', () => {
  it('is the mean of their probabilities, class by class', () => {
    expect([...meanPrediction([first, second])]).toEqual([0.5, 0.5, 0.1875, 0.8125]);
    expect([...meanPrediction([first])]).toEqual([...first]);
  });

  it('may be right where single predictions are wrong', () => {
    const labels = [1, 1];
    const wrong = Float32Array.of(0.6, 0.4, 0.1, 0.9);
    const right = Float32Array.of(0.1, 0.9, 0.6, 0.4);
    const accuracy = (values: ArrayLike<number>): number => qualityOf(tallyOf(values, labels)).accuracy;
    expect([accuracy(wrong), accuracy(right), accuracy(meanPrediction([wrong, right]))]).toEqual([
      0.5, 0.5, 1,
    ]);
  });

  it('is judged from sums as from means', () => {
    const sums = Array.from(first, (value, index) => value + (second[index] ?? 0));
    expect(tallyOf(sums, [1, 0], 1 / 2)).toEqual(tallyOf(meanPrediction([first, second]), [1, 0]));
  });
});

describe('the quality of a prediction', () => {
  it('is the share of right answers and the mean cross-entropy', () => {
    expect(qualityOf(tallyOf(first, [0, 0]))).toEqual({
      accuracy: 0.5,
      loss: -(Math.log(0.75) + Math.log(0.25)) / 2,
    });
  });

  it('counts the first of equally probable classes as the answer', () => {
    expect(tallyOf([0.5, 0.5], [0]).right).toBe(1);
    expect(tallyOf([0.5, 0.5], [1]).right).toBe(0);
  });

  it('stays finite for a probability of 0, and says so where a value is not a number', () => {
    expect(tallyOf([1, 0], [1]).lossSum).toBeCloseTo(126 * Math.LN2, 10);
    expect(tallyOf([NaN, NaN], [1]).lossSum).toBeNaN();
  });

  it('is that of all images when counted part by part, and 0 for none', () => {
    const parts = addTallies(tallyOf(first.subarray(0, 2), [0]), tallyOf(first.subarray(2), [1]));
    expect(parts).toEqual(tallyOf(first, [0, 1]));
    expect(qualityOf(emptyTally)).toEqual({ accuracy: 0, loss: 0 });
    expect(tallyOf([], [])).toEqual(emptyTally);
  });
});

describe('the numbers of passes that are judged', () => {
  it('are 1, 2, 5, 10, … up to the last, once each', () => {
    expect(judgedPasses(1)).toEqual([1]);
    expect(judgedPasses(2)).toEqual([1, 2]);
    expect(judgedPasses(7)).toEqual([1, 2, 5, 7]);
    expect(judgedPasses(100)).toEqual([1, 2, 5, 10, 20, 50, 100]);
  });
});
