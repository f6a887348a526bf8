import { describe, expect, it } from 'vitest';
import {
  accuracyFloor,
  axisEnd,
  bestEpoch,
  epochCurve,
  steadySeconds,
  stretches,
  trainingCurve,
} from '../../../../src/renderer/src/charts/learning-curves.ts';
import type { BatchPoint, EpochRecord } from '../../../../src/shared/contract/engine.ts';

const point = (step: number, loss: number, timeMs = step * 100): BatchPoint => ({
  step,
  loss,
  accuracy: 1 - loss / 10,
  timeMs,
});
const epoch = (number: number, val_loss: number | null): EpochRecord => ({
  epoch: number,
  loss: 1 / number,
  accuracy: 0.5 + number / 10,
  val_loss,
  val_accuracy: val_loss === null ? null : 1 - val_loss,
  learning_rate: 0.01,
  durationMs: 1000,
});
const curve = {
  stepsPerEpoch: 4,
  // Losses of the steps: 8 4 2 2 | 1 1 3 3. Each point holds the mean of its epoch so far.
  points: [point(1, 8), point(3, 14 / 3), point(4, 4), point(6, 1), point(8, 2)],
  epochs: [epoch(1, 0.5), epoch(2, 0.25)],
};

const means = (points: readonly BatchPoint[], stepsPerEpoch: number | null): number[] =>
  stretches(points, 'loss', stepsPerEpoch).map(({ mean }) => Number(mean.toFixed(9)));

describe('A learning curve', () => {
  it('shows the loss of the steps between two points, not the mean of the epoch so far', () => {
    // 8, (4 + 2) / 2, 2, then a new epoch: (1 + 1) / 2, (3 + 3) / 2
    expect(means(curve.points, 4)).toStrictEqual([8, 3, 2, 1, 3]);
  });

  it('is as recorded where the length of an epoch is not known', () => {
    expect(stretches(curve.points, 'loss', null).map(({ mean }) => mean)).toStrictEqual([8, 14 / 3, 4, 1, 2]);
  });

  it('stays undefined from where the loss was not a number', () => {
    expect(means([point(1, 1), point(2, NaN)], 4)).toStrictEqual([1, NaN]);
    expect(means([point(4, 1), point(5, NaN)], 9)).toStrictEqual([1, NaN]);
  });

  it('does not let a single batch at the end of an epoch stand out', () => {
    // Three steps of 2, then one of 10: the mean of all four.
    const joined = stretches([point(3, 2), point(4, 4), point(5, 1)], 'loss', 4);
    expect(joined.map(({ end, steps, mean }) => [end, steps, mean])).toStrictEqual([
      [1, 4, 4],
      [2, 1, 1],
    ]);
  });

  it('stands over epochs, steps or seconds', () => {
    const places = (axis: 'epoch' | 'step' | 'time') => trainingCurve(curve, 'loss', axis).map(({ x }) => x);
    expect(places('epoch')).toStrictEqual([0.25, 0.75, 1, 1.5, 2]);
    expect(places('step')).toStrictEqual([1, 3, 4, 6, 8]);
    expect(places('time')).toStrictEqual([0.1, 0.3, 0.4, 0.6, 0.8]);
  });

  it('goes on from where it was when the clock of a resumed run begins anew', () => {
    const points = [point(1, 1, 500), point(2, 1, 900), point(3, 1, 100), point(4, 1, 300)];
    expect(steadySeconds(points)).toStrictEqual([0.5, 0.9, 1, 1.2]);
  });

  it('puts validation at the ends of epochs, on the clock of the training curve', () => {
    const places = (axis: 'epoch' | 'step' | 'time') =>
      epochCurve(curve, 'val_loss', axis).map(({ x, y }) => [x, y]);
    expect(places('epoch')).toStrictEqual([
      [1, 0.5],
      [2, 0.25],
    ]);
    expect(places('step')).toStrictEqual([
      [4, 0.5],
      [8, 0.25],
    ]);
    expect(places('time')).toStrictEqual([
      [0.4, 0.5],
      [0.8, 0.25],
    ]);
  });

  it('counts the durations of the epochs where the points at their ends are gone', () => {
    const thinned = { ...curve, points: [point(1, 8)] };
    expect(epochCurve(thinned, 'val_loss', 'time').map(({ x }) => x)).toStrictEqual([1, 2]);
  });

  it('leaves out epochs without validation', () => {
    expect(epochCurve({ ...curve, epochs: [epoch(1, null)] }, 'val_loss', 'epoch')).toStrictEqual([]);
  });

  it('has a best epoch: the first with the lowest loss or the highest accuracy', () => {
    const epochs = [epoch(1, 0.5), epoch(2, 0.25), epoch(3, 0.25), epoch(4, NaN)];
    expect(bestEpoch(epochs, 'val_loss')).toStrictEqual({ epoch: 2, value: 0.25 });
    expect(bestEpoch(epochs, 'val_accuracy')).toStrictEqual({ epoch: 2, value: 0.75 });
    expect(bestEpoch([epoch(1, null)], 'val_loss')).toBeNull();
  });

  it('shows accuracy from a little below the worst epoch on, and from zero before the first', () => {
    expect(accuracyFloor([{ ...curve, epochs: [] }])).toBeUndefined();
    // The worst are 0.6 (training, epoch 1) and 0.5 (validation, epoch 1).
    expect(accuracyFloor([curve])).toBeCloseTo(0.45, 12);
    expect(accuracyFloor([{ ...curve, epochs: [epoch(1, null)] }])).toBeCloseTo(0.55, 12);
    expect(accuracyFloor([{ ...curve, epochs: [{ ...epoch(1, null), accuracy: 0.005 }] }])).toBe(0);
  });
});

describe('the end of the axis', () => {
  it('doubles as the curve grows, and is the end of the run at last', () => {
    expect([0, 0.2, 1, 1.1, 3, 7.9, 12].map((place) => axisEnd(place, 1, 12))).toEqual([
      1, 1, 1, 2, 4, 8, 12,
    ]);
    expect(axisEnd(0.2, 1, 0.5)).toBe(0.5);
    expect(axisEnd(3, 1, undefined)).toBeUndefined();
  });
});
