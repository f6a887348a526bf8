import { describe, expect, it } from 'vitest';
import { descend } from '../../../../src/shared/spec/descent.ts';
import { formulaSurface, surfaceNames } from '../../../../src/shared/spec/formula-surfaces.ts';
import { optimizerSchema } from '../../../../src/shared/spec/optimizers.ts';

const sgd = (learning_rate: number) =>
  optimizerSchema.parse({ class_name: 'SGD', config: { learning_rate } });

describe('a formula surface', () => {
  it.each(surfaceNames)('has the slope that its heights have: %s', (name) => {
    const { value, gradient, start, range } = formulaSurface(name);
    const h = 1e-5;
    for (const { x, y } of [start, { x: range.x[0], y: range.y[1] }, { x: 0.3, y: -0.7 }]) {
      const slope = gradient({ x, y });
      expect(slope.x).toBeCloseTo((value({ x: x + h, y }) - value({ x: x - h, y })) / (2 * h), 3);
      expect(slope.y).toBeCloseTo((value({ x, y: y + h }) - value({ x, y: y - h })) / (2 * h), 3);
    }
  });

  it.each(surfaceNames)('is flat at its lowest places, and starts within what is drawn: %s', (name) => {
    const { gradient, minima, start, range } = formulaSurface(name);
    for (const minimum of minima) {
      expect(Math.abs(gradient(minimum).x)).toBeLessThan(1e-12);
      expect(Math.abs(gradient(minimum).y)).toBeLessThan(1e-12);
    }
    expect(start.x > range.x[0] && start.x < range.x[1]).toBe(true);
    expect(start.y > range.y[0] && start.y < range.y[1]).toBe(true);
  });
});

describe('the way down a surface', () => {
  it('swings across the ravine as on the slide: y changes sign with each step of SGD at 0.95', () => {
    const ravine = formulaSurface('ravine');
    const places = descend(ravine, sgd(0.95), { start: { x: -7, y: 2 }, steps: 3 });
    // y ← y − 0.95·2y = −0.9y; x ← x − 0.95·x/10 = 0.905x.
    expect(places.map(({ y }) => Number(y.toFixed(6)))).toEqual([2, -1.8, 1.62, -1.458]);
    expect(places[1]?.x).toBeCloseTo(-7 * 0.905, 12);
  });

  it('stays on the ridge of the saddle when it starts there', () => {
    const places = descend(formulaSurface('saddle'), sgd(0.1), { start: { x: -3, y: 0 }, steps: 200 });
    expect(places.at(-1)?.y).toBe(0);
  });

  it('ends early where the numbers grow out of all bounds', () => {
    const places = descend(formulaSurface('rosenbrock'), sgd(1), { start: { x: -1.2, y: 1 }, steps: 100 });
    expect(places.length).toBeLessThan(10);
    expect(places.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
  });
});
