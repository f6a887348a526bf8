/** Runs other programs (npm, pip, g++) without blocking, and knows which of them are running. */
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {(line: string) => void} [onLine] Gets every line of standard output and standard error as it comes.
 * @property {() => void} [onTick] Called twice a second while the program runs.
 * @property {() => boolean} [isStuck] Asked at every tick; the program is ended when it answers true.
 */

/**
 * @typedef {object} RunResult
 * @property {boolean} isOk Whether it ended with exit code 0.
 * @property {boolean} isMissing Whether there is no such program.
 * @property {NodeJS.Signals | null} signal
 * @property {string} stdout
 * @property {string} stderr
 */

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/** Set on the way out: who waits for a program then waits for ever. */
let isEnding = false;

/** @type {(pids: readonly number[]) => void} */
let tellChildren = () => {};

/** Names the one who wants to know at once which child processes run (the lock). */
export function watchChildren(/** @type {(pids: readonly number[]) => void} */ listener) {
  tellChildren = listener;
}

/**
 * Ends every program that still runs, and lets none begin; for the way out after a signal. None is left behind that
 * still writes: npm for one would tidy up for twenty seconds, while the next set-up is at work.
 */
export async function endChildren() {
  isEnding = true;
  for (const child of running) child.kill();
  const patience = Date.now() + 3_000;
  while (running.size > 0) {
    if (Date.now() > patience) for (const child of running) child.kill('SIGKILL');
    await sleep(50);
  }
}

/**
 * Runs a program to its end.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>} Never rejects: a program that cannot be started is `isMissing`.
 */
export function runProgram(command, args, options = {}) {
  return new Promise((resolve) => {
    if (isEnding) return;
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const stdout = collectLines(child.stdout, options.onLine);
    const stderr = collectLines(child.stderr, options.onLine);
    const timer = setInterval(() => {
      options.onTick?.();
      if (options.isStuck?.()) child.kill();
    }, 500);
    const end = (/** @type {Partial<RunResult>} */ result) => {
      clearInterval(timer);
      forget(child);
      if (isEnding) return;
      resolve({ isOk: false, isMissing: false, signal: null, stdout: stdout(), stderr: stderr(), ...result });
    };
    child.on('error', () => end({ isMissing: true }));
    child.on('close', (code, signal) => end({ isOk: code === 0, signal }));
    remember(child);
  });
}

/** What a program that failed wanted to tell: the line that a pattern finds, else the last one that says something. */
export function lastWords(/** @type {RunResult} */ { stdout, stderr, signal }, pattern = /$^/) {
  const plain = `${stdout}\n${stderr}`.replace(/\u001b\[[\d;]*[A-Za-z]/g, '');
  const lines = plain.split('\n').filter((line) => line.trim() !== '');
  const line = lines.find((text) => pattern.test(text)) ?? lines.at(-1);
  return line?.trim().slice(0, 300) ?? (signal ? `ended by ${signal}` : 'no output');
}

/** The line of a Node program's output that names the error, rather than the place in the source. */
export function errorLine(/** @type {RunResult} */ result) {
  return lastWords(result, /Error/);
}

function remember(/** @type {import('node:child_process').ChildProcess} */ child) {
  if (child.pid === undefined) return;
  running.add(child);
  tellChildren(pids());
}

function forget(/** @type {import('node:child_process').ChildProcess} */ child) {
  if (running.delete(child)) tellChildren(pids());
}

function pids() {
  return [...running].flatMap(({ pid }) => pid ?? []);
}

/** @returns {() => string} The text so far. */
function collectLines(
  /** @type {import('node:stream').Readable} */ stream,
  /** @type {RunOptions['onLine']} */ onLine,
) {
  let text = '';
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (/** @type {string} */ chunk) => {
    text += chunk;
    const lines = (rest + chunk).split(/\r?\n|\r/);
    rest = lines.pop() ?? '';
    for (const line of lines) onLine?.(line);
  });
  return () => text;
}
