/** A matrix, or a block of it, as it is looked at: scaled values, the shade and the figure of each cell. */
import { cell, predictedCounts, trueCounts, type ConfusionMatrix } from './confusion.ts';

/** How counts are scaled: as they are, as a share of the true or of the predicted class, or by their logarithm. */
export const matrixScales = ['count', 'row', 'column', 'log'] as const;

/** A name of {@link matrixScales}. */
export type MatrixScale = (typeof matrixScales)[number];

/** Rows and columns of a class-level or superclass-level matrix, with the totals that shares refer to. */
export interface MatrixGrid {
  /** Classes (or superclasses) of the rows, in the order in which they stand. */
  readonly rows: readonly number[];
  /** Classes of the columns; -1 for all that no other column has. */
  readonly columns: readonly number[];
  /** `counts[row * columns.length + column]`. */
  readonly counts: Uint32Array;
  /** Images of each row's class, also those of columns that are not shown. */
  readonly rowTotals: readonly number[];
  /** Images taken for each column's class, also those of rows that are not shown. */
  readonly columnTotals: readonly number[];
}

/** The column of everything that no other column has. */
export const restColumn = -1;

/** Cuts a grid out of a matrix. */
export function gridOf(
  matrix: ConfusionMatrix,
  rows: readonly number[],
  columns: readonly number[],
): MatrixGrid {
  const truths = trueCounts(matrix);
  const guesses = predictedCounts(matrix);
  const shown = columns.filter((column) => column !== restColumn);
  const counts = new Uint32Array(rows.length * columns.length);
  rows.forEach((row, r) => {
    const inside = shown.reduce((sum, column) => sum + cell(matrix, row, column), 0);
    columns.forEach((column, c) => {
      const isRest = column === restColumn;
      counts[r * columns.length + c] = isRest ? (truths[row] ?? 0) - inside : cell(matrix, row, column);
    });
  });
  const rest = guesses.reduce((sum, count) => sum + count, 0);
  return {
    rows,
    columns,
    counts,
    rowTotals: rows.map((row) => truths[row] ?? 0),
    columnTotals: columns.map((column) => (column === restColumn ? rest : (guesses[column] ?? 0))),
  };
}

/**
 * Names of the colours of cells, as in the theme without their dashes: eight steps for errors, four for right answers,
 * seven from “B has more” over equal to “A has more”, and one for what is left over.
 */
export const tones = [
  ...['seq-0', 'seq-1', 'seq-2', 'seq-3', 'seq-4', 'seq-5', 'seq-6', 'seq-7'],
  ...['ok-0', 'ok-1', 'ok-2', 'ok-3'],
  ...['div-n3', 'div-n2', 'div-n1', 'div-0', 'div-p1', 'div-p2', 'div-p3'],
  'rest',
] as const;

const firstRight = 8;
const evenTone = 15;
const restTone = 19;

/** How a grid is looked at. */
export interface MatrixView {
  readonly grid: MatrixGrid;
  /** The same grid of another run, which is taken away; null for none. */
  readonly minus: MatrixGrid | null;
  readonly scale: MatrixScale;
  readonly isDiagonalShown: boolean;
  /** Cells below it show nothing: a number of pictures, or whole percents of shares. Default 0. */
  readonly threshold?: number;
}

/** What each cell shows. */
export interface MatrixLook {
  /** Counts or shares (0 to 1), their difference where another run is taken away. */
  readonly values: Float64Array;
  /** Places in {@link tones}. */
  readonly shades: Uint8Array;
  /** Largest value of an error; for a difference the largest magnitude of any cell. */
  readonly largest: number;
  /** Whether values are shares. */
  readonly isShare: boolean;
  readonly isDifference: boolean;
  /** See {@link MatrixView}. */
  readonly threshold: number;
}

/** Computes values and shades of all cells: errors against the largest error, right answers by their share. */
export function lookOf(view: MatrixView): MatrixLook {
  const { grid, minus, scale, threshold = 0 } = view;
  const isShare = scale === 'row' || scale === 'column';
  const values = scaled(grid, scale);
  if (minus !== null) {
    const others = scaled(minus, scale);
    values.forEach((value, place) => (values[place] = value - (others[place] ?? 0)));
  }
  const largest = largestOf(view, values);
  const isSeen = (value: number, place: number): boolean =>
    Math.round(Math.abs(value) * (isShare ? 100 : 1)) >= threshold ||
    (minus === null && isRightCell(grid, place));
  const shades = Uint8Array.from(values, (value, place) =>
    shadeOf(view, { value: isSeen(value, place) ? value : 0, place, largest }),
  );
  return { values, shades, largest, isShare, isDifference: minus !== null, threshold };
}

/** The figure of a cell: a count or whole percents, with its sign for a difference; empty for nothing. */
export function figureOf({ values, isShare, isDifference, threshold }: MatrixLook, place: number): string {
  const value = values[place] ?? 0;
  const size = Math.round(Math.abs(value) * (isShare ? 100 : 1));
  if (size === 0 || size < threshold) return '';
  return isDifference ? `${value < 0 ? '−' : '+'}${size}` : String(size);
}

/** Whether a cell is on the diagonal: a class taken for itself. */
export function isRightCell({ rows, columns }: MatrixGrid, place: number): boolean {
  return rows[Math.floor(place / columns.length)] === columns[place % columns.length];
}

function scaled({ counts, columns, rowTotals, columnTotals }: MatrixGrid, scale: MatrixScale): Float64Array {
  return Float64Array.from(counts, (count, place) => {
    if (scale === 'row') return share(count, rowTotals[Math.floor(place / columns.length)]);
    return scale === 'column' ? share(count, columnTotals[place % columns.length]) : count;
  });
}

function largestOf({ grid, minus, isDiagonalShown }: MatrixView, values: Float64Array): number {
  const counts = (place: number): boolean => {
    if (grid.columns[place % grid.columns.length] === restColumn) return false;
    return minus === null || !isDiagonalShown ? !isRightCell(grid, place) : true;
  };
  return values.reduce((most, value, place) => (counts(place) ? Math.max(most, Math.abs(value)) : most), 0);
}

function shadeOf(
  { grid, minus, scale, isDiagonalShown }: MatrixView,
  { value, place, largest }: Readonly<{ value: number; place: number; largest: number }>,
): number {
  const column = place % grid.columns.length;
  if (grid.columns[column] === restColumn) return restTone;
  const isRight = isRightCell(grid, place);
  if (isRight && !isDiagonalShown) return minus === null ? 0 : evenTone;
  if (minus !== null) return evenTone + Math.sign(value) * steps(Math.abs(value) / largest, 3);
  if (!isRight) return steps(scale === 'log' ? Math.log1p(value) / Math.log1p(largest) : value / largest, 7);
  const row = Math.floor(place / grid.columns.length);
  const total = scale === 'column' ? grid.columnTotals[column] : grid.rowTotals[row];
  return firstRight + Math.min(3, Math.floor(4 * share(grid.counts[place] ?? 0, total)));
}

/** 0 for nothing, else 1 to `most`. */
function steps(part: number, most: number): number {
  return part > 0 ? Math.min(most, Math.max(1, Math.ceil(part * most))) : 0;
}

function share(count: number, total: number | undefined): number {
  return total === undefined || total === 0 ? 0 : count / total;
}
