import { describe, expect, it } from 'vitest';
import {
  contour,
  heightGrid,
  levelsOf,
} from '../../../../../src/renderer/src/features/compare/surfaces/contours.ts';
import {
  surfaceOptimizer,
  surfaceRacers,
  surfaceSettings,
} from '../../../../../src/renderer/src/features/compare/surfaces/surface-racers.ts';
import { descend } from '../../../../../src/shared/spec/descent.ts';
import { formulaSurface, surfaceNames } from '../../../../../src/shared/spec/formula-surfaces.ts';

describe('a line of equal height', () => {
  const surface = formulaSurface('ravine');
  const grid = heightGrid(surface, 81, 41);

  it('lies where the surface has that height', () => {
    const segments = contour(grid, 2);
    expect(segments.length).toBeGreaterThan(40);
    for (const [from, to] of segments) {
      expect(surface.value(from)).toBeCloseTo(2, 1);
      expect(surface.value(to)).toBeCloseTo(2, 1);
    }
  });

  it('is nowhere beyond the highest level', () => {
    expect(contour(grid, grid.most + 1)).toEqual([]);
  });

  it('belongs to levels that lie closer together the lower they are', () => {
    const levels = levelsOf(grid, 10);
    const steps = levels.slice(1).map((level, place) => level - (levels[place] ?? 0));
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(levels.every((level) => level > grid.least && level < grid.most)).toBe(true);
  });
});

describe('the racers on a surface', () => {
  it.each(surfaceNames)('end lower than they begin, at the rates that are given: %s', (name) => {
    const surface = formulaSurface(name);
    const { steps, rates } = surfaceSettings[name];
    for (const racer of surfaceRacers) {
      const places = descend(surface, surfaceOptimizer(racer, rates[racer.id]), {
        start: surface.start,
        steps,
      });
      expect(places).toHaveLength(steps + 1);
      expect(surface.value(places.at(-1)!), racer.name).toBeLessThan(surface.value(surface.start));
    }
  });
});
