import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applicationId, migrate, type Migration, versionOf } from '../../../../src/main/history/migrate.ts';
import { migrations } from '../../../../src/main/history/migrations/all.ts';
import { type Database, openSqlite } from '../../../../src/main/history/sqlite.ts';
import { codeOf, newRun, open, temporaryFile } from './history-fixture.ts';

const newest = migrations.at(-1)?.version ?? 0;

const nextMigration: Migration = {
  version: newest + 10,
  up: (db) => void db.exec('ALTER TABLE run ADD COLUMN stars INTEGER NOT NULL DEFAULT 3'),
};

async function fileWithOneRun(): Promise<string> {
  const file = temporaryFile();
  const history = open(file);
  await history.createRun(newRun({ name: 'old run' }));
  await history.close();
  return file;
}

function using<T>(file: string, work: (db: Database) => T): T {
  const db = openSqlite(file, { timeoutMs: 0 });
  try {
    return work(db);
  } finally {
    db.close();
  }
}

describe('the migrations', () => {
  it('rise in tens', () => {
    const versions = migrations.map((migration) => migration.version);
    expect(versions).toEqual([...new Set(versions)].toSorted((first, second) => first - second));
    expect(versions.filter((version) => version % 10 !== 0)).toEqual([]);
  });

  it('make strict tables that know each other, in a file that says whose it is', () => {
    using(temporaryFile(), (db) => {
      migrate(db, db.name, migrations);
      expect(versionOf(db)).toBe(newest);
      expect(db.pragma('application_id', { simple: true })).toBe(applicationId);
      const tables = db.pragma('table_list') as { name: string; type: string; strict: number }[];
      const lax = tables.filter(
        ({ name, type, strict }) => type === 'table' && strict === 0 && !/^sqlite_/.test(name),
      );
      expect(lax).toEqual([]);
      expect(tables.filter(({ type }) => type === 'view')).toEqual([]);
    });
  });

  it('bring an old file to the new form, keep its runs, and lay a copy of the old form beside it', async () => {
    const file = await fileWithOneRun();
    using(file, (db) => migrate(db, file, [...migrations, nextMigration]));
    using(file, (db) => {
      expect(versionOf(db)).toBe(newest + 10);
      expect(db.prepare('SELECT name, stars FROM run').all()).toEqual([{ name: 'old run', stars: 3 }]);
    });
    using(`${file}.before-${newest + 10}`, (copy) => {
      expect(versionOf(copy)).toBe(newest);
      expect(copy.prepare('SELECT name FROM run').pluck().all()).toEqual(['old run']);
    });
  });

  it('never overwrite an earlier copy', async () => {
    const file = await fileWithOneRun();
    using(file, (db) => {
      migrate(db, file, [...migrations, nextMigration]);
      db.exec(`ALTER TABLE run DROP COLUMN stars; PRAGMA user_version = ${newest}`);
      migrate(db, file, [...migrations, nextMigration]);
    });
    expect(existsSync(`${file}.before-${newest + 10}-2`)).toBe(true);
  });

  it('leave the old form whole when one of them fails in the middle', async () => {
    const file = await fileWithOneRun();
    const failing: Migration = {
      version: newest + 10,
      up: (db) => {
        nextMigration.up(db);
        db.exec('DELETE FROM run');
        db.exec('this is no SQL');
      },
    };
    using(file, (db) => expect(() => migrate(db, file, [...migrations, failing])).toThrow('syntax error'));
    const history = open(file);
    expect((await history.list({})).map((run) => run.name)).toEqual(['old run']);
  });

  it('refuse a newer file and change nothing in it', async () => {
    const file = await fileWithOneRun();
    await codeOf(() =>
      using(file, (db) => {
        db.pragma(`user_version = ${newest + 10}`);
        migrate(db, file, migrations);
      }),
    ).then((code) => expect(code).toBe('history.newer'));
    expect(using(file, versionOf)).toBe(newest + 10);
  });

  it('do nothing to a file of the newest form', async () => {
    const file = await fileWithOneRun();
    using(file, (db) => migrate(db, file, migrations));
    expect(existsSync(`${file}.before-${newest}`)).toBe(false);
  });
});
