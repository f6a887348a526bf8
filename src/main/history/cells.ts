/**
 * Numbers in SQLite's cells. SQLite turns NaN into NULL, but a diverged run's loss has to stay NaN, so NaN is kept
 * as the text `NaN` in columns of type ANY; infinities and all other numbers are kept as they are, bit for bit.
 */

/** What a cell of type ANY holds for a number or for its absence. */
export type Cell = number | 'NaN' | null;

/** The cell of a number; null stays null. */
export function toCell(value: number | null): Cell {
  return Number.isNaN(value) ? 'NaN' : value;
}

/** The number in a cell. */
export function fromCell(cell: Cell): number | null {
  return cell === 'NaN' ? NaN : cell;
}

/** The number in a cell of a column that is NOT NULL. */
export function numberOf(cell: Cell): number {
  return Number(cell);
}

/** The cell of numbers by name as JSON text; numbers that JSON lacks stand as words. Absent numbers are no cell. */
export function toNumbersCell(numbers: Readonly<Record<string, number | null>> | undefined): string | null {
  if (numbers === undefined) return null;
  return JSON.stringify(numbers, (_key, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
}

/** The numbers that {@link toNumbersCell} wrote. */
export function fromNumbersCell(cell: string | null): Record<string, number | null> | undefined {
  if (cell === null) return undefined;
  const written = JSON.parse(cell) as Record<string, number | string | null>;
  return Object.fromEntries(
    Object.entries(written).map(([name, value]) => [name, value === null ? null : Number(value)]),
  );
}

/** The bytes of a typed array, for a BLOB. */
export function toBlob(values: Uint8Array | Uint16Array | Int32Array | Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** The bytes of a BLOB in memory of their own, aligned for any typed array. */
export function fromBlob(blob: Uint8Array): ArrayBuffer {
  return new Uint8Array(blob).buffer;
}
