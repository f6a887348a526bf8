import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configure } from '../../../../src/main/history/database.ts';
import { migrations } from '../../../../src/main/history/migrations/all.ts';
import { type Database, openSqlite } from '../../../../src/main/history/sqlite.ts';
import { historyStatistics } from '../../../../src/main/history/statistics.ts';
import { describeError } from '../../../../src/shared/contract/errors.ts';
import {
  codeOf,
  completed,
  epochRecord,
  failureOf,
  newRun,
  open,
  openWithNotices,
  points,
  start,
  temporaryFile,
} from './history-fixture.ts';

const newest = migrations.at(-1)?.version ?? 0;

async function fileWithRuns(count: number): Promise<string> {
  const file = temporaryFile();
  const history = open(file);
  for (let index = 1; index <= count; index++) {
    const id = await history.createRun(newRun({ name: `run ${index}` }));
    await history.startRun(id, start, 0);
    await history.appendBatches(id, points(1, 2, 3));
    await history.finishEpoch(id, epochRecord(1));
    await history.endRun(id, completed);
  }
  await history.close();
  return file;
}

function edit(file: string, sql: string): void {
  const db = openSqlite(file, { timeoutMs: 0 });
  db.unsafeMode();
  db.exec(sql);
  db.close();
}

function movedAside(file: string): string[] {
  return readdirSync(dirname(file)).filter((name) => name.startsWith(`${basename(file)}.damaged-`));
}

describe('opening a history', () => {
  it('makes the file with its folders where nothing is', async () => {
    const file = join(dirname(temporaryFile()), 'new', 'folder', 'history.db');
    const { history, notices } = openWithNotices(file);
    await history.createRun(newRun());
    expect(existsSync(file)).toBe(true);
    expect(notices).toEqual([]);
  });

  it('sets what keeps commits through a loss of power at every opening', () => {
    for (const file of [temporaryFile(), temporaryFile()]) {
      for (let opening = 0; opening < 2; opening++) {
        const db = openSqlite(file, { timeoutMs: 0 });
        configure(db, { onNotice: () => undefined });
        const pragma = (name: string): unknown => db.pragma(name, { simple: true });
        expect(pragma('journal_mode')).toBe('wal');
        expect(pragma('synchronous')).toBe(2);
        expect(pragma('foreign_keys')).toBe(1);
        expect(pragma('trusted_schema')).toBe(0);
        expect(pragma('cell_size_check')).toBe(1);
        db.close();
      }
    }
  });

  it('works without a write-ahead log where the place refuses it, and says so', () => {
    const db = openSqlite(':memory:', { timeoutMs: 0 });
    const codes: string[] = [];
    configure(db, { onNotice: (notice) => codes.push(notice.code) });
    expect(codes).toEqual(['history.no-wal']);
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    db.close();
  });

  it('leaves no file behind but the database and its facts once it is closed', async () => {
    const file = await fileWithRuns(1);
    const names = readdirSync(dirname(file)).sort();
    expect(names).toEqual(['history.db', 'history.db-owners', 'history.db.facts.json', 'history.db.lock']);
    expect(readdirSync(`${file}-owners`)).toEqual([]);
  });

  it('by several at once in one process shows each what the others wrote', async () => {
    const file = temporaryFile();
    const histories = [open(file), open(file), open(file)];
    await Promise.all(histories.map((history, index) => history.createRun(newRun({ name: `run ${index}` }))));
    for (const history of histories) expect(await history.list({})).toHaveLength(3);
  });
});

describe('a file that is refused', () => {
  async function expectRefusal(file: string, code: string): Promise<void> {
    const before = readFileSync(file);
    expect(await codeOf(() => open(file))).toBe(code);
    expect(readFileSync(file)).toEqual(before);
    expect(movedAside(file)).toEqual([]);
  }

  it('is one from a newer Tatami', async () => {
    const file = await fileWithRuns(1);
    edit(file, `PRAGMA user_version = ${newest + 10}`);
    await expectRefusal(file, 'history.newer');
    const error = await failureOf(() => open(file));
    expect(error.details).toEqual({ path: file, found: newest + 10, known: newest });
    expect(describeError(error, 'ja').hint).toContain('変更していません');
  });

  it('is one from a newer Tatami whose version is still in the write-ahead log', async () => {
    const file = await fileWithRuns(1);
    const writer = openSqlite(file, { timeoutMs: 0 });
    writer.pragma(`user_version = ${newest + 10}`);
    await expectRefusal(file, 'history.newer');
    writer.close();
  });

  it("is another program's database", async () => {
    const file = temporaryFile();
    edit(file, 'CREATE TABLE bookmarks (url TEXT)');
    await expectRefusal(file, 'history.foreign');
  });

  it("is another program's database even when a history was there before", async () => {
    const file = await fileWithRuns(1);
    rmSync(file);
    edit(file, 'CREATE TABLE bookmarks (url TEXT); PRAGMA application_id = 7');
    await expectRefusal(file, 'history.foreign');
  });

  it("is another program's database that is broken", async () => {
    const file = temporaryFile();
    edit(file, 'CREATE TABLE bookmarks (url TEXT)');
    const bytes = readFileSync(file);
    bytes.fill(0xff, 100, 4096);
    writeFileSync(file, bytes);
    await expectRefusal(file, 'history.foreign');
  });

  it("is another program's empty database", async () => {
    const file = temporaryFile();
    edit(file, 'PRAGMA user_version = 5');
    await expectRefusal(file, 'history.foreign');
  });

  it.each(['hello\n', 'x', 'SQLite format 2', '\u0000'.repeat(5000)])(
    'is one that never was a history: %j',
    async (text) => {
      const file = temporaryFile();
      writeFileSync(file, text);
      await expectRefusal(file, 'history.foreign');
    },
  );

  it.each([
    'CREATE TRIGGER evil AFTER INSERT ON run BEGIN DELETE FROM epoch; END',
    'CREATE VIEW evil AS SELECT 1',
  ])('is a history that does more than it shows: %s', async (sql) => {
    const file = await fileWithRuns(1);
    edit(file, sql);
    await expectRefusal(file, 'history.altered');
    expect((await failureOf(() => open(file))).details['name']).toBe('evil');
  });

  it('is a folder', async () => {
    const file = temporaryFile();
    mkdirSync(file);
    expect(await codeOf(() => open(file))).toBe('history.not-a-file');
  });

  it('is one in a folder that is a file', async () => {
    const file = temporaryFile();
    writeFileSync(file, 'a file');
    expect(await codeOf(() => open(join(file, 'history.db')))).toBe('history.unwritable');
  });
});

describe('a file that is broken', () => {
  it('is moved aside, its readable runs are taken over, and the user is told', async () => {
    const file = await fileWithRuns(3);
    const bytes = readFileSync(file);
    const broken = bytes.subarray(0, bytes.length - 4096 * 3);
    writeFileSync(file, broken);
    const { history, notices } = openWithNotices(file);
    const [movedTo] = movedAside(file);
    expect(readFileSync(join(dirname(file), movedTo ?? ''))).toEqual(Buffer.from(broken));
    const found = await history.list({});
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatchObject({
      code: 'history.was-damaged',
      details: { known: 3, saved: found.length },
    });
    expect(notices[0]?.details['movedTo']).toContain(movedTo);
    for (const run of found) expect(await history.curve(run.id)).toEqual(points(1, 2, 3));
    await history.createRun(newRun());
  });

  it('gives back every run when only the search index is broken', async () => {
    const file = await fileWithRuns(5);
    edit(file, `UPDATE run_search_data SET block = x'00'`);
    const { history, notices } = openWithNotices(file);
    expect(notices[0]).toMatchObject({ code: 'history.was-damaged', details: { saved: 5, known: 5 } });
    expect((await history.list({})).map((run) => run.name)).toEqual([
      'run 5',
      'run 4',
      'run 3',
      'run 2',
      'run 1',
    ]);
    expect((await history.list({ text: 'run 3' })).length).toBeGreaterThan(0);
  });

  it('leaves out a run of which a part is broken, and keeps the others in their order', async () => {
    const file = await fileWithRuns(3);
    edit(
      file,
      `UPDATE run_document SET experiment = '{' WHERE run = 2; UPDATE run_search_data SET block = x'00'`,
    );
    const { history, notices } = openWithNotices(file);
    expect(notices[0]).toMatchObject({ details: { saved: 2, known: 3 } });
    expect((await history.list({})).map((run) => run.name)).toEqual(['run 3', 'run 1']);
  });

  it.each(['text of an editor', ''.padEnd(100_000, 'x')])(
    'is moved aside when nothing in it can be read',
    async (text) => {
      const file = await fileWithRuns(2);
      writeFileSync(file, text);
      const { history, notices } = openWithNotices(file);
      expect(notices[0]).toMatchObject({ code: 'history.was-damaged', details: { saved: 0, known: 2 } });
      expect(readFileSync(join(dirname(file), movedAside(file)[0] ?? ''), 'utf8')).toBe(text);
      expect(await history.list({})).toEqual([]);
    },
  );

  it('is moved together with its write-ahead log', async () => {
    const file = await fileWithRuns(1);
    writeFileSync(file, 'broken');
    writeFileSync(`${file}-wal`, 'newest rows');
    openWithNotices(file);
    const names = movedAside(file).sort();
    expect(names).toHaveLength(2);
    expect(names[1]).toBe(`${names[0] ?? ''}-wal`);
    expect(readFileSync(join(dirname(file), names[1] ?? ''), 'utf8')).toBe('newest rows');
  });

  it('is repaired at the next opening when damage showed only later', async () => {
    const file = await fileWithRuns(2);
    const history = open(file);
    edit(file, `UPDATE run_document SET start = '{' WHERE run = 1`);
    const id = (await history.list({}))[1]?.id ?? '';
    expect(await codeOf(history.run(id))).toBe('history.damaged');
    await history.close();
    const { history: next, notices } = openWithNotices(file);
    expect(notices).toMatchObject([{ code: 'history.was-damaged', details: { saved: 1, known: 2 } }]);
    expect((await next.list({})).map((run) => run.name)).toEqual(['run 2']);
    await next.close();
    expect(openWithNotices(file).notices).toEqual([]);
  });
});

describe('a file that was emptied or lost', () => {
  it('of zero bytes is no empty history when there were runs', async () => {
    const file = await fileWithRuns(2);
    writeFileSync(file, '');
    const { history, notices } = openWithNotices(file);
    expect(notices[0]).toMatchObject({ code: 'history.was-emptied', details: { path: file, runs: 2 } });
    expect(movedAside(file)).toHaveLength(1);
    expect(await history.list({})).toEqual([]);
  });

  it('of zero bytes is a new history when there were none', async () => {
    const file = temporaryFile();
    writeFileSync(file, '');
    const { history, notices } = openWithNotices(file);
    await history.createRun(newRun());
    expect(notices).toEqual([]);
  });

  it('of zero bytes keeps a write-ahead log that holds rows', () => {
    const file = temporaryFile();
    writeFileSync(file, '');
    writeFileSync(`${file}-wal`, 'newest rows');
    expect(openWithNotices(file).notices.map((notice) => notice.code)).toEqual(['history.was-emptied']);
    expect(movedAside(file)).toHaveLength(2);
  });

  it('is missed once when it is gone', async () => {
    const file = await fileWithRuns(2);
    rmSync(file);
    const first = openWithNotices(file);
    expect(first.notices.map((notice) => notice.code)).toEqual(['history.was-removed']);
    await first.history.close();
    expect(openWithNotices(file).notices).toEqual([]);
  });

  it('without its write-ahead log is missed by the number of its runs', async () => {
    const file = await fileWithRuns(1);
    const history = open(file);
    const copy = `${file}-copy.db`;
    await history.createRun(newRun());
    copyFileSync(file, copy);
    await history.close();
    copyFileSync(copy, file);
    const { notices } = openWithNotices(file);
    expect(notices).toMatchObject([{ code: 'history.rows-missing', details: { found: 1, known: 2 } }]);
  });

  it('is a new one where its making was interrupted', async () => {
    const file = temporaryFile();
    edit(file, 'PRAGMA journal_mode = WAL');
    const { history, notices } = openWithNotices(file);
    await history.createRun(newRun());
    expect(notices).toEqual([]);
  });

  it('does not lose runs that were deleted on purpose', async () => {
    const file = await fileWithRuns(2);
    const history = open(file);
    for (const run of await history.list({})) await history.deleteRun(run.id);
    await history.close();
    expect(openWithNotices(file).notices).toEqual([]);
  });
});

describe('a history that is locked by another program', () => {
  function lock(file: string): Database {
    const other = openSqlite(file, { timeoutMs: 0 });
    other.exec('BEGIN IMMEDIATE');
    return other;
  }

  it('says so after the wait, loses nothing, and goes on when the lock is gone', async () => {
    const file = temporaryFile();
    const history = open(file, { busyTimeoutMs: 50 });
    const id = await history.createRun(newRun());
    const other = lock(file);
    expect(await codeOf(history.finishEpoch(id, epochRecord(1)))).toBe('history.busy');
    expect((await history.run(id)).epochsDone).toBe(0);
    other.close();
    await history.finishEpoch(id, epochRecord(1));
    expect((await history.run(id)).epochsDone).toBe(1);
  });

  it('cannot be opened meanwhile, and is not taken for broken', async () => {
    const file = await fileWithRuns(1);
    const other = openSqlite(file, { timeoutMs: 0 });
    other.pragma('locking_mode = EXCLUSIVE');
    other.exec('BEGIN EXCLUSIVE; UPDATE run SET note = note; COMMIT');
    expect(await codeOf(() => open(file, { busyTimeoutMs: 50 }))).toBe('history.busy');
    expect(movedAside(file)).toEqual([]);
    other.close();
    expect(await open(file).list({})).toHaveLength(1);
  });
});

describe('the quick facts of a history', () => {
  it('tell its path, version, runs and size', async () => {
    const file = await fileWithRuns(2);
    const facts = historyStatistics(file);
    expect(facts).toEqual({
      path: file,
      exists: true,
      version: newest,
      runs: 2,
      sizeBytes: readFileSync(file).length,
    });
  });

  it('tell of a history that is not there yet, and make none', () => {
    const file = temporaryFile();
    expect(historyStatistics(file)).toEqual({ path: file, exists: false, version: 0, runs: 0, sizeBytes: 0 });
    expect(existsSync(file)).toBe(false);
  });

  it('say what is wrong with a file', async () => {
    const file = temporaryFile();
    writeFileSync(file, 'text');
    expect(await codeOf(() => historyStatistics(file))).toBe('history.foreign');
    rmSync(file);
    mkdirSync(file);
    expect(await codeOf(() => historyStatistics(file))).toBe('history.not-a-file');
    const newer = await fileWithRuns(1);
    edit(newer, `PRAGMA user_version = ${newest + 10}`);
    expect(await codeOf(() => historyStatistics(newer))).toBe('history.newer');
  });
});
