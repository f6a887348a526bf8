import type { PlacedNet, RacePlane } from '../../../../../shared/contract/loss-plane.ts';
import type { Place } from '../../../../../shared/spec/formula-surfaces.ts';
import type { RacerLook } from '../looks.ts';
import type { Racer } from '../racers.ts';
import type { HeightGrid } from '../surfaces/contours.ts';

/** A racer's way with its look. */
export interface PlaneWay {
  readonly name: string;
  readonly look: RacerLook;
  readonly places: readonly Place[];
  readonly stops: readonly (PlacedNet & { readonly epoch: number })[];
}

/** The ways of the racers that are shown. */
export function planeWays(
  { ways }: RacePlane,
  racers: readonly Racer[],
  hidden: ReadonlySet<string>,
): readonly PlaneWay[] {
  return ways.flatMap(({ variant, stops }) => {
    const racer = racers.find(({ name }) => name === variant);
    if (racer === undefined || hidden.has(variant)) return [];
    return [{ name: variant, look: racer.look, places: stops.map(({ x, y }) => ({ x, y })), stops }];
  });
}

/** The measured height at the corner next to a place; null outside, and where it is not known. */
export function heightNear({ range, columns, rows, heights }: HeightGrid, { x, y }: Place): number | null {
  const column = Math.round(((x - range.x[0]) / (range.x[1] - range.x[0])) * (columns - 1));
  const row = Math.round(((y - range.y[0]) / (range.y[1] - range.y[0])) * (rows - 1));
  if (column < 0 || row < 0 || column >= columns || row >= rows) return null;
  const height = heights[row * columns + column] ?? NaN;
  return Number.isFinite(height) ? height : null;
}
