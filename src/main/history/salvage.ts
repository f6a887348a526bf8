import { LabError, type LabErrorCode } from '../../shared/contract/errors.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/all.ts';
import { withCopy } from './quarantine.ts';
import { type Database, openSqlite } from './sqlite.ts';
import { toHistoryError } from './storage-errors.ts';
import { insertWholeRun, readWholeRun } from './whole-run.ts';

const diskCodes: readonly LabErrorCode[] = [
  'history.disk-full',
  'history.disk-error',
  'history.unwritable',
  'history.busy',
];

/**
 * Copies every run that can still be read from a broken file into a new history, in their order; answers how many.
 * A run of which SQLite finds any part broken is left out; a curve may come back with points missing, for nothing in
 * a file tells how many there were.
 */
export function salvage(brokenFile: string, db: Database): number {
  return withCopy(brokenFile, (copy) => {
    let broken: Database | null = null;
    try {
      broken = openSqlite(copy, { timeoutMs: 0 });
      broken.pragma('trusted_schema = OFF');
      migrate(broken, copy, migrations);
      return copyRuns(broken, db);
    } catch (error) {
      throwUnlessDamage(error);
      return 0;
    } finally {
      broken?.close();
    }
  });
}

function copyRuns(broken: Database, db: Database): number {
  let copied = 0;
  for (const sequence of readableSequences(broken)) {
    try {
      const whole = readWholeRun(broken, sequence);
      db.transaction(() => insertWholeRun(db, whole, { keepsCheckpoints: true }))();
      copied += 1;
    } catch (error) {
      throwUnlessDamage(error);
    }
  }
  return copied;
}

/** The sequences before the first broken page and, read backwards, those after the last one. */
function readableSequences(broken: Database): readonly number[] {
  const found = new Set<number>();
  for (const direction of ['ASC', 'DESC']) {
    try {
      const query = broken.prepare<[], number>(
        `SELECT sequence FROM run NOT INDEXED ORDER BY sequence ${direction}`,
      );
      for (const sequence of query.pluck().iterate()) found.add(sequence);
    } catch (error) {
      throwUnlessDamage(error);
    }
  }
  return [...found].sort((first, second) => first - second);
}

/** What damage looks like cannot be foreseen; but a full or failing disk under the new history is no damage. */
function throwUnlessDamage(error: unknown): void {
  const converted = toHistoryError(error, '');
  const isOfDisk = converted instanceof LabError && diskCodes.includes(converted.code);
  if (isOfDisk) throw error;
}
