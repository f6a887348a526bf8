import type { CheckpointRecord, EpochRecord } from '../../shared/contract/engine.ts';
import { readEpochs } from './epochs.ts';
import type { Database } from './sqlite.ts';

interface CheckpointRow {
  readonly file: string;
  readonly epoch: number;
  readonly step_in_epoch: number;
  readonly step: number;
  readonly size_bytes: number;
  readonly sha256: string;
  readonly kind: CheckpointRecord['kind'];
}

/** How many of the newest checkpoints are kept. */
const newestKept = 2;

/**
 * Records a checkpoint, forgets those that retention no longer needs, and answers the names of their files. Kept are
 * the last two and the best.
 */
export function recordCheckpoint(db: Database, run: number, record: CheckpointRecord): readonly string[] {
  keepCheckpoint(db, run, record);
  const all = readCheckpoints(db, run);
  const kept = chooseKept(all, readEpochs(db, run));
  const freed = all.filter((checkpoint) => !kept.has(checkpoint.file)).map((checkpoint) => checkpoint.file);
  const forget = db.prepare<[number, string]>('DELETE FROM checkpoint WHERE run = ? AND file = ?');
  for (const file of freed) forget.run(run, file);
  return freed;
}

/** Adds a checkpoint; one with the same file name replaces the earlier one, as the file did. */
export function keepCheckpoint(db: Database, run: number, record: CheckpointRecord): void {
  const { file, epoch, stepInEpoch, step, sizeBytes, sha256, kind } = record;
  db.prepare<[number, string, number, number, number, number, string, string]>(
    `INSERT OR REPLACE INTO checkpoint (run, file, epoch, step_in_epoch, step, size_bytes, sha256, kind)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(run, file, epoch, stepInEpoch, step, sizeBytes, sha256, kind);
}

/** The checkpoints of a run by rising step, those of one step in the order of their recording. */
export function readCheckpoints(db: Database, run: number): readonly CheckpointRecord[] {
  return db
    .prepare<[number], CheckpointRow>('SELECT * FROM checkpoint WHERE run = ? ORDER BY step, sequence')
    .all(run)
    .map((row) => ({
      file: row.file,
      epoch: row.epoch,
      stepInEpoch: row.step_in_epoch,
      step: row.step,
      sizeBytes: row.size_bytes,
      sha256: row.sha256,
      kind: row.kind,
    }));
}

/** Drops the checkpoints after a step: the run goes on without them, so they are of another course. */
export function cutCheckpoints(db: Database, run: number, fromStep: number): void {
  db.prepare<[number, number]>('DELETE FROM checkpoint WHERE run = ? AND step > ?').run(run, fromStep);
}

/**
 * The files that retention keeps of checkpoints in rising order: the last two, and the one whose epoch has the
 * highest `val_accuracy`, or the lowest `loss` where no epoch was validated; of equal ones the earliest.
 */
export function chooseKept(
  checkpoints: readonly CheckpointRecord[],
  epochs: readonly EpochRecord[],
): ReadonlySet<string> {
  const isValidated = epochs.some((epoch) => epoch.val_accuracy !== null);
  const scores = new Map(
    epochs.map((epoch) => [epoch.epoch, isValidated ? epoch.val_accuracy : -epoch.loss]),
  );
  const kept = new Set(checkpoints.slice(-newestKept).map((checkpoint) => checkpoint.file));
  let best: { readonly file: string; readonly score: number } | null = null;
  for (const { file, epoch, stepInEpoch } of checkpoints) {
    const score = stepInEpoch === 0 ? (scores.get(epoch) ?? NaN) : NaN;
    if (score > (best?.score ?? -Infinity)) best = { file, score };
  }
  return best === null ? kept : kept.add(best.file);
}
