/** A race as CSV: one line for each epoch of each run, in Keras's words. */
import type { EpochRecord } from '../../../../shared/contract/engine.ts';

/** A run with the name of its racer. */
export interface CsvRun {
  readonly racer: string;
  readonly seed: number;
  readonly epochs: readonly EpochRecord[];
}

const head = [
  'racer',
  'seed',
  'epoch',
  'accuracy',
  'loss',
  'val_accuracy',
  'val_loss',
  'learning_rate',
  'seconds',
];

/** The file's text; names with commas or quotes are quoted. */
export function raceCsv(runs: readonly CsvRun[]): string {
  const rows = runs.flatMap(({ racer, seed, epochs }) =>
    epochs.map(({ epoch, accuracy, loss, val_accuracy, val_loss, learning_rate, durationMs }) => [
      ...[quoted(racer), seed, epoch, accuracy, loss, val_accuracy ?? '', val_loss ?? ''],
      ...[learning_rate, durationMs / 1000],
    ]),
  );
  return [head, ...rows].map((row) => `${row.join(',')}\n`).join('');
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
