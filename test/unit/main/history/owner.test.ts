import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { acquireLock } from '../../../../src/main/history/lock.ts';
import {
  codeOf,
  completed,
  epochRecord,
  newRun,
  open,
  points,
  start,
  temporaryFile,
} from './history-fixture.ts';

describe('a lock of a file', () => {
  it('has one holder at a time', () => {
    const file = temporaryFile();
    const lock = acquireLock(file, 0);
    expect(lock).not.toBeNull();
    expect(acquireLock(file, 0)).toBeNull();
    expect(acquireLock(file, 30)).toBeNull();
    lock?.release();
    const next = acquireLock(file, 0);
    expect(next).not.toBeNull();
    next?.release();
  });

  it('says what is wrong with a place where no file can be', () => {
    expect(() => acquireLock(join(temporaryFile(), 'no', 'folder'), 0)).toThrow();
  });
});

describe('a run whose writer is gone', () => {
  it('is found as interrupted, once, and the run of a living writer is not touched', async () => {
    const file = temporaryFile();
    const [gone, alive, looker] = [open(file), open(file), open(file)];
    const lost = await gone.createRun(newRun({ name: 'lost' }));
    await gone.finishEpoch(lost, epochRecord(1));
    const kept = await alive.createRun(newRun({ name: 'kept' }));
    const done = await gone.createRun(newRun({ name: 'done' }));
    await gone.endRun(done, completed);
    expect(await looker.markInterrupted()).toEqual([]);
    await gone.close();
    expect(await looker.markInterrupted()).toEqual([lost]);
    expect(await looker.markInterrupted()).toEqual([]);
    expect(await looker.run(lost)).toMatchObject({ status: 'interrupted', end: null, epochsDone: 1 });
    expect((await looker.run(kept)).status).toBe('running');
    expect((await looker.run(done)).status).toBe('completed');
  });

  it('may be resumed by another writer, but only by one', async () => {
    const file = temporaryFile();
    const [gone, second, third] = [open(file), open(file), open(file)];
    const id = await gone.createRun(newRun());
    expect(await codeOf(second.startRun(id, start, 0))).toBe('history.run-in-use');
    expect(await codeOf(second.appendBatches(id, points(1)))).toBe('history.run-in-use');
    expect(await codeOf(second.endRun(id, completed))).toBe('history.run-in-use');
    expect(await codeOf(second.deleteRun(id))).toBe('history.run-in-use');
    await gone.close();
    await second.markInterrupted();
    await second.startRun(id, start, 0);
    expect(await codeOf(third.startRun(id, start, 0))).toBe('history.run-in-use');
    expect(await third.markInterrupted()).toEqual([]);
    expect((await third.run(id)).status).toBe('running');
  });

  it('may be labelled by anyone while it is trained', async () => {
    const file = temporaryFile();
    const [trainer, other] = [open(file), open(file)];
    const id = await trainer.createRun(newRun());
    await other.setNote(id, 'looks good');
    await other.setTags(id, ['good']);
    expect(await trainer.run(id)).toMatchObject({ note: 'looks good', tags: ['good'] });
  });

  it('is running again when its engine lived on and another process takes its records', async () => {
    const file = temporaryFile();
    const [restarted, looker] = [open(file), open(file)];
    const id = await restarted.createRun(newRun());
    await restarted.close();
    const successor = open(file);
    await looker.markInterrupted();
    await successor.finishEpoch(id, epochRecord(1));
    expect((await looker.run(id)).status).toBe('running');
    expect(await looker.markInterrupted()).toEqual([]);
  });

  it('leaves no trace of its lock', async () => {
    const file = temporaryFile();
    const [writer, looker] = [open(file), open(file)];
    await writer.createRun(newRun());
    const folder = `${file}-owners`;
    expect(readdirSync(folder)).toHaveLength(1);
    writeFileSync(join(folder, 'abcdefghjkmn'), '');
    writeFileSync(join(folder, 'a file of someone else'), '');
    await looker.markInterrupted();
    expect(readdirSync(folder)).toHaveLength(2);
    await writer.close();
    expect(readdirSync(folder)).toEqual(['a file of someone else']);
  });
});
