import { confusionSvg, type MatrixDrawing } from '../../shared/metrics/confusion-svg.ts';
import { gridOf, lookOf, type MatrixGrid } from '../../shared/metrics/matrix-grid.ts';
import type { ErrorsReport } from './errors-report.ts';

/** Texts of a drawing, in the reader's language. */
export interface DrawingWords {
  readonly title: string;
  readonly trueAxis: string;
  readonly predictedAxis: string;
}

/** The matrix of a report, with counts, as the window shows and exports it; less that of another where there is one. */
export function errorsDrawing(
  { labels, matrix }: ErrorsReport,
  minus: ErrorsReport['matrix'] | null,
  words: DrawingWords,
): MatrixDrawing {
  const grid = gridFrom(matrix);
  const look = lookOf({
    grid,
    minus: minus === null ? null : gridFrom(minus),
    scale: 'count',
    isDiagonalShown: true,
  });
  return { grid, look, rowLabels: labels, columnLabels: labels, ...words };
}

/** The text of an SVG file. */
export function errorsSvg(...drawing: Parameters<typeof errorsDrawing>): string {
  return confusionSvg(errorsDrawing(...drawing));
}

function gridFrom(matrix: ErrorsReport['matrix']): MatrixGrid {
  const all = [...matrix.keys()];
  return gridOf({ size: matrix.length, counts: Uint32Array.from(matrix.flat()) }, all, all);
}
