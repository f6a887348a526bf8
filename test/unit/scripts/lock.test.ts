import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from '../../../scripts/setup/lock.mjs';

let folder = '';
let lockFolder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tatami-lock-'));
  lockFolder = join(folder, 'cache', 'setup.lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A lock that somebody left behind. */
function leaveLock(owner: { host: string; pids: number[] }): void {
  mkdirSync(lockFolder, { recursive: true });
  writeFileSync(join(lockFolder, 'owner.json'), JSON.stringify(owner));
}

function endedProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

describe('the lock of set-up', () => {
  it('lets one in at a time and tells the other who is at work', async () => {
    const first = await takeLock(lockFolder);
    const order: string[] = [];
    let owner = 0;
    const second = takeLock(lockFolder, (pid) => (owner = pid)).then((lock) => {
      order.push('second');
      return lock;
    });
    await sleep(300);
    order.push('first ends');
    first.release();
    (await second).release();
    expect(order).toEqual(['first ends', 'second']);
    expect(owner).toBe(process.pid);
    expect(existsSync(lockFolder)).toBe(false);
  });

  it('is never held by two of many who want it', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      const lock = await takeLock(lockFolder);
      most = Math.max(most, ++inside);
      await sleep(5);
      inside--;
      lock.release();
    };
    leaveLock({ host: hostname(), pids: [endedProcess()] });
    await Promise.all(Array.from({ length: 8 }, work));
    expect(most).toBe(1);
  });

  it('is taken over from a set-up that was killed', async () => {
    leaveLock({ host: hostname(), pids: [endedProcess(), endedProcess()] });
    const lock = await takeLock(lockFolder);
    lock.release();
  });

  it('waits for a program that a killed set-up left behind', async () => {
    const orphan = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 700)']);
    leaveLock({ host: hostname(), pids: [endedProcess(), orphan.pid ?? 0] });
    const started = Date.now();
    (await takeLock(lockFolder)).release();
    expect(Date.now() - started).toBeGreaterThan(400);
  });

  it('of another machine counts as dead only after half a minute without a sign of life', async () => {
    leaveLock({ host: `not-${hostname()}`, pids: [process.pid] });
    let isOurs = false;
    const taken = takeLock(lockFolder).then((lock) => {
      isOurs = true;
      return lock;
    });
    await sleep(300);
    expect(isOurs).toBe(false);
    const old = new Date(Date.now() - 60_000);
    utimesSync(lockFolder, old, old);
    (await taken).release();
  });
});
