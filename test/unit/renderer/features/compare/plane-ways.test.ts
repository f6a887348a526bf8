import { describe, expect, it } from 'vitest';
import { heightNear } from '../../../../../src/renderer/src/features/compare/plane/plane-ways.ts';
import { contour, gridOf } from '../../../../../src/renderer/src/features/compare/surfaces/contours.ts';

const measured = (heights: readonly number[]) =>
  gridOf({ range: { x: [0, 2], y: [0, 2] }, columns: 3, rows: 3, heights: Float64Array.from(heights) });

describe('a measured plane', () => {
  it('tells the loss at the corner next to the pointer, and none outside', () => {
    const grid = measured([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(heightNear(grid, { x: 0.4, y: 0.4 })).toBe(1);
    expect(heightNear(grid, { x: 1.6, y: 1.2 })).toBe(6);
    expect(heightNear(grid, { x: -0.6, y: 0 })).toBeNull();
    expect(heightNear(grid, { x: 0, y: 2.6 })).toBeNull();
  });

  it('that was stopped early has extremes and lines of what is there alone', () => {
    const grid = measured([1, 2, 3, 4, 5, 6, NaN, NaN, NaN]);
    expect(grid).toMatchObject({ least: 1, most: 6 });
    expect(heightNear(grid, { x: 1, y: 2 })).toBeNull();
    const lines = contour(grid, 3.5);
    expect(lines.length).toBeGreaterThan(0);
    for (const [from, to] of lines) expect(Math.max(from.y, to.y)).toBeLessThanOrEqual(1);
  });
});
