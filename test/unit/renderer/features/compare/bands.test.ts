import { describe, expect, it } from 'vitest';
import {
  meanByPlace,
  meanOnGrid,
  readAt,
} from '../../../../../src/renderer/src/features/compare/curves/bands.ts';

const line = (...ys: readonly number[]) => ys.map((y, index) => ({ x: index + 1, y }));

describe('the mean of curves with a band', () => {
  it('is the curve itself for one run, without a band', () => {
    expect(meanByPlace([line(1, 2)])).toEqual({ points: line(1, 2) });
  });

  it('takes mean and sample deviation at each epoch', () => {
    const { points, band } = meanByPlace([line(1, 3), line(3, 3)]);
    expect(points).toEqual([
      { x: 1, y: 2 },
      { x: 2, y: 3 },
    ]);
    // Of 1 and 3 the sample deviation is √2, of 3 and 3 it is 0.
    expect(band?.low.map(({ y }) => y)).toEqual([2 - Math.SQRT2, 3]);
    expect(band?.high.map(({ y }) => y)).toEqual([2 + Math.SQRT2, 3]);
  });

  it('goes on with the runs that are left where one ended early or lost its value', () => {
    expect(meanByPlace([line(1, 5), line(3)]).points.at(-1)).toEqual({ x: 2, y: 5 });
    expect(meanByPlace([line(1, NaN), line(3, 7)]).points.at(-1)).toEqual({ x: 2, y: 7 });
  });

  it('stays above 0, for logarithmic axes', () => {
    const { band } = meanByPlace([line(0.01), line(1), line(0.01)]);
    expect(band?.low[0]?.y).toBeCloseTo(0.05 * 0.34, 6);
  });

  it('reads curves without common places between their common ends', () => {
    const first = [
      { x: 0, y: 0 },
      { x: 10, y: 10 },
    ];
    const second = [
      { x: 2, y: 4 },
      { x: 8, y: 10 },
    ];
    const { points } = meanOnGrid([first, second]);
    expect(points[0]).toEqual({ x: 2, y: 3 });
    expect(points.at(-1)).toEqual({ x: 8, y: 9 });
  });

  it('reads straight lines between points, and nothing beyond them', () => {
    expect(readAt(line(0, 10), [0.5, 1, 1.5, 2, 3])).toEqual([NaN, 0, 5, 10, NaN]);
  });
});
