/** The confusion matrix as a file for spreadsheet programs. */

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
  return [header, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** A label that a spreadsheet program would take for a formula gets an apostrophe before it. */
function csvCell(text: string): string {
  const isFormula = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
