/** Runs as a file for spreadsheet programs: one line for each run, a column for each setting. */
import type { RunDetail } from '../contract/history.ts';
import { csvText } from '../csv.ts';
import { isRecord } from '../spec/class-spec.ts';
import { pathText } from '../spec/quote.ts';

type Facts = readonly (readonly [name: string, value: unknown])[];

/**
 * The runs in their order. Facts and figures come first, then every setting that any of them has, by its path in the
 * experiment (`optimizer.config.learning_rate`); a run without it has an empty cell.
 */
export function runsCsv(runs: readonly RunDetail[]): string {
  const lines = runs.map((run) => new Map([...factsOf(run), ...settingsOf([], run.experiment)]));
  const names = [...new Set(lines.flatMap((line) => [...line.keys()]))];
  return csvText([names, ...lines.map((line) => names.map((name) => textOf(line.get(name))))]);
}

function factsOf(run: RunDetail): Facts {
  const last = run.epochRecords.at(-1);
  return [
    ['run', run.id],
    ['run_name', run.name],
    ['status', run.status],
    ['comparison', run.comparisonId],
    ['variant', run.variant],
    ['created_at_ms', run.createdAtMs],
    ['tags', run.tags.join(' ')],
    ['note', run.note],
    ['epochs_done', run.epochsDone],
    ...(['loss', 'accuracy', 'val_loss', 'val_accuracy'] as const).map(
      (name) => [name, last?.[name]] as const,
    ),
    ['best_val_accuracy', run.bestValAccuracy],
    ['test_loss', run.test?.loss],
    ['test_accuracy', run.test?.accuracy],
    ['test_superclass_accuracy', run.test?.superclassAccuracy],
    ...Object.entries(run.test?.metrics ?? {}).map(([name, value]) => [`test_${name}`, value] as const),
    ['seconds', run.epochRecords.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000],
    ['images_per_second', run.end?.imagesPerSecond],
    ['parameters', run.start?.parameterCount],
    ['device', run.start?.device.kind],
    ['initial_weights_sha256', run.start?.initialWeightsSha256],
    ['final_weights_sha256', run.end?.finalWeightsSha256],
  ];
}

/** Every value of a document by its path; what only says that it is a document is left out. */
function settingsOf(path: readonly PropertyKey[], value: unknown): Facts {
  if (Array.isArray(value)) return value.flatMap((inner, place) => settingsOf([...path, place], inner));
  if (!isRecord(value)) return [[pathText(path), value]];
  const entries = Object.entries(value).filter(
    ([key]) => path.length > 0 || !['tatami', 'version', 'name'].includes(key),
  );
  return entries.flatMap(([key, inner]) => settingsOf([...path, key], inner));
}

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : `${value as string | number | boolean}`;
}
