import type { Evaluation } from '../../shared/contract/engine.ts';
import { LabError } from '../../shared/contract/errors.ts';
import {
  type Cell,
  fromBlob,
  fromCell,
  fromNumbersCell,
  numberOf,
  toBlob,
  toCell,
  toNumbersCell,
} from './cells.ts';
import type { Database } from './sqlite.ts';

interface EvaluationRow {
  readonly count: number;
  readonly top_k: number;
  readonly loss: Cell;
  readonly accuracy: Cell;
  readonly superclass_accuracy: Cell;
  readonly labels: Uint8Array;
  readonly top_classes: Uint8Array;
  readonly top_probabilities: Uint8Array;
  readonly metrics: string | null;
}

/**
 * Keeps a run's evaluation in place of an earlier one. The arrays are kept as they are: 32 bytes per image, of which
 * compression would save a fifth.
 * @throws LabError `history.bad-evaluation` when the arrays do not fit the counts
 */
export function recordEvaluation(db: Database, run: number, evaluation: Evaluation): void {
  checkLengths(evaluation);
  const { count, topK, labels, topClasses, topProbabilities } = evaluation;
  const [loss, accuracy] = [toCell(evaluation.loss), toCell(evaluation.accuracy)];
  const superclassAccuracy = toCell(evaluation.superclassAccuracy);
  db.prepare<[number, number, number, Cell, Cell, Cell, Uint8Array, Uint8Array, Uint8Array, string | null]>(
    `INSERT OR REPLACE INTO evaluation
       (run, count, top_k, loss, accuracy, superclass_accuracy, labels, top_classes, top_probabilities, metrics)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    run,
    count,
    topK,
    loss,
    accuracy,
    superclassAccuracy,
    toBlob(labels),
    toBlob(topClasses),
    toBlob(topProbabilities),
    toNumbersCell(evaluation.metrics),
  );
  setTestFigures(db, run, [loss, accuracy, superclassAccuracy]);
}

/** The evaluation of a run, or null. */
export function readEvaluation(db: Database, run: number): Evaluation | null {
  const row = db.prepare<[number], EvaluationRow>('SELECT * FROM evaluation WHERE run = ?').get(run);
  if (row === undefined) return null;
  return {
    count: row.count,
    loss: numberOf(row.loss),
    accuracy: numberOf(row.accuracy),
    superclassAccuracy: fromCell(row.superclass_accuracy),
    labels: new Uint16Array(fromBlob(row.labels)),
    topClasses: new Uint16Array(fromBlob(row.top_classes)),
    topProbabilities: new Float32Array(fromBlob(row.top_probabilities)),
    topK: row.top_k,
    metrics: metricsOf(row.metrics),
  };
}

/** The further metrics of a run's evaluation; absent where it has none. */
export function readTestMetrics(db: Database, run: number): Evaluation['metrics'] {
  const query = db.prepare<[number], string | null>('SELECT metrics FROM evaluation WHERE run = ?').pluck();
  return metricsOf(query.get(run) ?? null);
}

/** An evaluation has a value for each of its metrics. */
function metricsOf(cell: string | null): Evaluation['metrics'] {
  return fromNumbersCell(cell) as Evaluation['metrics'];
}

/** Drops a run's evaluation: the run goes on, and its weights will be others. */
export function dropEvaluation(db: Database, run: number): void {
  db.prepare<[number]>('DELETE FROM evaluation WHERE run = ?').run(run);
  setTestFigures(db, run, [null, null, null]);
}

function setTestFigures(db: Database, run: number, figures: readonly [Cell, Cell, Cell]): void {
  db.prepare<[Cell, Cell, Cell, number]>(
    'UPDATE run SET test_loss = ?, test_accuracy = ?, test_superclass_accuracy = ? WHERE sequence = ?',
  ).run(...figures, run);
}

function checkLengths(evaluation: Evaluation): void {
  const { count, topK } = evaluation;
  const lengths = { labels: count, topClasses: count * topK, topProbabilities: count * topK };
  for (const [field, expected] of Object.entries(lengths)) {
    const found = evaluation[field as keyof typeof lengths].length;
    if (found !== expected) throw new LabError('history.bad-evaluation', { field, found, expected });
  }
}
