/** Columns of the list that the user has chosen: their titles and what stands in them. */
import {
  type ColumnValue,
  figureColumns,
  type FigureColumn,
  type RunColumn,
} from '../../../../shared/contract/history.ts';
import { clock, count, decimal, percent, say } from '../../i18n/say.svelte.ts';
import type { TextKey } from '../../i18n/texts.ts';

const figureTexts: Readonly<Record<FigureColumn, TextKey>> = {
  test_loss: 'history.figureTestLoss',
  test_accuracy: 'history.figureTestAccuracy',
  test_superclass_accuracy: 'history.figureSuperclass',
  best_val_accuracy: 'history.figureBest',
  loss: 'history.figureLoss',
  accuracy: 'history.figureTrainAccuracy',
  val_loss: 'history.figureValLoss',
  val_accuracy: 'history.figureValAccuracy',
  epochs_done: 'history.figureEpochs',
  duration_ms: 'history.duration',
  images_per_second: 'history.figureSpeed',
  parameters: 'history.figureParameters',
};

/** Figures that the list does not show by itself. */
export const offeredFigures = figureColumns.filter(
  (name) => name !== 'test_accuracy' && name !== 'duration_ms',
);

/** What tells a column from all others. */
export function columnKey({ kind, name }: RunColumn): string {
  return `${kind} ${name}`;
}

/** The title of a column; a setting is called as Keras calls it. */
export function columnTitle(column: RunColumn): string {
  if (column.kind === 'figure') return say(figureTexts[column.name]);
  return column.kind === 'metric' ? column.name : settingTitle(column.name);
}

/** The last word of a path, with the class or layer that it belongs to where the word alone says nothing. */
export function settingTitle(path: string): string {
  const parts = path.split('.').filter((part) => part !== 'config' && part !== 'model');
  const [owner = '', last = ''] = parts.slice(-2);
  if (parts.length === 1) return owner;
  const isOfLayer = owner.includes('[');
  return isOfLayer || ['class_name', 'id', 'from', 'name'].includes(last) ? `${owner} ${last}` : last;
}

/** A value as the list shows it; a dash where there is none. */
export function columnText(column: RunColumn, value: ColumnValue): string {
  if (value === null) return '–';
  if (column.kind !== 'figure' || typeof value === 'string') return String(value);
  switch (column.name) {
    case 'duration_ms':
      return clock(value);
    case 'epochs_done':
    case 'parameters':
      return count(value);
    case 'images_per_second':
      return count(Math.round(value));
    case 'loss':
    case 'val_loss':
    case 'test_loss':
      return decimal(value);
    default:
      return percent(value, 2);
  }
}

/** The columns with one more, or without it. */
export function toggled(columns: readonly RunColumn[], column: RunColumn): readonly RunColumn[] {
  const others = columns.filter((one) => columnKey(one) !== columnKey(column));
  return others.length < columns.length ? others : [...columns, column];
}
