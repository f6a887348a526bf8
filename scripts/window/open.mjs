/** Opens the window and waits until it is closed; where it cannot be opened, says what is missing. */
import { spawn } from 'node:child_process';
import { closeSync, fstatSync, ftruncateSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { areBundlesFresh, buildBundles } from './bundles.mjs';
import { electronPath, hasDisplay, isRootOnLinux, missingLibraries, windowArguments } from './electron.mjs';

/** A log longer than this in bytes is begun anew. */
const logLimitBytes = 1_000_000;

/** Variables of the terminal's that would turn Electron into something else. */
const withheldVariables = ['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS'];

/**
 * @typedef {object} WindowRequest
 * @property {string} home Folder of the history and data.
 * @property {string | undefined} file A document to open.
 * @property {AbortSignal} signal Closes the window, which first saves the state of its runs.
 * @property {(step: 'building' | 'no-sandbox' | 'opening') => void} onStep
 */

/**
 * @typedef {{ isOpened: true, exitCode: number, logFile: string }} WindowClosed
 * @typedef {{ isOpened: false, problem: import('./electron.mjs').WindowProblem, detail: string }} WindowRefused
 */

/**
 * @param {WindowRequest} request
 * @returns {Promise<WindowClosed | WindowRefused>}
 */
export async function openWindow({ home, file, signal, onStep }) {
  if (!hasDisplay()) return refused('no-display');
  const electron = electronPath();
  if (electron === null) return refused('no-electron');
  const libraries = await missingLibraries(electron);
  if (libraries.length > 0) return refused('no-libraries', libraries.join(', '));
  if (!areBundlesFresh()) {
    onStep('building');
    const fault = await buildBundles(process.execPath);
    if (fault !== null) return refused('no-bundles', fault);
  }
  const isRoot = isRootOnLinux();
  if (isRoot) onStep('no-sandbox');
  onStep('opening');
  const logFile = join(home, 'logs', 'window.log');
  const exitCode = await runElectron(electron, windowArguments({ isRoot, file }), { home, logFile, signal });
  return { isOpened: true, exitCode, logFile };
}

/** @returns {WindowRefused} */
function refused(/** @type {import('./electron.mjs').WindowProblem} */ problem, detail = '') {
  return { isOpened: false, problem, detail };
}

/**
 * @param {string} electron
 * @param {readonly string[]} args
 * @param {{ home: string, logFile: string, signal: AbortSignal }} options
 * @returns {Promise<number>} The exit code; 1 where a signal ended it that was not ours.
 */
function runElectron(electron, args, { home, logFile, signal }) {
  const log = openLog(logFile);
  const inherited = Object.entries(process.env).filter(([name]) => !withheldVariables.includes(name));
  return new Promise((resolve, reject) => {
    const child = spawn(electron, args, {
      env: { ...Object.fromEntries(inherited), TATAMI_HOME: home },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    const close = () => child.kill('SIGTERM');
    signal.addEventListener('abort', close, { once: true });
    child.once('error', reject);
    child.once('exit', (code) => {
      signal.removeEventListener('abort', close);
      resolve(code ?? (signal.aborted ? 0 : 1));
    });
  });
}

/** Chromium writes much that is no user's business: it goes into a file. */
function openLog(/** @type {string} */ file) {
  mkdirSync(dirname(file), { recursive: true });
  const log = openSync(file, 'a');
  if (fstatSync(log).size > logLimitBytes) ftruncateSync(log);
  return log;
}
