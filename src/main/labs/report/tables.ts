/** The tables of a report: rows of texts, shown on the page and written as CSV. */
import type { RunDetail } from '../../../shared/contract/history.ts';
import type { ReportedRun, ReportSource } from './report-source.ts';
import type { SayWord } from './words.ts';

/** A table: its head, then its rows. */
export type Table = readonly (readonly string[])[];

/** One line for each run. */
export function resultsTable({ runs }: ReportSource, say: SayWord): Table {
  const head = [
    ...[
      say('name'),
      say('status'),
      say('seed'),
      say('epochs'),
      say('testAccuracy'),
      say('superclassAccuracy'),
    ],
    ...[say('testLoss'), say('bestValidation'), say('seconds'), say('parameters'), 'id'],
  ];
  return [head, ...runs.map(({ label, run }) => resultRow(label, run, say))];
}

function resultRow(label: string, run: RunDetail, say: SayWord): readonly string[] {
  const seconds = run.epochRecords.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000;
  return [
    ...[label, say(run.status), String(run.experiment.seed), `${run.epochsDone}/${run.epochs}`],
    ...[figure(run.test?.accuracy), figure(run.test?.superclassAccuracy), figure(run.test?.loss)],
    ...[figure(run.bestValAccuracy), seconds.toFixed(1), String(run.start?.parameterCount ?? ''), run.id],
  ];
}

function figure(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : value.toFixed(4);
}

/** Every setting of every run, by its path in the document; one column for each run. */
export function settingsTable({ runs }: ReportSource, say: SayWord): Table {
  const documents = runs.map(({ run }) => new Map(flattened('', run.experiment)));
  const paths = [...new Set(documents.flatMap((document) => [...document.keys()]))];
  const head = [say('setting'), ...runs.map(({ label }) => label)];
  return [head, ...paths.map((path) => [path, ...documents.map((document) => document.get(path) ?? '')])];
}

/** What differs between the runs of a comparison; null where it is one run. */
export function differencesTable({ comparison, runs }: ReportSource, say: SayWord): Table | null {
  if (comparison === null) return null;
  const variants = [...new Set(comparison.runs.map(({ variant }) => variant))];
  const rows = comparison.differs.flatMap(({ path, values }) =>
    differingRows(
      path,
      variants.map((_, at) => values[at]),
    ),
  );
  return runs.length === 0 ? null : [[say('setting'), ...variants], ...rows];
}

/** One row for each setting below a path that is not the same for all. */
function differingRows(path: string, values: readonly unknown[]): Table {
  const flat = values.map((value) => new Map(flattened(path, value)));
  const paths = [...new Set(flat.flatMap((each) => [...each.keys()]))];
  return paths
    .map((each) => [each, ...flat.map((found) => found.get(each) ?? '')])
    .filter(([, first, ...others]) => others.some((cell) => cell !== first));
}

/** What proves a run: hashes, versions, device. */
export function proofTable({ run }: ReportedRun, say: SayWord): Table {
  const { start, end } = run;
  const versions = Object.entries(start?.versions ?? {});
  return [
    [say('setting'), say('value')],
    [say('data'), start?.dataSha256 ?? ''],
    [say('initialWeights'), start?.initialWeightsSha256 ?? ''],
    [say('finalWeights'), end?.finalWeightsSha256 ?? ''],
    [say('device'), start === null ? '' : `${start.device.kind} ${start.device.name}`],
    [say('threads'), String(start?.device.threads ?? '')],
    ['TensorFlow', start?.device.tensorflow ?? ''],
    ...versions.map(([name, version]) => [name, version]),
  ];
}

/** Path and value of everything in a document, as settings write them. */
export function flattened(path: string, value: unknown): (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [[path, text(value)]];
  const entries = Object.entries(value);
  if (entries.length === 0) return [[path, Array.isArray(value) ? '[]' : '{}']];
  return entries.flatMap(([key, child]) => flattened(path === '' ? key : `${path}.${key}`, child));
}

function text(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
