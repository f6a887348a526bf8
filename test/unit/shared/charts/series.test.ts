import { describe, expect, it } from 'vitest';
import { type Point, smoothed, thinned } from '../../../../src/shared/charts/series.ts';

const line = (values: readonly number[]): Point[] => values.map((y, x) => ({ x, y }));

describe('A line on a chart', () => {
  it('is smoothed without being pulled to zero at its start', () => {
    expect(smoothed(line([4, 4, 4]), 0.9).map(({ y }) => Number(y.toFixed(9)))).toStrictEqual([4, 4, 4]);
    // 0.5 weights: (2 * 0.25 + 4 * 0.5) / 0.75
    expect(smoothed(line([2, 4]), 0.5)[1]?.y).toBeCloseTo(10 / 3, 12);
  });

  it('keeps a gap where a value is not a number, and goes on after it', () => {
    const values = smoothed(line([2, NaN, 2]), 0.5).map(({ y }) => y);
    expect(values[1]).toBeNaN();
    expect(values[2]).toBe(2);
  });

  it('is thinned to what can be seen: ends and extremes stay', () => {
    const long = line(Array.from({ length: 20_000 }, (_, x) => (x === 7777 ? 100 : Math.sin(x / 1000))));
    const few = thinned(long, 600);
    expect(few.length).toBeLessThanOrEqual(600);
    expect(few[0]).toBe(long[0]);
    expect(few.at(-1)).toBe(long.at(-1));
    expect(few).toContain(long[7777]);
    expect(few.every(({ x }, index) => index === 0 || x > (few[index - 1]?.x ?? NaN))).toBe(true);
  });
});
