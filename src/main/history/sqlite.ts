/** The one place that loads better-sqlite3, after the versions that it needs have been checked. */
import { createRequire } from 'node:module';
import type BetterSqlite3 from 'better-sqlite3';
import { LabError } from '../../shared/contract/errors.ts';

/** An open SQLite database. */
export type Database = BetterSqlite3.Database;

/** Lowest versions with which better-sqlite3 13 loads; below them it ends the process with a segmentation fault. */
const leastNode = 22;
const leastNodeApi = 10;

/** First SQLite without the WAL-reset bug, which could corrupt a database (sqlite.org/changes.html). */
const leastSqlite = '3.51.3';

let loaded: typeof BetterSqlite3 | null = null;

/**
 * Opens a database file, or a new one where there is none.
 * @param options.timeoutMs how long to wait for another process's lock before the error `SQLITE_BUSY`
 * @throws LabError `history.node-too-old`, `history.module-missing`; SqliteError of the file
 */
export function openSqlite(
  path: string,
  options: Readonly<{ timeoutMs: number; isReadonly?: boolean }>,
): Database {
  loaded ??= load();
  const { timeoutMs, isReadonly = false } = options;
  return new loaded(path, { timeout: timeoutMs, readonly: isReadonly });
}

/** A row that another row promises. @throws LabError `history.damaged` where it is missing */
export function promised<Row>(db: Database, row: Row | undefined): Row {
  if (row === undefined) throw new LabError('history.damaged', { path: db.name, reason: 'missing row' });
  return row;
}

/** Refuses a Node that cannot load the native module. @throws LabError `history.node-too-old` */
export function checkRuntime(versions: Readonly<{ node: string; modulesApi: string }>): void {
  const isEnough = Number.parseInt(versions.node) >= leastNode && Number(versions.modulesApi) >= leastNodeApi;
  if (isEnough) return;
  throw new LabError('history.node-too-old', { found: versions.node, needed: '22.14' });
}

/** Whether a version such as `3.54.1` is at least another one. */
export function isAtLeast(version: string, least: string): boolean {
  return version.localeCompare(least, 'en', { numeric: true }) >= 0;
}

function load(): typeof BetterSqlite3 {
  checkRuntime({ node: process.versions.node, modulesApi: process.versions['napi'] ?? '0' });
  try {
    const sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite3;
    const probe = new sqlite(':memory:');
    const version = probe.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? '0';
    probe.close();
    if (!isAtLeast(version, leastSqlite)) throw new Error(`SQLite ${version} is older than ${leastSqlite}`);
    return sqlite;
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new LabError('history.module-missing', { reason }, cause);
  }
}
