/** The lines of the table of classes: sorted and found by name. */
import type { ClassQuality } from '../../../../shared/metrics/report.ts';

/** What the table can be sorted by. */
export const classColumns = ['name', 'precision', 'recall', 'f1', 'support'] as const;

/** A name of {@link classColumns}. */
export type ClassColumn = (typeof classColumns)[number];

/** A line. */
export interface ClassRow extends ClassQuality {
  readonly index: number;
  readonly name: string;
}

/** The order of a table. */
export interface RowOrder {
  readonly by: ClassColumn;
  readonly isRising: boolean;
}

/** The lines whose name holds the text, in order; equal ones in the order of the classes. */
export function sortedRows(
  qualities: readonly ClassQuality[],
  names: readonly string[],
  { sought, order }: Readonly<{ sought: string; order: RowOrder }>,
): readonly ClassRow[] {
  const wanted = sought.trim().toLowerCase();
  const sign = order.isRising ? 1 : -1;
  const compare = (a: ClassRow, b: ClassRow): number =>
    order.by === 'name' ? a.name.localeCompare(b.name) : a[order.by] - b[order.by];
  return qualities
    .map((quality, index): ClassRow => ({ ...quality, index, name: names[index] ?? '' }))
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .toSorted((a, b) => sign * compare(a, b));
}

/** The order after a click on a column's head: the other way round, or first what needs attention. */
export function nextOrder(order: RowOrder, by: ClassColumn): RowOrder {
  return order.by === by ? { by, isRising: !order.isRising } : { by, isRising: by !== 'support' };
}
