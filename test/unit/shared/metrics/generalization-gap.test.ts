import { describe, expect, it } from 'vitest';
import type { EpochRecord } from '../../../../src/shared/contract/engine.ts';
import { gapOf, gapSpreads } from '../../../../src/shared/metrics/generalization-gap.ts';

function record(epoch: number, training: [number, number], validation: [number, number] | null): EpochRecord {
  const [loss, accuracy] = training;
  const [val_loss, val_accuracy] = validation ?? [null, null];
  return { epoch, loss, accuracy, val_loss, val_accuracy, learning_rate: 0.1, durationMs: 1 };
}

describe('the gap between training and validation', () => {
  it('is training minus validation, for accuracy and for loss', () => {
    expect(gapOf(record(3, [0.25, 0.875], [0.75, 0.625]))).toEqual({ epoch: 3, accuracy: 0.25, loss: -0.5 });
  });

  it('is unknown without validation, and where a loss is not finite', () => {
    expect(gapOf(record(1, [1, 0.5], null))).toEqual({ epoch: 1, accuracy: null, loss: null });
    expect(gapOf(record(1, [NaN, 0.5], [1, 0.5]))).toEqual({ epoch: 1, accuracy: 0, loss: null });
    expect(gapOf(record(1, [1, 0.5], [Infinity, 0.5])).loss).toBeNull();
  });

  it('has mean and deviation over the seeds for each epoch that any of them has', () => {
    const gaps = gapSpreads([
      [record(1, [1, 0.5], [1, 0.25]), record(2, [0.5, 1], [1, 0.5])],
      [record(1, [1, 1], [1, 0.25])],
      [],
    ]);
    expect(gaps.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(gaps[0]?.accuracy).toEqual({ n: 2, mean: 0.5, deviation: Math.sqrt(0.125) });
    expect(gaps[1]).toEqual({
      epoch: 2,
      accuracy: { n: 1, mean: 0.5, deviation: null },
      loss: { n: 1, mean: -0.5, deviation: null },
    });
    expect(gapSpreads([])).toEqual([]);
  });
});
