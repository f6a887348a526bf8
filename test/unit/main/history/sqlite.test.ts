import { describe, expect, it } from 'vitest';
import { checkRuntime, isAtLeast, openSqlite, promised } from '../../../../src/main/history/sqlite.ts';
import { isDamage, toHistoryError } from '../../../../src/main/history/storage-errors.ts';
import { describeError, LabError } from '../../../../src/shared/contract/errors.ts';
import { codeOf, failureOf, temporaryFile } from './history-fixture.ts';

describe('the database module', () => {
  it.each([
    ['20.20.2', '9'],
    ['22.12.0', '9'],
    ['18.0.0', '8'],
    ['21.7.0', '10'],
  ])(
    'is not loaded under Node %s, which it would end with a segmentation fault',
    async (node, modulesApi) => {
      const error = await failureOf(() => checkRuntime({ node, modulesApi }));
      expect(error.code).toBe('history.node-too-old');
      expect(describeError(error, 'ja').message).toContain(node);
    },
  );

  it.each([
    ['22.14.0', '10'],
    ['24.21.0', '10'],
    ['26.0.0', '11'],
  ])('is loaded under Node %s', (node, modulesApi) => {
    expect(() => checkRuntime({ node, modulesApi })).not.toThrow();
  });

  it('brings an SQLite that is compared number by number', () => {
    expect(isAtLeast('3.51.3', '3.51.3')).toBe(true);
    expect(isAtLeast('3.100.0', '3.51.3')).toBe(true);
    expect(isAtLeast('3.51.2', '3.51.3')).toBe(false);
    expect(isAtLeast('3.9.0', '3.51.3')).toBe(false);
  });
});

describe('a failure of the disk or the database', () => {
  const failure = (code: string): Error => Object.assign(new Error('words of SQLite'), { code });

  it.each([
    ['SQLITE_BUSY', 'history.busy'],
    ['SQLITE_BUSY_SNAPSHOT', 'history.busy'],
    ['SQLITE_FULL', 'history.disk-full'],
    ['ENOSPC', 'history.disk-full'],
    ['SQLITE_CORRUPT_VTAB', 'history.damaged'],
    ['SQLITE_NOTADB', 'history.damaged'],
    ['SQLITE_READONLY_DBMOVED', 'history.unwritable'],
    ['SQLITE_CANTOPEN', 'history.unwritable'],
    ['EACCES', 'history.unwritable'],
    ['SQLITE_IOERR_FSYNC', 'history.disk-error'],
  ])('%s is said as %s', (code, expected) => {
    expect(toHistoryError(failure(code), '/x')).toMatchObject({
      code: expected,
      details: { path: '/x', reason: code },
    });
  });

  it('is a full disk where the file may grow no more', () => {
    const db = openSqlite(temporaryFile(), { timeoutMs: 0 });
    db.exec('CREATE TABLE text (value TEXT)');
    db.pragma('max_page_count = 3');
    let thrown: unknown = null;
    try {
      db.prepare('INSERT INTO text VALUES (?)').run('x'.repeat(100_000));
    } catch (error) {
      thrown = toHistoryError(error, db.name);
    }
    expect(thrown).toMatchObject({ code: 'history.disk-full', details: { path: db.name } });
    db.close();
  });

  it('is left as it is when it is a fault of the program', () => {
    const fault = failure('SQLITE_ERROR');
    expect(toHistoryError(fault, '/x')).toBe(fault);
    expect(toHistoryError('text', '/x')).toBe('text');
    const known = new LabError('history.closed', { path: '/x' });
    expect(toHistoryError(known, '/y')).toBe(known);
  });

  it('is damage where a stored document is no JSON or a promised row is missing', async () => {
    expect(isDamage(new SyntaxError('Unexpected token'))).toBe(true);
    expect(isDamage(failure('SQLITE_FULL'))).toBe(false);
    const db = openSqlite(temporaryFile(), { timeoutMs: 0 });
    expect(await codeOf(() => promised(db, undefined))).toBe('history.damaged');
    db.close();
  });
});
