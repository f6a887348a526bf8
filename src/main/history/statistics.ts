import { resolve } from 'node:path';
import { LabError } from '../../shared/contract/errors.ts';
import { inspectFile, sizeOf } from './file-state.ts';
import { versionOf } from './migrate.ts';
import { migrations } from './migrations/all.ts';
import { countRuns } from './runs.ts';
import { openSqlite } from './sqlite.ts';
import { toHistoryError } from './storage-errors.ts';

/** Quick facts about a history's file. */
export interface HistoryStatistics {
  readonly path: string;
  readonly exists: boolean;
  /** Version of the file's form; 0 where there is no file yet. */
  readonly version: number;
  readonly runs: number;
  /** The database with its write-ahead log. */
  readonly sizeBytes: number;
}

/**
 * Looks at a history without making, repairing or changing it.
 * @throws LabError `history.newer`, `history.foreign`, `history.damaged`, `history.not-a-file` and those of the disk
 */
export function historyStatistics(file: string): HistoryStatistics {
  const path = resolve(file);
  try {
    return look(path);
  } catch (error) {
    throw toHistoryError(error, path);
  }
}

function look(path: string): HistoryStatistics {
  const sizeBytes = sizeOf(path) + sizeOf(`${path}-wal`);
  const state = inspectFile(path);
  if (state.kind === 'not-a-file') throw new LabError('history.not-a-file', { path });
  if (state.kind === 'not-sqlite') throw new LabError('history.foreign', { path });
  if (state.kind !== 'sqlite')
    return { path, exists: state.kind === 'empty', version: 0, runs: 0, sizeBytes };
  const db = openSqlite(path, { timeoutMs: 1000, isReadonly: true });
  try {
    const version = versionOf(db);
    const known = migrations.at(-1)?.version ?? 0;
    if (version > known) throw new LabError('history.newer', { path, found: version, known });
    return { path, exists: true, version, runs: version === 0 ? 0 : countRuns(db), sizeBytes };
  } finally {
    db.close();
  }
}
