/**
 * One set-up at a time: a folder that only one process can make. Its owner writes who it is and touches the folder
 * as long as it lives; a lock whose processes are all gone is taken over. The owner's child processes (npm, pip)
 * count as owners: a killed set-up may leave one behind that still writes.
 */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const heartbeatMs = 3_000;

/** A lock of another machine (shared home folder) is dead after this long without a touch. */
const foreignLimitMs = 30_000;

/** A lock of this machine whose process number lives, but was given to another program, is dead after this long. */
const silentLimitMs = 600_000;

/**
 * @typedef {object} Lock
 * @property {(pids: readonly number[]) => void} setChildren Tells which child processes are running.
 * @property {() => void} release
 */

/**
 * Waits until the lock is ours.
 *
 * @param {string} folder The folder that is the lock; its parent is made if missing.
 * @param {(pid: number) => void} [onWait] Called once, with the process that holds it (0 where not known).
 * @returns {Promise<Lock>}
 */
export async function takeLock(folder, onWait = () => {}) {
  mkdirSync(dirname(folder), { recursive: true });
  for (let waits = 0; !tryToMake(folder); waits++) {
    const owner = readOwner(folder);
    if (isAbandoned(folder, owner)) breakLock(folder);
    else if (waits === 0) onWait(owner?.pids[0] ?? 0);
    await sleep(200);
  }
  const write = (/** @type {readonly number[]} */ children) => {
    const half = `${folder}/owner.${process.pid}`;
    writeFileSync(half, JSON.stringify({ host: hostname(), pids: [process.pid, ...children] }));
    renameSync(half, join(folder, 'owner.json'));
  };
  write([]);
  const heartbeat = setInterval(() => touch(folder), heartbeatMs);
  heartbeat.unref();
  return {
    setChildren: write,
    release() {
      clearInterval(heartbeat);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function tryToMake(/** @type {string} */ folder) {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    return false;
  }
}

/** @returns {{ host: string, pids: number[] } | null} Null while the owner has not written yet. */
function readOwner(/** @type {string} */ folder) {
  try {
    return JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8'));
  } catch {
    return null;
  }
}

/** @param {{ host: string, pids: number[] } | null} owner */
function isAbandoned(/** @type {string} */ folder, owner) {
  const age = Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (owner?.host !== hostname()) return age > foreignLimitMs;
  return age > silentLimitMs || !owner.pids.some(isAlive);
}

/** Removes a dead lock; a second folder makes sure that only one waiting process does so at a time. */
function breakLock(/** @type {string} */ folder) {
  const guard = `${folder}.break`;
  if (!tryToMake(guard)) {
    const age = Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > foreignLimitMs) rmSync(guard, { recursive: true, force: true });
    return;
  }
  if (isAbandoned(folder, readOwner(folder))) rmSync(folder, { recursive: true, force: true });
  rmSync(guard, { recursive: true, force: true });
}

function isAlive(/** @type {number} */ pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

function touch(/** @type {string} */ folder) {
  const now = new Date();
  if (!existsSync(folder)) return;
  utimesSync(folder, now, now);
}
