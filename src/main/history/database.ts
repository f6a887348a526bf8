/**
 * Opens the history's file, whatever is found there. A newer or foreign file is refused and left as it is; a broken
 * or emptied one is moved aside with all its parts, and what can still be read is taken over into a new one.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { assertNever, LabError, type LabErrorData } from '../../shared/contract/errors.ts';
import { readFacts, writeFacts } from './facts-file.ts';
import { inspectFile, sizeOf } from './file-state.ts';
import { acquireLock } from './lock.ts';
import { applicationId, migrate, versionOf } from './migrate.ts';
import { migrations } from './migrations/all.ts';
import { moveAside } from './quarantine.ts';
import { countRuns } from './runs.ts';
import { salvage } from './salvage.ts';
import { type Database, openSqlite } from './sqlite.ts';
import { isDamage } from './storage-errors.ts';

/** How a history is opened. */
export interface OpenOptions {
  /** Hears of things that the user should know though the history opened, such as a repair. */
  readonly onNotice: (notice: LabErrorData) => void;
  /** Milliseconds to wait for another process's lock. */
  readonly busyTimeoutMs: number;
}

/** Files up to this size are checked at every opening (0.2 s at most); larger ones show their damage when read. */
const checkedBytes = 64 * 1024 * 1024;

/** Opens the database of a history, made or migrated as needed. @throws LabError `history.*` */
export function openDatabase(path: string, options: OpenOptions): Database {
  mkdirSync(dirname(path), { recursive: true });
  return exclusively(path, options.busyTimeoutMs, () => {
    const loss = setAside(path, options);
    const db = openSqlite(path, { timeoutMs: options.busyTimeoutMs });
    try {
      configure(db, options);
      migrate(db, path, migrations);
      db.transaction(() => {
        const notice = loss === null ? missingRows(db, path) : repair(db, path, loss);
        if (notice !== null) options.onNotice(notice);
        updateFacts(db, path);
      }).immediate();
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** Runs a work while no other process opens or repairs the same history. @throws LabError `history.busy` */
export function exclusively<T>(path: string, timeoutMs: number, work: () => T): T {
  const lock = acquireLock(`${path}.lock`, timeoutMs);
  if (lock === null) throw new LabError('history.busy', { path, reason: 'lock' });
  try {
    return work();
  } finally {
    lock.release();
  }
}

/** Writes the facts that are kept apart from the database; to be called in a writing transaction. */
export function updateFacts(db: Database, path: string): void {
  const runs = countRuns(db);
  const known = readFacts(path);
  if (known?.runs !== runs || known.isDamaged) writeFacts(path, { runs, isDamaged: false });
}

/**
 * Makes every commit survive a loss of power, and no file able to run code of its own. Where the place refuses a
 * write-ahead log (network shares), the rollback journal serves. Settings of a connection: set at every opening.
 */
export function configure(db: Database, options: Pick<OpenOptions, 'onNotice'>): void {
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('foreign_keys = ON');
  if (!hasWriteAheadLog(db)) {
    db.pragma('journal_mode = DELETE');
    options.onNotice({ code: 'history.no-wal', details: { path: db.name } });
  }
  db.pragma('synchronous = FULL');
  db.pragma('fullfsync = ON');
  db.pragma('checkpoint_fullfsync = ON');
}

function hasWriteAheadLog(db: Database): boolean {
  try {
    return db.pragma('journal_mode = WAL', { simple: true }) === 'wal';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') throw error;
    return false;
  }
}

/** What was wrong with a file, and the new name of what was left of it. */
interface Loss {
  readonly code: 'history.was-damaged' | 'history.was-emptied' | 'history.was-removed';
  readonly movedTo: string;
}

/** Moves what is broken out of the way; answers null where the path can be used as it is. */
function setAside(path: string, options: OpenOptions): Loss | null {
  const state = inspectFile(path);
  const hadRuns = (readFacts(path)?.runs ?? 0) > 0;
  const hasRemains = hadRuns || sizeOf(`${path}-wal`) > 0;
  switch (state.kind) {
    case 'not-a-file':
      throw new LabError('history.not-a-file', { path });
    case 'not-sqlite':
      if (readFacts(path) === null) throw new LabError('history.foreign', { path });
      return { code: 'history.was-damaged', movedTo: moveAside(path) };
    case 'missing':
      return hasRemains ? { code: 'history.was-removed', movedTo: moveAside(path) } : null;
    case 'empty':
      return hasRemains ? { code: 'history.was-emptied', movedTo: moveAside(path) } : null;
    case 'sqlite':
      if (state.isMarkedOurs) refuseNewer(path, state.version);
      if (isSound(path, options)) return null;
      if (!state.isMarkedOurs && readFacts(path) === null) throw new LabError('history.foreign', { path });
      return { code: 'history.was-damaged', movedTo: moveAside(path) };
    default:
      return assertNever(state);
  }
}

/** Looks into a database without changing it. @throws LabError `history.foreign`, `history.altered`, `history.newer` */
function isSound(path: string, options: OpenOptions): boolean {
  let db: Database | null = null;
  try {
    db = openSqlite(path, { timeoutMs: options.busyTimeoutMs, isReadonly: true });
    db.pragma('trusted_schema = OFF');
    const isOurs = Number(db.pragma('application_id', { simple: true })) === applicationId;
    if (refuseForeign(db, path) === 'without-tables') {
      if (!isOurs && versionOf(db) !== 0) throw new LabError('history.foreign', { path });
      return !isOurs;
    }
    if (!isOurs) return false;
    refuseNewer(path, versionOf(db));
    if (readFacts(path)?.isDamaged === true) return false;
    return sizeOf(path) > checkedBytes || db.pragma('quick_check(1)', { simple: true }) === 'ok';
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  } finally {
    db?.close();
  }
}

/**
 * Tatami makes neither triggers nor views; a file that has them was made to do more than it shows. A file without
 * tables is one whose making was interrupted.
 */
export function refuseForeign(db: Database, path: string): 'without-tables' | 'with-tables' {
  const names = (condition: string): readonly string[] =>
    db.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE ${condition}`).pluck().all();
  const tables = names("type = 'table'");
  if (tables.length === 0) return 'without-tables';
  if (!tables.includes('run_document')) throw new LabError('history.foreign', { path });
  const [extra] = names("type IN ('trigger', 'view')");
  if (extra !== undefined) throw new LabError('history.altered', { path, name: extra.slice(0, 100) });
  return 'with-tables';
}

/** @throws LabError `history.newer` for a form that this Tatami does not know */
export function refuseNewer(path: string, found: number): void {
  const known = migrations.at(-1)?.version ?? 0;
  if (found > known) throw new LabError('history.newer', { path, found, known });
}

/** Takes over what can be read of a broken file; answers what to tell the user. */
function repair(db: Database, path: string, { code, movedTo }: Loss): LabErrorData {
  const known = readFacts(path)?.runs ?? 0;
  if (code !== 'history.was-damaged') return { code, details: { path, movedTo, runs: known } };
  const saved = salvage(movedTo, db);
  return { code, details: { path, movedTo, saved, known: Math.max(known, saved) } };
}

/** Fewer runs than were counted: a write-ahead log was lost, or an old copy lies in the history's place. */
function missingRows(db: Database, path: string): LabErrorData | null {
  const known = readFacts(path)?.runs ?? 0;
  const found = countRuns(db);
  return found < known ? { code: 'history.rows-missing', details: { path, found, known } } : null;
}
