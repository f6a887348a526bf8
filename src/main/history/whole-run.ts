import type { BatchPoint, Evaluation, TrainingPredictions } from '../../shared/contract/engine.ts';
import type { ComparisonRecord, RunDetail } from '../../shared/contract/history.ts';
import { keepCheckpoint } from './checkpoints.ts';
import { insertComparison, readComparison } from './comparisons.ts';
import { insertPoints, readCurve } from './curves.ts';
import { insertEpoch, updateProgress } from './epochs.ts';
import { readEvaluation, recordEvaluation } from './evaluations.ts';
import { newId } from './ids.ts';
import { indexRun } from './search.ts';
import { insertRun, setEnd, setStart } from './runs.ts';
import { readDetail } from './run-detail.ts';
import type { Database } from './sqlite.ts';
import { readPredictions, recordPredictions } from './training-predictions.ts';
import { keepVerdict } from './verdicts.ts';

/** A run with everything that the history holds about it. */
export interface WholeRun {
  readonly detail: RunDetail;
  readonly comparison: ComparisonRecord | null;
  readonly curve: readonly BatchPoint[];
  readonly evaluation: Evaluation | null;
  readonly predictions: TrainingPredictions | null;
}

/** Reads a run with all that it holds. */
export function readWholeRun(db: Database, sequence: number): WholeRun {
  const detail = readDetail(db, sequence);
  return {
    detail,
    comparison: detail.comparisonId === null ? null : readComparison(db, detail.comparisonId),
    curve: readCurve(db, sequence),
    evaluation: readEvaluation(db, sequence),
    predictions: readPredictions(db, sequence),
  };
}

/**
 * Adds a run from elsewhere as the newest one and answers its id: its own, or a new one where that is taken. Its
 * comparison comes with it unless it is there already. Without its process a running run is interrupted.
 * @param options.keepsCheckpoints whether its checkpoint files are on this machine
 */
export function insertWholeRun(
  db: Database,
  { detail, comparison, curve, evaluation, predictions }: WholeRun,
  options: Readonly<{ keepsCheckpoints: boolean }>,
): string {
  const isTaken = db.prepare<[string], number>('SELECT 1 FROM run WHERE id = ?').get(detail.id) !== undefined;
  const id = isTaken ? newId() : detail.id;
  const status = detail.status === 'running' ? 'interrupted' : detail.status;
  const sequence = insertRun(db, {
    ...detail,
    id,
    status,
    owner: null,
    comparison: comparison === null ? null : insertComparison(db, comparison),
  });
  if (detail.start !== null) setStart(db, sequence, detail.start);
  if (detail.end !== null) setEnd(db, sequence, detail.end);
  insertPoints(db, sequence, curve);
  for (const record of detail.epochRecords) insertEpoch(db, sequence, record);
  updateProgress(db, sequence);
  if (options.keepsCheckpoints) for (const record of detail.checkpoints) keepCheckpoint(db, sequence, record);
  for (const verdict of detail.verdicts) keepVerdict(db, sequence, verdict);
  if (evaluation !== null) recordEvaluation(db, sequence, evaluation);
  for (const epoch of predictions?.epochs ?? [])
    if (predictions !== null) recordPredictions(db, sequence, predictions, epoch);
  indexRun(db, sequence);
  return id;
}
