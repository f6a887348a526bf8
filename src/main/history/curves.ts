import type { BatchPoint } from '../../shared/contract/engine.ts';
import { type Cell, numberOf, toCell } from './cells.ts';
import type { Database } from './sqlite.ts';

interface PointRow {
  readonly step: number;
  readonly loss: Cell;
  readonly accuracy: Cell;
  readonly time_ms: Cell;
}

/**
 * Adds points to a run's curve; a point of a step that is there already replaces it. One row per point costs 41
 * bytes against 25 for compressed chunks, and makes an append, a cut and a read one statement each.
 */
export function insertPoints(db: Database, run: number, points: readonly BatchPoint[]): void {
  const insert = db.prepare<[number, number, Cell, Cell, Cell]>(
    'INSERT OR REPLACE INTO curve_point (run, step, loss, accuracy, time_ms) VALUES (?, ?, ?, ?, ?)',
  );
  for (const { step, loss, accuracy, timeMs } of points) {
    insert.run(run, step, toCell(loss), toCell(accuracy), toCell(timeMs));
  }
}

/** The points of a run by rising step. */
export function readCurve(db: Database, run: number): readonly BatchPoint[] {
  return db
    .prepare<[number], PointRow>(
      'SELECT step, loss, accuracy, time_ms FROM curve_point WHERE run = ? ORDER BY step',
    )
    .all(run)
    .map(({ step, loss, accuracy, time_ms: timeMs }) => ({
      step,
      loss: numberOf(loss),
      accuracy: numberOf(accuracy),
      timeMs: numberOf(timeMs),
    }));
}

/** Drops the points after a step: a resumed run does these steps again. */
export function cutCurve(db: Database, run: number, fromStep: number): void {
  db.prepare<[number, number]>('DELETE FROM curve_point WHERE run = ? AND step > ?').run(run, fromStep);
}
