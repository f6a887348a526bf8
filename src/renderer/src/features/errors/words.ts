/** Sentences about cells, for eyes and ears. */
import type { MatrixScale } from '../../../../shared/metrics/matrix-grid.ts';
import { restColumn } from '../../../../shared/metrics/matrix-grid.ts';
import type { Taxonomy } from '../../../../shared/contract/data.ts';
import { count, percent, say } from '../../i18n/say.svelte.ts';
import type { MatrixPart } from './matrix-parts.ts';
import type { Chosen } from './selection.ts';

/** What a cell says: which class was taken for which, how often, and what share that is. */
export function cellWords(part: MatrixPart, scale: MatrixScale, row: number, column: number): string {
  const { grid, minus, names } = part;
  const place = row * grid.columns.length + column;
  const [trueClass = 0, predictedClass = 0] = [grid.rows[row], grid.columns[column]];
  const isColumnShare = scale === 'column';
  const total = isColumnShare ? grid.columnTotals[column] : grid.rowTotals[row];
  const pictures = grid.counts[place] ?? 0;
  const values = {
    true: names[trueClass] ?? '',
    predicted: predictedClass === restColumn ? say('errors.elsewhere') : (names[predictedClass] ?? ''),
    count: count(pictures),
    share: percent(total ? pictures / total : null),
  };
  if (minus !== null) {
    const other = minus.counts[place] ?? 0;
    const difference = pictures - other;
    const sign = difference > 0 ? '+' : difference < 0 ? '−' : '±';
    return say('errors.cellDifference', {
      ...values,
      b: count(other),
      difference: `${sign}${count(Math.abs(difference))}`,
    });
  }
  if (trueClass === predictedClass) {
    return say(isColumnShare ? 'errors.cellRightColumn' : 'errors.cellRight', values);
  }
  return say(isColumnShare ? 'errors.cellColumn' : 'errors.cell', values);
}

/** A choice in short: `maple → oak`, or one side of it. */
export function chosenWords({ row, column }: Chosen, names: readonly string[]): string {
  const [truth, guess] = [names[row ?? -1] ?? '', names[column ?? -1] ?? ''];
  if (row === column) return truth;
  if (row === null) return say('errors.takenFor', { name: guess });
  return column === null ? say('errors.truly', { name: truth }) : `${truth} → ${guess}`;
}

/** Names of a level. */
export function namesOf(taxonomy: Taxonomy, level: 'class' | 'superclass'): readonly string[] {
  return level === 'class' ? taxonomy.classes : (taxonomy.superclasses ?? []);
}
