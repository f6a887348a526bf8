import { describe, expect, it } from 'vitest';
import {
  commonRange,
  gapOfRuns,
  gapPaths,
} from '../../../../../src/renderer/src/features/compare/dropout/gap-shape.ts';
import { record } from './comparisons.ts';

const runs = [
  [record(1, 0.5, { val_accuracy: 0.6 }), record(2, 0.9, { val_accuracy: 0.8 })],
  [record(1, 0.5, { val_accuracy: 0.6 }), record(2, 1, { val_accuracy: 0.8 })],
];

describe('the gap of a racer', () => {
  it('is training minus validation after the last epoch, over the seeds', () => {
    const { points, last } = gapOfRuns(runs);
    expect(points).toEqual([
      { epoch: 1, train: 0.5, validation: 0.6 },
      { epoch: 2, train: 0.95, validation: 0.8 },
    ]);
    expect(last?.mean).toBeCloseTo(0.15, 9);
    expect(last?.n).toBe(2);
  });

  it('is none without validation', () => {
    expect(gapOfRuns([[record(1, 0.5, { val_accuracy: null })]])).toEqual({ points: [], last: null });
  });

  it('is drawn as a band between both lines', () => {
    const frame = { width: 100, height: 50, epochs: 2, range: [0.5, 1] } as const;
    const { points } = gapOfRuns(runs);
    expect(gapPaths(points, frame)).toEqual({
      train: 'M0.0 50.0L100.0 5.0',
      validation: 'M0.0 40.0L100.0 20.0',
      band: 'M0.0 50.0L100.0 5.0L100.0 20.0L0.0 40.0Z',
    });
  });

  it('shares one range with the other racers, in steps of 5 points', () => {
    expect(commonRange([gapOfRuns(runs)])).toEqual([0.5, 0.95]);
    expect(commonRange([])).toEqual([0, 1]);
  });
});
