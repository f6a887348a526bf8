/** Plain text tables, aligned by terminal columns so that Japanese cells line up. */
import { displayWidth, padDisplay, printable } from './text-width.ts';

/** One column of a table. */
export interface Column {
  readonly title: string;
  /** Default `left`; numbers read better on the right. */
  readonly align?: 'left' | 'right';
}

/**
 * The lines of a table: titles, a rule, one line per row. A missing cell is empty.
 *
 * @param rows - Cells in the order of `columns`; control characters in them become spaces.
 */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const cells = rows.map((row) => columns.map((_, index) => printable(row[index] ?? '')));
  const widths = columns.map((column, index) =>
    Math.max(displayWidth(column.title), ...cells.map((row) => displayWidth(row[index] ?? ''))),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, index) => padDisplay(cell, widths[index] ?? 0, columns[index]?.align ?? 'left'))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return [line(columns.map((column) => column.title)), rule, ...cells.map(line)];
}
