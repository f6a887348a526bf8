import { describe, expect, it } from 'vitest';
import {
  bestEpoch,
  betweenPoints,
  epochCurve,
  steadySeconds,
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

describe('A learning curve', () => {
  it('shows the loss of the steps between two points, not the mean of the epoch so far', () => {
    const values = betweenPoints(curve.points, 'loss', 4);
    // 8, (4 + 2) / 2, 2, then a new epoch: (1 + 1) / 2, (3 + 3) / 2
    expect(values.map((value) => Number(value.toFixed(9)))).toStrictEqual([8, 3, 2, 1, 3]);
  });

  it('is as recorded where the length of an epoch is not known', () => {
    expect(betweenPoints(curve.points, 'loss', null)).toStrictEqual([8, 14 / 3, 4, 1, 2]);
  });

  it('stays undefined from where the loss was not a number', () => {
    const values = betweenPoints([point(1, 1), point(2, NaN)], 'loss', 4);
    expect(values[0]).toBe(1);
    expect(values[1]).toBeNaN();
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
});
