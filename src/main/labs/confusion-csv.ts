/** The confusion matrix as a file for spreadsheet programs. */
import { csvText } from './csv.ts';
import type { ErrorsReport } from './errors-report.ts';

/** The matrix as CSV: first row and first column are the labels, rows true, columns predicted. */
export function confusionCsv({ labels, matrix }: Pick<ErrorsReport, 'labels' | 'matrix'>): string {
  const header = ['true \\ predicted', ...labels];
  const rows = matrix.map((row, index) => [labels[index] ?? String(index), ...row.map(String)]);
  return csvText([header, ...rows]);
}
