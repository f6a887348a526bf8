/** What a window needs of this machine: a display, Electron, and the libraries that Electron loads. */
import { existsSync } from 'node:fs';
import { projectRoot } from '../setup/places.mjs';
import { runProgram } from '../setup/processes.mjs';
import { readStatus } from '../setup/status.mjs';

/** @typedef {'no-display' | 'no-electron' | 'no-libraries' | 'no-bundles'} WindowProblem */

/**
 * Whether there is a screen to show a window on. macOS and Windows always have one.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string} [platform]
 * @returns {boolean}
 */
export function hasDisplay(env = process.env, platform = process.platform) {
  if (platform === 'darwin' || platform === 'win32') return true;
  return Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
}

/**
 * The Electron that set-up has found.
 *
 * @param {ReturnType<typeof readStatus>} [status]
 * @returns {string | null} Its path; null where there is none.
 */
export function electronPath(status = readStatus()) {
  const path = status?.parts.electron?.details.path;
  return typeof path === 'string' && existsSync(path) ? path : null;
}

/**
 * The system libraries that Electron would look for in vain.
 *
 * @param {string} electron Path of Electron.
 * @returns {Promise<string[]>} Their file names; none on systems other than Linux.
 */
export async function missingLibraries(electron) {
  if (process.platform !== 'linux') return [];
  return librariesNotFound((await runProgram('ldd', [electron])).stdout);
}

/**
 * The libraries that `ldd` did not find.
 *
 * @param {string} answer What `ldd` printed.
 * @returns {string[]}
 */
export function librariesNotFound(answer) {
  return [...answer.matchAll(/^\s*(\S+) => not found$/gm)].map(([, name = '']) => name);
}

/**
 * The arguments that start Tatami's window. Chromium refuses to sandbox pages for root on Linux: there, and only
 * there, its sandbox is switched off.
 *
 * @param {{ isRoot: boolean, file?: string | undefined }} options `file`: a document to open.
 * @returns {string[]}
 */
export function windowArguments({ isRoot, file }) {
  return [...(isRoot ? ['--no-sandbox'] : []), projectRoot, ...(file === undefined ? [] : ['--', file])];
}

/** Whether Chromium's sandbox cannot be had. */
export function isRootOnLinux() {
  return process.platform === 'linux' && process.getuid?.() === 0;
}
