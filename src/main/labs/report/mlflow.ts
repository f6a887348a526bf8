/**
 * Runs as the folders that MLflow's file store reads (`mlruns/EXPERIMENT/RUN/`): parameters, metrics and tags as one file
 * each, facts as `meta.yaml`. Format: mlflow/store/tracking/file_store.py; newer versions read it by `migrate-filestore`.
 */
import { createHash } from 'node:crypto';
import type { RunDetail, RunStatus } from '../../../shared/contract/history.ts';
import type { FolderFile } from '../../export/folder.ts';
import type { ReportSource } from './report-source.ts';
import { flattened } from './tables.ts';

/** MLflow's numbers of states. */
const states = {
  running: 1,
  completed: 3,
  failed: 4,
  diverged: 4,
  stopped: 5,
  interrupted: 5,
} as const satisfies Record<RunStatus, number>;

const longestParameter = 6000;

/** The files below `mlruns/`. */
export function mlflowFiles({ title, comparison, runs }: ReportSource): readonly FolderFile[] {
  const experiment = String(
    Number.parseInt(hash(comparison?.comparison ?? runs[0]?.run.id ?? title).slice(0, 12), 16),
  );
  const created = Math.min(...runs.map(({ run }) => run.createdAtMs));
  const meta = yaml({
    ...{ artifact_location: `./mlruns/${experiment}`, creation_time: created, experiment_id: experiment },
    ...{ last_update_time: created, lifecycle_stage: 'active', name: title },
  });
  const folder = `mlruns/${experiment}`;
  return [
    { name: `${folder}/meta.yaml`, pieces: [meta] },
    ...runs.flatMap(({ label, run }) => runFiles(folder, experiment, { label, run })),
  ];
}

function runFiles(
  folder: string,
  experiment: string,
  { label, run }: Readonly<{ label: string; run: RunDetail }>,
): readonly FolderFile[] {
  const id = hash(run.id).slice(0, 32);
  const place = `${folder}/${id}`;
  const durationMs = run.epochRecords.reduce((sum, record) => sum + record.durationMs, 0);
  const meta = yaml({
    ...{ artifact_uri: `./${place}/artifacts`, end_time: Math.round(run.createdAtMs + durationMs) },
    ...{
      entry_point_name: '',
      experiment_id: experiment,
      lifecycle_stage: 'active',
      run_id: id,
      run_name: label,
    },
    ...{
      run_uuid: id,
      source_name: 'tatami',
      source_type: 4,
      source_version: '',
      start_time: run.createdAtMs,
    },
    ...{ status: states[run.status], tags: [], user_id: 'tatami' },
  });
  const file = (name: string, text: string): FolderFile => ({ name: `${place}/${name}`, pieces: [text] });
  return [
    file('meta.yaml', meta),
    file('artifacts/experiment.json', `${JSON.stringify(run.experiment, null, 2)}\n`),
    ...parameters(run).map(([name, value]) => file(`params/${name}`, value)),
    ...metrics(run).map(([name, lines]) => file(`metrics/${name}`, lines)),
    ...tags(label, run).map(([name, value]) => file(`tags/${name}`, value)),
  ];
}

/** Settings by their path; MLflow allows letters, digits, `_-. :/` in names. */
function parameters({ experiment }: RunDetail): readonly (readonly [string, string])[] {
  return flattened('', experiment).map(
    ([path, value]) => [path.replace(/[^\w\-. ]/g, '_'), value.slice(0, longestParameter)] as const,
  );
}

/** One line for each epoch: time in milliseconds, value, step. */
function metrics({ epochRecords, createdAtMs, test }: RunDetail): readonly (readonly [string, string])[] {
  const lines = new Map<string, string>();
  const add = (name: string, value: number | null | undefined, at: number, step: number): void => {
    if (value === null || value === undefined) return;
    const key = name.replace(/[^\w\-. ]/g, '_');
    lines.set(key, `${lines.get(key) ?? ''}${Math.round(at)} ${pythonNumber(value)} ${step}\n`);
  };
  let at = createdAtMs;
  for (const { epoch, durationMs, metrics: further, ...figures } of epochRecords) {
    at += durationMs;
    for (const [name, value] of [...Object.entries(figures), ...Object.entries(further ?? {})])
      add(name, value, at, epoch);
  }
  const last = epochRecords.at(-1)?.epoch ?? 0;
  add('test_loss', test?.loss, at, last);
  add('test_accuracy', test?.accuracy, at, last);
  add('test_superclass_accuracy', test?.superclassAccuracy, at, last);
  return [...lines];
}

function tags(label: string, run: RunDetail): readonly (readonly [string, string])[] {
  const { note, start, end } = run;
  return [
    ['mlflow.runName', label],
    ['mlflow.source.name', 'tatami'],
    ['mlflow.source.type', 'LOCAL'],
    ['mlflow.user', 'tatami'],
    ...(note === '' ? [] : [['mlflow.note.content', note] as const]),
    ['tatami.run', run.id],
    ['tatami.status', run.status],
    ['tatami.dataSha256', start?.dataSha256 ?? ''],
    ['tatami.initialWeightsSha256', start?.initialWeightsSha256 ?? ''],
    ['tatami.finalWeightsSha256', end?.finalWeightsSha256 ?? ''],
  ];
}

function pythonNumber(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  return Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : '-inf';
}

/** JSON's texts are YAML's too. */
function yaml(facts: Readonly<Record<string, string | number | readonly string[]>>): string {
  return Object.entries(facts)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join('');
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
