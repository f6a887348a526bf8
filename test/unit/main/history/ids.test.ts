import { describe, expect, it } from 'vitest';
import { findSequence, newId } from '../../../../src/main/history/ids.ts';
import { migrate } from '../../../../src/main/history/migrate.ts';
import { migrations } from '../../../../src/main/history/migrations/all.ts';
import { type Database, openSqlite } from '../../../../src/main/history/sqlite.ts';
import { codeOf, failureOf } from './history-fixture.ts';

function withIds(...ids: string[]): Database {
  const db = openSqlite(':memory:', { timeoutMs: 0 });
  migrate(db, ':memory:', migrations);
  const insert = db.prepare(
    `INSERT INTO comparison (id, name, document, created_at_ms) VALUES (?, 'name', '{}', 0)`,
  );
  for (const id of ids) insert.run(id);
  return db;
}

describe('an id', () => {
  it('has twelve characters, none of which is misread, and never comes twice', () => {
    const ids = Array.from({ length: 10_000 }, newId);
    expect(ids.every((id) => /^[0-9a-hjkmnp-tv-z]{12}$/.test(id))).toBe(true);
    expect(new Set(ids).size).toBe(10_000);
  });

  it('that is ambiguous lists its candidates', async () => {
    const db = withIds('abcd00000001', 'abcd00000002', 'abce00000001');
    const error = await failureOf(() => findSequence(db, 'comparison', 'abcd'));
    expect(error.code).toBe('history.ambiguous-comparison');
    expect(error.details['candidates']).toBe('abcd00000001, abcd00000002');
    expect(findSequence(db, 'comparison', 'abce')).toBe(3);
  });

  it('lists ten candidates at most', async () => {
    const db = withIds(
      ...Array.from({ length: 20 }, (_, index) => `abcdef${String(index).padStart(6, '0')}`),
    );
    const error = await failureOf(() => findSequence(db, 'comparison', 'abcdef'));
    expect(String(error.details['candidates']).split(', ')).toHaveLength(11);
    expect(error.details['candidates']).toMatch(/, …$/);
  });

  it('of a run is ambiguous in words of runs', async () => {
    const db = withIds();
    const insert = db.prepare(
      `INSERT INTO run (id, name, status, dataset, optimizer, created_at_ms, epochs)
       VALUES (?, '', 'failed', '', '', 0, 1)`,
    );
    for (const id of ['wxyz00000001', 'wxyz00000002']) insert.run(id);
    expect(await codeOf(() => findSequence(db, 'run', 'wxyz'))).toBe('history.ambiguous-run');
    expect(findSequence(db, 'run', 'wxyz00000002')).toBe(2);
  });
});
