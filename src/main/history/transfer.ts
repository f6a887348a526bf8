/** A run as a JSON document: written for another history, and read back from strangers. */
import * as z from 'zod';
import type { BatchPoint, Evaluation } from '../../shared/contract/engine.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { RunEnd } from '../../shared/contract/history.ts';
import { fromBlob, toBlob } from './cells.ts';
import { type ExportedRun, exportSchema } from './transfer-schema.ts';
import { badPlace, exportPredictions, importPredictions, wrongLength } from './transfer-predictions.ts';
import type { WholeRun } from './whole-run.ts';

const mostDepth = 40;
const mostValues = 50_000_000;
const mostCharacters = 400_000_000;

/** The JSON document of a run. JSON has no NaN and no infinities: they are written as words. */
export function exportDocument({ detail, comparison, curve, evaluation, predictions }: WholeRun): unknown {
  const { id, name, status, createdAtMs, variant, repeatOf, tags, note, experiment, start } = detail;
  const end = detail.end === null ? null : exportEnd(detail.end);
  const epochRecords = detail.epochRecords.map(({ metrics, ...record }) => ({
    ...words(record),
    ...(metrics === undefined ? {} : { metrics: words(metrics) }),
  }));
  const column = (key: keyof BatchPoint): unknown[] => curve.map((point) => word(point[key]));
  return {
    tatami: 'run',
    version: 1,
    run: {
      id,
      name,
      status,
      createdAtMs,
      variant,
      repeatOf,
      tags,
      note,
      experiment,
      start,
      end,
      epochRecords,
    },
    comparison,
    curve: {
      step: column('step'),
      loss: column('loss'),
      accuracy: column('accuracy'),
      timeMs: column('timeMs'),
    },
    evaluation: evaluation === null ? null : exportEvaluation(evaluation),
    ...(predictions === null ? {} : { predictions: exportPredictions(predictions) }),
  };
}

/**
 * Checks a document and reads the run in it.
 * @throws LabError `history.bad-import`, which names the place in the document; `history.import-too-large`
 */
export function importDocument(document: unknown): WholeRun {
  checkSize(document);
  const parsed = exportSchema.safeParse(document);
  if (!parsed.success) throw badForm(document, parsed.error);
  const { run, comparison, curve, evaluation, predictions } = parsed.data;
  checkRising('curve.step', curve.step);
  checkRising(
    'run.epochRecords',
    run.epochRecords.map((record) => record.epoch),
  );
  const { length } = curve.step;
  for (const key of ['loss', 'accuracy', 'timeMs'] as const) {
    if (curve[key].length !== length) throw wrongLength(`curve.${key}`, curve[key].length, length);
  }
  return {
    detail: { ...summaryOf(parsed.data), ...run },
    comparison: comparison === null ? null : { ...comparison, document: comparison.document },
    curve: curve.step.map((step, index) => ({
      step,
      loss: curve.loss[index] ?? NaN,
      accuracy: curve.accuracy[index] ?? NaN,
      timeMs: curve.timeMs[index] ?? NaN,
    })),
    evaluation: evaluation === null ? null : importEvaluation(evaluation),
    predictions: predictions === undefined ? null : importPredictions(predictions),
  };
}

function exportEnd({ callbacks, ...end }: RunEnd): unknown {
  const ended = { ...end, imagesPerSecond: word(end.imagesPerSecond) };
  if (callbacks === undefined) return ended;
  const { stoppedEarly } = callbacks;
  const early = stoppedEarly && { ...stoppedEarly, best: word(stoppedEarly.best) };
  return { ...ended, callbacks: { ...callbacks, stoppedEarly: early } };
}

function exportEvaluation(evaluation: Evaluation): unknown {
  const base64 = (values: Uint16Array | Float32Array): string =>
    Buffer.from(toBlob(values)).toString('base64');
  return {
    count: evaluation.count,
    topK: evaluation.topK,
    loss: word(evaluation.loss),
    accuracy: word(evaluation.accuracy),
    superclassAccuracy: word(evaluation.superclassAccuracy),
    ...(evaluation.metrics === undefined ? {} : { metrics: words(evaluation.metrics) }),
    labels: base64(evaluation.labels),
    topClasses: base64(evaluation.topClasses),
    topProbabilities: base64(evaluation.topProbabilities),
  };
}

function importEvaluation(evaluation: NonNullable<ExportedRun['evaluation']>): Evaluation {
  const { count, topK } = evaluation;
  const bytes = (key: 'labels' | 'topClasses' | 'topProbabilities', expected: number): ArrayBuffer => {
    const blob = Buffer.from(evaluation[key], 'base64');
    if (blob.length !== expected) throw wrongLength(`evaluation.${key}`, blob.length, expected);
    return fromBlob(blob);
  };
  return {
    ...evaluation,
    labels: new Uint16Array(bytes('labels', 2 * count)),
    topClasses: new Uint16Array(bytes('topClasses', 2 * count * topK)),
    topProbabilities: new Float32Array(bytes('topProbabilities', 4 * count * topK)),
  };
}

/** What the list shows and the document does not repeat. */
function summaryOf({ run, comparison }: ExportedRun) {
  const { experiment } = run;
  return {
    dataset: experiment.dataset.id,
    optimizer: experiment.optimizer.class_name,
    epochs: experiment.epochs,
    epochsDone: run.epochRecords.at(-1)?.epoch ?? 0,
    comparisonId: comparison?.id ?? null,
    testAccuracy: null,
    testLoss: null,
    bestValAccuracy: null,
    checkpoints: [],
    verdicts: [],
    test: null,
  };
}

function words(numbers: Readonly<Record<string, number | null>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(numbers).map(([key, value]) => [key, word(value)]));
}

function word(value: number | null): number | string | null {
  return value === null || Number.isFinite(value) ? value : String(value);
}

/** Refuses what could exhaust memory or the stack before anything looks closer. A cycle is endless depth. */
function checkSize(document: unknown): void {
  let values = 0;
  let characters = 0;
  const pending: { readonly value: unknown; readonly depth: number }[] = [{ value: document, depth: 0 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, depth } = next;
    values += 1;
    if (typeof value === 'string') characters += value.length;
    if (depth > mostDepth || values > mostValues || characters > mostCharacters) {
      throw new LabError('history.import-too-large', { depth: mostDepth, values: mostValues });
    }
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) continue;
    for (const [key, child] of Object.entries(value)) {
      if (key === '__proto__')
        throw badPlace(key, { en: 'this key is not allowed', ja: 'このキーは使えません' });
      pending.push({ value: child, depth: depth + 1 });
    }
  }
}

function checkRising(path: string, values: readonly number[]): void {
  const at = values.findIndex((value, index) => value <= (values[index - 1] ?? -1));
  if (at < 0) return;
  const [found, earlier] = [values[at] ?? NaN, values[at - 1] ?? -1];
  throw badPlace(`${path}[${at}]`, {
    en: `expected more than ${earlier}, found ${found}`,
    ja: `${earlier} より大きい値のはずですが、${found} でした`,
  });
}

/** The first fault that the schema found, in both languages. */
function badForm(document: unknown, error: z.ZodError): LabError {
  const inJapanese = exportSchema.safeParse(document, { error: z.locales.ja().localeError });
  const [issue] = error.issues;
  const path = issue === undefined || issue.path.length === 0 ? '/' : z.core.toDotPath(issue.path);
  const problem = issue?.message ?? '';
  const problemJa = inJapanese.error?.issues[0]?.message ?? problem;
  return new LabError('history.bad-import', { path, problem, problemJa }, error);
}
