/** Rows of runs: made, started, ended, labelled and deleted. Reading is in `run-detail.ts` and `run-list.ts`. */
import { LabError } from '../../shared/contract/errors.ts';
import type { RunEnd, RunStart, RunStatus } from '../../shared/contract/history.ts';
import type { Experiment } from '../../shared/spec/experiment.ts';
import { type Cell, toCell } from './cells.ts';
import { toEndingCell } from './callback-endings.ts';
import { cutCheckpoints } from './checkpoints.ts';
import { dropEmptyComparison } from './comparisons.ts';
import { cutCurve } from './curves.ts';
import { cutEpochs } from './epochs.ts';
import { cutPredictions } from './training-predictions.ts';
import { dropEvaluation } from './evaluations.ts';
import { forgetRun, indexRun } from './search.ts';
import { type Database, promised } from './sqlite.ts';
import { checkLine, checkNote, checkTags, cutFailure, documentText } from './texts.ts';

/** What a new row of the run table holds. */
export interface RunRow {
  readonly id: string;
  readonly name: string;
  readonly status: RunStatus;
  /** Token of the living writer, see `owner.ts`; null for a run that nobody trains. */
  readonly owner: string | null;
  readonly experiment: Experiment;
  readonly createdAtMs: number;
  /** Sequence of the comparison, or null. */
  readonly comparison: number | null;
  readonly variant: string | null;
  readonly repeatOf: string | null;
  readonly tags: readonly string[];
  readonly note: string;
}

/** Who trains a run, for the rule that one run has one writer. */
export interface WriterCheck {
  readonly token: string;
  isAlive(token: string): boolean;
}

/** Adds a run as the newest one; answers its sequence. It is not yet in the search index. */
export function insertRun(db: Database, row: RunRow): number {
  const { experiment } = row;
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO run
         (id, name, status, owner, dataset, optimizer, created_at_ms, epochs, comparison, variant, repeat_of, tags, note)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      row.id,
      checkLine('name', row.name),
      row.status,
      row.owner,
      experiment.dataset.id,
      experiment.optimizer.class_name,
      row.createdAtMs,
      experiment.epochs,
      row.comparison,
      row.variant === null ? null : checkLine('variant', row.variant),
      row.repeatOf,
      JSON.stringify(checkTags(row.tags)),
      checkNote(row.note),
    );
  const sequence = Number(lastInsertRowid);
  const document = documentText('experiment', experiment);
  db.prepare<[number, string]>('INSERT INTO run_document (run, experiment) VALUES (?, ?)').run(
    sequence,
    document,
  );
  return sequence;
}

/** Keeps the facts of a run's start, in place of earlier ones. */
export function setStart(db: Database, run: number, start: RunStart): void {
  const text = documentText('start', start);
  db.prepare<[string, number]>('UPDATE run_document SET start = ? WHERE run = ?').run(text, run);
}

/** Starts a run, or starts it again: all that lies after `fromStep` is dropped, for it is done again. */
export function startRun(db: Database, run: number, start: RunStart, fromStep: number): void {
  setStart(db, run, start);
  db.prepare<[number]>(
    `UPDATE run_document SET end_status = NULL, final_weights_sha256 = NULL, images_per_second = NULL,
       diverged_at_step = NULL, failure = NULL, callbacks = NULL WHERE run = ?`,
  ).run(run);
  cutEpochs(db, run, fromStep);
  cutPredictions(db, run);
  cutCurve(db, run, fromStep);
  cutCheckpoints(db, run, fromStep);
  dropEvaluation(db, run);
}

/** Keeps how a run ended. */
export function setEnd(db: Database, run: number, end: RunEnd): void {
  const failure = end.failure === null ? null : cutFailure(end.failure);
  db.prepare<[string, string | null, Cell, number | null, string | null, string | null, number]>(
    `UPDATE run_document SET end_status = ?, final_weights_sha256 = ?, images_per_second = ?,
       diverged_at_step = ?, failure = ?, callbacks = ? WHERE run = ?`,
  ).run(
    end.status,
    end.finalWeightsSha256,
    toCell(end.imagesPerSecond),
    end.divergedAtStep,
    failure,
    toEndingCell(end.callbacks),
    run,
  );
  db.prepare<[string, number]>('UPDATE run SET status = ?, owner = NULL WHERE sequence = ?').run(
    end.status,
    run,
  );
}

/**
 * Makes this writer the owner of a run before it writes to it. A run that was taken for interrupted while its engine
 * lived on is running again with the next event.
 * @throws LabError `history.run-in-use` when another living writer owns it, `history.run-ended` when it has ended
 */
export function claimRun(
  db: Database,
  run: number,
  writer: WriterCheck,
  options: Readonly<{ isStart: boolean }>,
): void {
  const { id, status, owner } = readHead(db, run);
  if (status === 'running' && owner === writer.token) return;
  if (owner !== null && owner !== writer.token && writer.isAlive(owner)) {
    throw new LabError('history.run-in-use', { id });
  }
  const hasEnded = status !== 'running' && status !== 'interrupted';
  if (hasEnded && !options.isStart) throw new LabError('history.run-ended', { id, status });
  db.prepare<[string, number]>("UPDATE run SET status = 'running', owner = ? WHERE sequence = ?").run(
    writer.token,
    run,
  );
}

/** Marks running runs whose owner is not among the living as interrupted; answers their ids, oldest first. */
export function markInterrupted(db: Database, living: readonly string[]): readonly string[] {
  const gone = db
    .prepare<[string], { sequence: number; id: string }>(
      `SELECT sequence, id FROM run
       WHERE status = 'running' AND (owner IS NULL OR owner NOT IN (SELECT value FROM json_each(?)))
       ORDER BY sequence`,
    )
    .all(JSON.stringify(living));
  const mark = db.prepare<[number]>("UPDATE run SET status = 'interrupted', owner = NULL WHERE sequence = ?");
  for (const { sequence } of gone) mark.run(sequence);
  return gone.map((run) => run.id);
}

/** Replaces a run's tags. */
export function setTags(db: Database, run: number, tags: readonly string[]): void {
  const text = JSON.stringify(checkTags(tags));
  db.prepare<[string, number]>('UPDATE run SET tags = ? WHERE sequence = ?').run(text, run);
  indexRun(db, run);
}

/** Replaces a run's note. */
export function setNote(db: Database, run: number, note: string): void {
  db.prepare<[string, number]>('UPDATE run SET note = ? WHERE sequence = ?').run(checkNote(note), run);
  indexRun(db, run);
}

/** Gives a run another name, which searches find too. */
export function setName(db: Database, run: number, name: string): void {
  db.prepare<[string, number]>('UPDATE run SET name = ? WHERE sequence = ?').run(
    checkLine('name', name),
    run,
  );
  indexRun(db, run);
}

/** Stars a run or puts it away; null leaves a mark as it is. */
export function setMarks(
  db: Database,
  run: number,
  marks: Readonly<{ isStarred: boolean | null; isArchived: boolean | null }>,
): void {
  const cell = (mark: boolean | null): number | null => (mark === null ? null : Number(mark));
  db.prepare<[number | null, number | null, number]>(
    `UPDATE run SET is_starred = coalesce(?, is_starred), is_archived = coalesce(?, is_archived)
     WHERE sequence = ?`,
  ).run(cell(marks.isStarred), cell(marks.isArchived), run);
}

/** Deletes a run that nobody trains, with all that belongs to it. @throws LabError `history.run-in-use` */
export function deleteRun(db: Database, run: number, isAlive: (token: string) => boolean): void {
  const { id, owner, comparison } = readHead(db, run);
  if (owner !== null && isAlive(owner)) throw new LabError('history.run-in-use', { id });
  forgetRun(db, run);
  db.prepare<[number]>('DELETE FROM run WHERE sequence = ?').run(run);
  if (comparison !== null) dropEmptyComparison(db, comparison);
}

function readHead(db: Database, run: number): Pick<RunRow, 'id' | 'status' | 'owner' | 'comparison'> {
  const query = db.prepare<[number], ReturnType<typeof readHead>>(
    'SELECT id, status, owner, comparison FROM run WHERE sequence = ?',
  );
  return promised(db, query.get(run));
}

/** How many runs the history holds. */
export function countRuns(db: Database): number {
  return db.prepare<[], number>('SELECT count(*) FROM run').pluck().get() ?? 0;
}
