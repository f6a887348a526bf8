/** Lines of equal height on a surface, by marching squares. */
import type { FormulaSurface, Place } from '../../../../../shared/spec/formula-surfaces.ts';

/** A piece of a line. */
export type Segment = readonly [Place, Place];

/** The heights of a surface at the corners of a grid. */
export interface HeightGrid {
  readonly range: FormulaSurface['range'];
  readonly columns: number;
  readonly rows: number;
  /** Row by row from the lowest y, `columns` values each. */
  readonly heights: Float64Array;
  readonly least: number;
  readonly most: number;
}

/** Reads a surface at the corners of a grid over its range. */
export function heightGrid(surface: FormulaSurface, columns: number, rows: number): HeightGrid {
  const { range } = surface;
  const heights = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      heights[row * columns + column] = surface.value(corner({ range, columns, rows }, column, row));
  return gridOf({ range, columns, rows, heights });
}

/** A grid with its extremes; heights that are no finite numbers count as unknown. */
export function gridOf(grid: Omit<HeightGrid, 'least' | 'most'>): HeightGrid {
  const known = grid.heights.filter(Number.isFinite);
  return {
    ...grid,
    least: known.reduce((a, b) => Math.min(a, b), Infinity),
    most: known.reduce((a, b) => Math.max(a, b), -Infinity),
  };
}

/** Levels that lie closer together the lower they are, where the racers end. */
export function levelsOf({ least, most }: HeightGrid, count: number): readonly number[] {
  return Array.from({ length: count }, (_, place) => least + (most - least) * ((place + 0.5) / count) ** 3);
}

/** The line of one level. */
export function contour(grid: HeightGrid, level: number): readonly Segment[] {
  const segments: Segment[] = [];
  for (let row = 0; row + 1 < grid.rows; row++)
    for (let column = 0; column + 1 < grid.columns; column++)
      segments.push(...crossings(grid, { column, row, level }));
  return segments;
}

/** The line within one square: it enters and leaves where the height of two neighbouring corners encloses the level. */
function crossings(
  grid: HeightGrid,
  { column, row, level }: Readonly<{ column: number; row: number; level: number }>,
): readonly Segment[] {
  const around: readonly (readonly [number, number])[] = [
    ...[[column, row] as const, [column + 1, row] as const],
    ...[[column + 1, row + 1] as const, [column, row + 1] as const],
  ];
  const cuts: Place[] = [];
  for (const [index, [c, r]] of around.entries()) {
    const [nextC, nextR] = around[(index + 1) % 4] ?? [c, r];
    const from = grid.heights[r * grid.columns + c] ?? NaN;
    const to = grid.heights[nextR * grid.columns + nextC] ?? NaN;
    if (!Number.isFinite(from + to)) return [];
    if (from < level === to < level) continue;
    const share = (level - from) / (to - from);
    const a = corner(grid, c, r);
    const b = corner(grid, nextC, nextR);
    cuts.push({ x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) });
  }
  const [first, second, third, fourth] = cuts;
  if (first === undefined || second === undefined) return [];
  return third === undefined || fourth === undefined
    ? [[first, second]]
    : [
        [first, second],
        [third, fourth],
      ];
}

function corner(
  { range, columns, rows }: Pick<HeightGrid, 'range' | 'columns' | 'rows'>,
  column: number,
  row: number,
): Place {
  const between = ([from, to]: readonly [number, number], share: number): number =>
    from + (to - from) * share;
  return { x: between(range.x, column / (columns - 1)), y: between(range.y, row / (rows - 1)) };
}
