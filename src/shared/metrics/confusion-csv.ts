/** The confusion matrix as a file for spreadsheet programs. */
import { csvText } from '../csv.ts';

/** A table of numbers with names. */
export interface NamedMatrix {
  readonly labels: readonly string[];
  /** Rows true, columns predicted. */
  readonly matrix: readonly (readonly number[])[];
}

/** The matrix as CSV (RFC 4180, CRLF): first row and first column are the labels, rows true, columns predicted. */
export function confusionCsv({ labels, matrix }: NamedMatrix): string {
  const header = ['true \\ predicted', ...labels];
  const rows = matrix.map((row, index) => [labels[index] ?? String(index), ...row.map(String)]);
  return csvText([header, ...rows]);
}
