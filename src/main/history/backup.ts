/** A whole copy of a history in one file, and the look into such a copy before it is trusted. */
import { resolve } from 'node:path';
import { LabError } from '../../shared/contract/errors.ts';
import { refuseForeign, refuseNewer } from './database.ts';
import { inspectFile } from './file-state.ts';
import { acquireLock } from './lock.ts';
import { applicationId, versionOf } from './migrate.ts';
import { Owners } from './owner.ts';
import { countRuns } from './runs.ts';
import { type Database, openSqlite } from './sqlite.ts';
import { toHistoryError } from './storage-errors.ts';

const timeoutMs = 5000;

/**
 * Copies an open database into a new file with SQLite's online backup: what others write meanwhile is in it or not, but
 * never by half. The copy needs no log beside it.
 */
export async function copyDatabase(db: Database, file: string): Promise<void> {
  const path = resolve(file);
  try {
    await db.backup(path);
    const copy = openSqlite(path, { timeoutMs });
    copy.pragma('journal_mode = DELETE');
    copy.close();
  } catch (error) {
    throw toHistoryError(error, path);
  }
}

/**
 * Examines every page and every link of a copied history, without changing it; answers how many runs it holds.
 * @throws LabError `history.damaged`, `history.foreign`, `history.altered`, `history.newer`
 */
export function examineHistory(file: string): number {
  const path = resolve(file);
  if (inspectFile(path).kind !== 'sqlite') throw new LabError('history.damaged', { path });
  let db: Database | null = null;
  try {
    db = openSqlite(path, { timeoutMs, isReadonly: true });
    db.pragma('trusted_schema = OFF');
    if (Number(db.pragma('application_id', { simple: true })) !== applicationId)
      throw new LabError('history.foreign', { path });
    refuseForeign(db, path);
    refuseNewer(path, versionOf(db));
    const isWhole = db.pragma('integrity_check(1)', { simple: true }) === 'ok';
    const broken = db.pragma('foreign_key_check') as readonly unknown[];
    if (!isWhole || broken.length > 0) throw new LabError('history.damaged', { path });
    return countRuns(db);
  } catch (error) {
    throw toHistoryError(error, path);
  } finally {
    db?.close();
  }
}

/**
 * Whether a process has this history open. With a write-ahead log every open connection keeps a lock, so leaving that
 * mode says whether there is another; writers of runs hold a lock of their own in any mode.
 */
export function isHistoryInUse(file: string): boolean {
  const path = resolve(file);
  if (inspectFile(path).kind !== 'sqlite') return false;
  const lock = acquireLock(`${path}.lock`, timeoutMs);
  if (lock === null) return true;
  try {
    const owners = new Owners(path, (work) => work());
    return owners.sweep().length > 0 || !canLeaveLog(path);
  } finally {
    lock.release();
  }
}

function canLeaveLog(path: string): boolean {
  const db = openSqlite(path, { timeoutMs: 500 });
  try {
    return db.pragma('journal_mode = DELETE', { simple: true }) === 'delete';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return false;
    throw toHistoryError(error, path);
  } finally {
    db.close();
  }
}
