/** How keys go from cell to cell. */

interface Cell {
  readonly row: number;
  readonly column: number;
}

/** The cell that a key leads to, kept inside the matrix; null for another key. */
export function keyStep(
  key: string,
  { row, column }: Cell,
  { rowCount, columnCount }: Readonly<{ rowCount: number; columnCount: number }>,
): Cell | null {
  const page = 5;
  const steps: Readonly<Record<string, Cell>> = {
    ArrowLeft: { row, column: column - 1 },
    ArrowRight: { row, column: column + 1 },
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    PageUp: { row: row - page, column },
    PageDown: { row: row + page, column },
    Home: { row, column: 0 },
    End: { row, column: columnCount - 1 },
  };
  const to = steps[key];
  if (to === undefined) return null;
  const within = (value: number, count: number): number => Math.min(count - 1, Math.max(0, value));
  return { row: within(to.row, rowCount), column: within(to.column, columnCount) };
}
