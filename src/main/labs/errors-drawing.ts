import { confusionSvg } from '../../shared/metrics/confusion-svg.ts';
import { gridOf, lookOf } from '../../shared/metrics/matrix-grid.ts';
import type { ErrorsReport } from './errors-report.ts';

/** Texts of a drawing, in the reader's language. */
export interface DrawingWords {
  readonly title: string;
  readonly trueAxis: string;
  readonly predictedAxis: string;
}

/** The matrix of a report as the text of an SVG file, with counts: the drawing that the window exports. */
export function errorsDrawing({ labels, matrix }: ErrorsReport, words: DrawingWords): string {
  const all = [...labels.keys()];
  const grid = gridOf({ size: labels.length, counts: Uint32Array.from(matrix.flat()) }, all, all);
  const look = lookOf({ grid, minus: null, scale: 'count', isDiagonalShown: true });
  return confusionSvg({ grid, look, rowLabels: labels, columnLabels: labels, ...words });
}
