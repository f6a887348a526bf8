import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHistory } from '../../../src/main/history/open.ts';
import { openSqlite } from '../../../src/main/history/sqlite.ts';
import { epochRecord, points } from './records.ts';

const writerFile = fileURLToPath(new URL('writer.ts', import.meta.url));

/** A writing process with what it told so far. */
class Writer {
  readonly child: ChildProcess;
  /** Exit code and signal; listened for from the start, since the process may end by itself before it is killed. */
  readonly closed: Promise<unknown[]>;
  #output = '';

  constructor(file: string, epochs: number) {
    this.child = spawn(process.execPath, [writerFile, file, String(epochs)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.closed = once(this.child, 'close');
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
  }

  get run(): string {
    return /^run (\w+)$/m.exec(this.#output)?.[1] ?? '';
  }

  /** The last epoch that the process told to be committed; 0 before the first. */
  get epochs(): number {
    return Number([...this.#output.matchAll(/^epoch (\d+)$/gm)].at(-1)?.[1] ?? 0);
  }

  async killed(): Promise<this> {
    this.child.kill('SIGKILL');
    await this.closed;
    return this;
  }
}

describe('a history whose writer is killed', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'history-crash-'));
    file = join(folder, 'history.db');
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('has lost no committed epoch after twenty kills, and offers each run for resuming', async ({
    annotate,
  }) => {
    const kills = 20;
    let committed = 0;
    for (let kill = 1; kill <= kills; kill++) {
      const writer = new Writer(file, 1_000_000);
      await expect.poll(() => writer.run, { timeout: 20_000 }).not.toBe('');
      await delay((kill * 37) % 150);
      const { run: id, epochs } = await writer.killed();

      const history = openHistory(file, { onNotice: (notice) => expect.fail(notice.code) });
      expect(await history.markInterrupted()).toEqual([id]);
      const run = await history.run(id);
      expect(run.status).toBe('interrupted');
      expect(run.epochsDone).toBeGreaterThanOrEqual(epochs);
      expect(run.epochsDone).toBeLessThanOrEqual(epochs + 1);
      expect(run.epochRecords).toEqual(run.epochRecords.map((_, index) => epochRecord(index + 1)));
      const whole = run.epochRecords.flatMap((record) => points(record.epoch));
      expect((await history.curve(id)).slice(0, whole.length)).toEqual(whole);
      await history.close();
      committed += epochs;
    }
    const db = openSqlite(file, { timeoutMs: 0 });
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    db.close();
    await annotate(`${kills} kills, ${committed} committed epochs, 0 lost`);
    expect(committed).toBeGreaterThan(kills);
  });

  it('is whole when the kill falls into its making', async () => {
    const began = performance.now();
    const first = new Writer(join(folder, 'first.db'), 1);
    await expect.poll(() => first.run, { interval: 5, timeout: 20_000 }).not.toBe('');
    const makingMs = performance.now() - began;
    for (let kill = 1; kill <= 10; kill++) {
      const made = join(folder, `made-${kill}.db`);
      const writer = new Writer(made, 1);
      await delay(makingMs * (0.5 + 0.05 * kill));
      await writer.killed();
      const history = openHistory(made, { onNotice: (notice) => expect.fail(notice.code) });
      await history.markInterrupted();
      expect(await history.list({ status: 'running' })).toEqual([]);
      await history.close();
    }
  });

  it('takes the records of two processes at once, and leaves the living one its run', async () => {
    const [first, second] = [new Writer(file, 100), new Writer(file, 1_000_000)];
    await expect.poll(() => second.epochs, { timeout: 20_000 }).toBeGreaterThan(3);
    const history = openHistory(file);
    expect(await history.markInterrupted()).toEqual([]);
    await first.closed;
    const reached = second.epochs;
    expect(await history.markInterrupted()).toEqual([]);
    await expect.poll(() => second.epochs, { timeout: 20_000 }).toBeGreaterThan(reached);
    await second.killed();
    expect(await history.markInterrupted()).toEqual([second.run]);
    expect(await history.run(first.run)).toMatchObject({ status: 'completed', epochsDone: 100 });
    expect(await history.curve(first.run)).toHaveLength(1000);
    expect((await history.run(second.run)).epochsDone).toBeGreaterThanOrEqual(second.epochs);
    await history.close();
  });

  it('opens for six processes that start together on a new file', async () => {
    const writers = Array.from({ length: 6 }, () => new Writer(file, 3));
    const codes = await Promise.all(writers.map(async ({ closed }) => (await closed)[0] as number));
    expect(codes).toEqual(Array(6).fill(0));
    const history = openHistory(file);
    const runs = await history.list({});
    expect(new Set(runs.map((run) => run.id)).size).toBe(6);
    expect(runs.every((run) => run.status === 'completed' && run.epochsDone === 3)).toBe(true);
    await history.close();
  });
});
