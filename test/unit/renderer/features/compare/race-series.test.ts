import { describe, expect, it } from 'vitest';
import { lookNamed } from '../../../../../src/renderer/src/features/compare/looks.ts';
import {
  racerSeries,
  type RaceStyle,
  upToEpoch,
} from '../../../../../src/renderer/src/features/compare/curves/race-series.ts';
import { remembered } from '../../../../../src/renderer/src/features/compare/curves/remembered.ts';
import { record } from './comparisons.ts';

const style: RaceStyle = {
  ...{ measure: 'val_accuracy', axis: 'epoch', smoothing: 0, hasBands: true, untilEpoch: null },
};
const curve = (...accuracies: readonly number[]) => ({
  stepsPerEpoch: 10,
  points: [5, 10, 15, 20].map((step) => ({ step, loss: 1, accuracy: 0.5, timeMs: step * 100 })),
  epochs: accuracies.map((accuracy, index) => record(index + 1, accuracy)),
});
const racer = { name: 'Adam', look: lookNamed('adam'), isHidden: false, isFaint: false };

describe('the line of a racer', () => {
  it('bears the look of the racer and the mean of its seeds with a band', () => {
    const line = racerSeries({ ...racer, curves: [curve(0.5, 0.7), curve(0.7, 0.9)] }, style);
    expect(line).toMatchObject({ id: 'Adam', colour: '--racer-adam', dash: [], marker: 'triangle' });
    expect(line.points.map(({ x, y }) => [x, Number(y.toFixed(6))])).toEqual([
      [1, 0.6],
      [2, 0.8],
    ]);
    expect(line.band?.high[0]?.y).toBeCloseTo(0.6 + Math.SQRT2 / 10, 6);
  });

  it('leaves the band out while it is smoothed, faint, or not asked for', () => {
    const curves = [curve(0.5, 0.7), curve(0.7, 0.9)];
    expect(racerSeries({ ...racer, curves }, { ...style, smoothing: 0.5 }).band).toBeUndefined();
    expect(racerSeries({ ...racer, curves, isFaint: true }, style).band).toBeUndefined();
    expect(racerSeries({ ...racer, curves }, { ...style, hasBands: false }).band).toBeUndefined();
  });

  it('draws validation over the seconds of training', () => {
    const line = racerSeries({ ...racer, curves: [curve(0.5, 0.7)] }, { ...style, axis: 'time' });
    expect(line.points.map(({ x }) => x)).toEqual([1, 2]);
  });

  it('ends with the epoch up to which the race is shown again', () => {
    const { points, epochs } = upToEpoch(curve(0.5, 0.7), 1);
    expect(points.map(({ step }) => step)).toEqual([5, 10]);
    expect(epochs).toHaveLength(1);
  });

  it('is made once for the same parts, and anew when one of its curves has grown', () => {
    const lineOf = remembered(racerSeries);
    const curves = [curve(0.5)];
    const parts = { look: racer.look, isHidden: false, isFaint: false, style, curves };
    const first = lineOf('Adam', parts);
    expect(lineOf('Adam', { ...parts, curves: [...curves] })).toBe(first);
    expect(lineOf('Adam', { ...parts, curves: [curve(0.5, 0.6)] })).not.toBe(first);
    expect(lineOf('Adam', { ...parts, isFaint: true })).not.toBe(first);
  });
});
