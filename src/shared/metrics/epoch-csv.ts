/** Epochs as files for spreadsheet programs, in Keras's words (as its `CSVLogger` writes them). */
import type { EpochRecord } from '../contract/engine.ts';
import { csvText } from '../csv.ts';

/** A run of a comparison with the name of its racer. */
export interface CsvRun {
  readonly racer: string;
  readonly seed: number;
  readonly epochs: readonly EpochRecord[];
}

const figures = ['epoch', 'accuracy', 'loss', 'val_accuracy', 'val_loss', 'learning_rate'] as const;

/** One line for each epoch of a run, with the seconds that it took. */
export function epochCsv(epochs: readonly EpochRecord[]): string {
  const further = furtherNames(epochs);
  return csvText([headOf(further), ...epochs.map((record) => cellsOf(record, further))]);
}

/** One line for each epoch of each run. */
export function raceCsv(runs: readonly CsvRun[]): string {
  const further = furtherNames(runs.flatMap(({ epochs }) => epochs));
  const rows = runs.flatMap(({ racer, seed, epochs }) =>
    epochs.map((record) => [racer, String(seed), ...cellsOf(record, further)]),
  );
  return csvText([['racer', 'seed', ...headOf(further)], ...rows]);
}

function furtherNames(epochs: readonly EpochRecord[]): readonly string[] {
  return [...new Set(epochs.flatMap(({ metrics }) => Object.keys(metrics ?? {})))];
}

function headOf(further: readonly string[]): readonly string[] {
  return [...figures, ...further, 'seconds'];
}

function cellsOf(record: EpochRecord, further: readonly string[]): readonly string[] {
  const known = figures.map((name) => record[name]);
  const measured = further.map((name) => record.metrics?.[name] ?? null);
  return [...known, ...measured, record.durationMs / 1000].map((value) =>
    value === null ? '' : String(value),
  );
}
