import type { EpochRecord } from '../../shared/contract/engine.ts';
import { type Cell, fromCell, fromNumbersCell, numberOf, toCell, toNumbersCell } from './cells.ts';
import type { Database } from './sqlite.ts';

interface EpochRow {
  readonly epoch: number;
  readonly loss: Cell;
  readonly accuracy: Cell;
  readonly val_loss: Cell;
  readonly val_accuracy: Cell;
  readonly learning_rate: Cell;
  readonly duration_ms: Cell;
  readonly metrics: string | null;
}

/** Keeps the record of a finished epoch, and what the list shows of it. */
export function finishEpoch(db: Database, run: number, record: EpochRecord): void {
  insertEpoch(db, run, record);
  updateProgress(db, run);
}

/** Adds the record of an epoch, or replaces it where the epoch was done again. */
export function insertEpoch(db: Database, run: number, record: EpochRecord): void {
  const values = [record.loss, record.accuracy, record.val_loss, record.val_accuracy];
  db.prepare<[number, number, number, ...(number | string | null)[]]>(
    `INSERT OR REPLACE INTO epoch
       (run, epoch, last_step, loss, accuracy, val_loss, val_accuracy, learning_rate, duration_ms, metrics)
     VALUES (?, ?, (SELECT coalesce(max(step), 0) FROM curve_point WHERE run = ?), ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    run,
    record.epoch,
    run,
    ...values.map(toCell),
    toCell(record.learning_rate),
    toCell(record.durationMs),
    toNumbersCell(record.metrics),
  );
}

/** The records of a run by rising epoch. */
export function readEpochs(db: Database, run: number): readonly EpochRecord[] {
  return db
    .prepare<[number], EpochRow>('SELECT * FROM epoch WHERE run = ? ORDER BY epoch')
    .all(run)
    .map((row) => ({
      epoch: row.epoch,
      loss: numberOf(row.loss),
      accuracy: numberOf(row.accuracy),
      val_loss: fromCell(row.val_loss),
      val_accuracy: fromCell(row.val_accuracy),
      learning_rate: numberOf(row.learning_rate),
      durationMs: numberOf(row.duration_ms),
      metrics: fromNumbersCell(row.metrics),
    }));
}

/**
 * Drops the records of epochs that ended after a step. Which ones is told by the checkpoint of that step; without
 * one, by the last point of the curve when the epoch ended. To be called before the curve and checkpoints are cut.
 */
export function cutEpochs(db: Database, run: number, fromStep: number): void {
  const finished = db
    .prepare<[number, number], number>('SELECT max(epoch) FROM checkpoint WHERE run = ? AND step = ?')
    .pluck()
    .get(run, fromStep);
  if (typeof finished === 'number') {
    db.prepare<[number, number]>('DELETE FROM epoch WHERE run = ? AND epoch > ?').run(run, finished);
  } else {
    db.prepare<[number, number, number]>('DELETE FROM epoch WHERE run = ? AND (last_step > ? OR ? = 0)').run(
      run,
      fromStep,
      fromStep,
    );
  }
  updateProgress(db, run);
}

/** Writes what the list shows of the epochs; NaN, kept as text, never counts as the best. */
export function updateProgress(db: Database, run: number): void {
  db.prepare<[number, number, number]>(
    `UPDATE run SET
       epochs_done = (SELECT coalesce(max(epoch), 0) FROM epoch WHERE run = ?),
       best_val_accuracy = (SELECT max(val_accuracy) FROM epoch WHERE run = ? AND val_accuracy <> 'NaN')
     WHERE sequence = ?`,
  ).run(run, run, run);
}
