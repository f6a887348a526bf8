import { existsSync } from 'node:fs';
import { LabError } from '../../shared/contract/errors.ts';
import type { Database } from './sqlite.ts';

/** One step of the file's form. A published migration is never changed: it has to fit the files of its day. */
export interface Migration {
  /** The `user_version` that it leads to; versions rise in tens. */
  readonly version: number;
  up(db: Database): void;
}

/** Marks a file as a Tatami history (the letters TATM). */
export const applicationId = 0x5441544d;

/** The version of a file's form; 0 for a new file. */
export function versionOf(db: Database): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/**
 * Brings a file to the newest form, each migration in a transaction of its own. Before an existing file is changed,
 * a whole copy is laid beside it as `<path>.before-<version>`; an interrupted migration leaves the old form.
 * @throws LabError `history.newer`; nothing is changed then
 */
export function migrate(db: Database, path: string, migrations: readonly Migration[]): void {
  const found = versionOf(db);
  const known = migrations.at(-1)?.version ?? 0;
  if (found > known) throw new LabError('history.newer', { path, found, known });
  const pending = migrations.filter((migration) => migration.version > found);
  const [next] = pending;
  if (next === undefined) return;
  if (found > 0) backUp(db, `${path}.before-${next.version}`);
  for (const migration of pending) apply(db, migration);
}

function apply(db: Database, migration: Migration): void {
  db.transaction(() => {
    if (versionOf(db) >= migration.version) return;
    migration.up(db);
    db.pragma(`application_id = ${applicationId}`);
    db.pragma(`user_version = ${migration.version}`);
  }).immediate();
}

/** Copies the database as of now; an earlier copy is kept and the new one gets a number. */
function backUp(db: Database, wanted: string): void {
  let path = wanted;
  for (let number = 2; existsSync(path); number++) path = `${wanted}-${number}`;
  db.prepare('VACUUM INTO ?').run(path);
}
