import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { homeFolders } from '../../../../../src/main/cli/home-folders.ts';
import { readTar } from '../../../../../src/main/export/archive/tar-reader.ts';
import { createTar } from '../../../../../src/main/export/archive/tar-writer.ts';
import { examineHistory, isHistoryInUse } from '../../../../../src/main/history/backup.ts';
import { openHistory } from '../../../../../src/main/history/open.ts';
import { restoreBackup, type Restored } from '../../../../../src/main/labs/backup/restore.ts';
import { writeBackup } from '../../../../../src/main/labs/backup/write-backup.ts';
import { completed, epochRecord, newRun, points, start } from '../../history/history-fixture.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tatami-backup-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const nowMs = Date.UTC(2026, 10, 25, 12, 0, 5);

const weightsSha256 = 'ab'.repeat(32);

/** A home with one finished run, a checkpoint, stored weights, a data set, a setting, and things that no backup holds. */
async function filledHome(name: string, note = 'before'): Promise<string> {
  const home = join(folder, name);
  const history = openHistory(join(home, 'history.db'));
  const id = await history.createRun(newRun());
  await history.startRun(id, start, 0);
  await history.appendBatches(id, points(1));
  await history.finishEpoch(id, epochRecord(1));
  await history.endRun(id, completed);
  await history.setNote(id, note);
  await history.close();
  write(join(home, 'checkpoints', id, 'step-10-final.ckpt'), 'weights');
  write(join(home, 'checkpoints', id, 'mine.txt'), 'not ours');
  write(join(home, 'data', 'leaves', 'dataset.json'), '{}');
  write(join(home, 'data', 'leaves', 'train-images.bin'), 'pictures');
  write(join(home, 'data', '.weights', `${weightsSha256}.ckpt`), 'first weights');
  write(join(home, 'data', '.weights', 'mine.ckpt'), 'not ours');
  write(join(home, 'window.json'), '{"theme":"dark"}');
  return home;
}

function write(path: string, text: string): void {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
}

async function backUp(home: string, hasData = false): Promise<string> {
  const path = join(folder, 'バックアップ.tar');
  const history = openHistory(join(home, 'history.db'));
  const order = { path, isForced: true, hasData, appVersion: '1.0.0', nowMs };
  await writeBackup({ ...homeFolders(home), history }, order);
  await history.close();
  return path;
}

function restore(path: string, home: string): Promise<Restored> {
  const files = {
    examine: (file: string) => Promise.resolve(examineHistory(file)),
    isInUse: (file: string) => Promise.resolve(isHistoryInUse(file)),
  };
  return restoreBackup(files, { path, home, nowMs });
}

async function notesIn(home: string): Promise<readonly string[]> {
  const history = openHistory(join(home, 'history.db'));
  const notes = (await history.list({})).map(({ note }) => note);
  await history.close();
  return notes;
}

/** The backup with its members changed. */
async function rewritten(
  path: string,
  change: (members: [string, Buffer][]) => [string, Buffer][],
): Promise<string> {
  const members: [string, Buffer][] = [];
  for await (const { name, content } of readTar(path)) members.push([name, await buffer(content)]);
  const target = join(folder, 'changed.tar');
  const tar = await createTar(target);
  for (const [name, bytes] of change(members)) await tar.add(name, bytes.length, [bytes]);
  await tar.finish();
  await tar.close();
  return target;
}

describe('a backup', () => {
  it('brings runs, checkpoints and data sets to another place', async () => {
    const home = await filledHome('home');
    const there = join(folder, 'there');
    const restored = await restore(await backUp(home, true), there);
    expect(restored).toMatchObject({ home: there, runs: 1, sideCopy: null });
    expect(await notesIn(there)).toEqual(['before']);
    const [run = ''] = readdirSync(join(there, 'checkpoints'));
    expect(readdirSync(join(there, 'checkpoints', run))).toEqual(['step-10-final.ckpt']);
    expect(readFileSync(join(there, 'data', 'leaves', 'train-images.bin'), 'utf8')).toBe('pictures');
  });

  it('always brings the weights that runs began from, and the present data go beside them', async () => {
    const home = await filledHome('home');
    const backup = await backUp(home);
    const there = join(folder, 'there');
    await restore(backup, there);
    expect(readdirSync(join(there, 'data'))).toEqual(['.weights']);
    expect(readdirSync(join(there, 'data', '.weights'))).toEqual([`${weightsSha256}.ckpt`]);
    const file = join(home, 'data', '.weights', `${weightsSha256}.ckpt`);
    write(file, 'damaged since');
    await restore(backup, home);
    expect(readFileSync(file, 'utf8')).toBe('first weights');
    expect(readdirSync(join(home, 'data')).toSorted()).toEqual(['.weights', 'leaves']);
  });

  it('is written while the history is in use, and holds what was there then', async () => {
    const home = await filledHome('home');
    const history = openHistory(join(home, 'history.db'));
    const order = {
      path: join(folder, 'b.tar'),
      isForced: false,
      hasData: false,
      appVersion: '1.0.0',
      nowMs,
    };
    const writing = writeBackup({ ...homeFolders(home), history }, order);
    const more = await history.createRun(newRun({ name: 'later' }));
    await writing;
    await history.deleteRun(more).catch(() => undefined);
    await history.close();
    expect((await restore(order.path, join(folder, 'there'))).runs).toBeGreaterThanOrEqual(1);
    expect(readdirSync(folder).sort()).toEqual(['b.tar', 'home', 'there']);
  });

  it('never lies inside the home that it is of', async () => {
    const home = await filledHome('home');
    const history = openHistory(join(home, 'history.db'));
    const order = { path: join(home, 'history.db'), isForced: true, hasData: false, appVersion: '1', nowMs };
    const source = { ...homeFolders(home), history };
    await expect(writeBackup(source, order)).rejects.toMatchObject({ code: 'archive.inside-home' });
    await history.close();
    expect(await notesIn(home)).toEqual(['before']);
  });
});

describe('restoring a backup', () => {
  it('keeps the present home under another name, and takes over its settings and data', async () => {
    const home = await filledHome('home');
    const backup = await backUp(home);
    const history = openHistory(join(home, 'history.db'));
    const [run] = await history.list({});
    await history.setNote(run?.id ?? '', 'after');
    await history.close();
    const { sideCopy } = await restore(backup, home);
    expect(sideCopy).toBe(join(folder, 'home-before-restore-20261125-120005'));
    expect(await notesIn(home)).toEqual(['before']);
    expect(await notesIn(sideCopy ?? '')).toEqual(['after']);
    expect(readFileSync(join(home, 'window.json'), 'utf8')).toContain('dark');
    expect(existsSync(join(home, 'data', 'leaves', 'dataset.json'))).toBe(true);
    const again = await restore(backup, home);
    expect(again.sideCopy).toBe(`${sideCopy}-2`);
  });

  it('is refused while another Tatami has the home open', async () => {
    const home = await filledHome('home');
    const backup = await backUp(home);
    const history = openHistory(join(home, 'history.db'));
    await history.list({});
    await expect(restore(backup, home)).rejects.toMatchObject({ code: 'archive.home-in-use' });
    await history.close();
    await expect(restore(backup, home)).resolves.toMatchObject({ runs: 1 });
  });

  const text = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
  it.each<[string, string, (members: [string, Buffer][]) => [string, Buffer][]]>([
    [
      'a byte changed',
      'archive.damaged',
      (all) => all.map(([n, b]) => (n.endsWith('.ckpt') ? [n, Buffer.from('weightz')] : [n, b])),
    ],
    ['a member left out', 'archive.missing-member', (all) => all.filter(([n]) => !n.endsWith('.ckpt'))],
    ['no history', 'archive.missing-member', (all) => all.filter(([n]) => n !== 'history.db')],
    ['no manifest', 'archive.incomplete', (all) => all.slice(0, -1)],
    ['a member after the manifest', 'archive.foreign-member', (all) => [...all, ['history.db', text(1)]]],
    ['a member twice', 'archive.foreign-member', (all) => [...all.slice(0, -1), ...all.slice(1)]],
    [
      'a member that the manifest does not know',
      'archive.foreign-member',
      (all) => [...all.slice(0, 2), ['data/x/y.bin', text(1)], ...all.slice(2)],
    ],
    [
      'a way out of its folder',
      'archive.foreign-member',
      (all) => [...all.slice(0, 1), ['../evil', text(1)], ...all.slice(1)],
    ],
    [
      'a name of the file system',
      'archive.foreign-member',
      (all) => [...all.slice(0, 1), ['window.json', text(1)], ...all.slice(1)],
    ],
    ['another beginning', 'archive.not-ours', (all) => all.slice(1)],
    [
      'a newer form',
      'archive.newer',
      (all) => [['tatami-backup.json', text({ version: 2, new: true })], ...all.slice(1)],
    ],
    [
      'a history that is none',
      'archive.damaged',
      (all) => {
        const bytes = Buffer.from('no database');
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        const manifest = text({ members: [{ name: 'history.db', sizeBytes: bytes.length, sha256 }] });
        return [...all.slice(0, 1), ['history.db', bytes], ['manifest.json', manifest]];
      },
    ],
  ])('leaves everything as it is where the file has %s', async (_what, code, change) => {
    const home = await filledHome('home');
    const backup = await rewritten(await backUp(home), change);
    const before = readdirSync(folder).sort();
    await expect(restore(backup, home)).rejects.toMatchObject({ code });
    expect(readdirSync(folder).sort()).toEqual(before);
    expect(await notesIn(home)).toEqual(['before']);
  });

  it('says it where the file is not there or no backup', async () => {
    const home = await filledHome('home');
    await expect(restore(join(folder, 'none'), home)).rejects.toMatchObject({ code: 'archive.cannot-read' });
    await expect(restore(folder, home)).rejects.toMatchObject({ code: 'archive.not-ours' });
    write(join(folder, 'x.tar'), 'x'.repeat(2000));
    await expect(restore(join(folder, 'x.tar'), home)).rejects.toMatchObject({ code: 'archive.not-ours' });
    await expect(restore(join(home, 'window.json'), home)).rejects.toMatchObject({
      code: 'archive.inside-home',
    });
  });
});
