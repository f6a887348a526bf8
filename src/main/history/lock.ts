import { openSqlite } from './sqlite.ts';
import type { Database } from './sqlite.ts';

/** A lock that the operating system takes back when its holder dies, however it dies. */
export interface FileLock {
  release(): void;
}

/**
 * Takes the exclusive lock of a file, which is made where it is missing; null when another holder keeps it for
 * longer than `timeoutMs`. Node has no file locks, so an empty SQLite database lends its own: they work on every
 * platform, between connections of one process as between processes, and no process id can be mistaken.
 */
export function acquireLock(path: string, timeoutMs: number): FileLock | null {
  const holder = openSqlite(path, { timeoutMs });
  if (!tryLock(holder)) {
    holder.close();
    return null;
  }
  return { release: () => void holder.close() };
}

function tryLock(holder: Database): boolean {
  try {
    holder.pragma('journal_mode = MEMORY');
    holder.exec('BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return false;
    holder.close();
    throw error;
  }
}
