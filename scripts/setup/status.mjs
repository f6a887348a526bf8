/**
 * The result of set-up as a file that others read (`tatami doctor`, the next set-up): `node_modules/.tatami/setup.json`.
 *
 *     {
 *       "format": 1,
 *       "key": "…",                 hash of everything that decides what set-up has to do
 *       "finishedAt": "2026-11-23T12:00:00.000Z",
 *       "parts": {                  packages, node, database, tensorflow, binding, electron, window, fashion
 *         "tensorflow": {
 *           "state": "ok",          or "missing"
 *           "reason": "no-avx",     only where missing: a code of problems.mjs
 *           "message": { "en": "…", "ja": "…" },
 *           "hint": { "en": "…", "ja": "…" },          only where missing: what to do
 *           "details": { "version": "2.21.0", "build": "cpu", … },
 *           "files": [{ "path": "…", "sizeBytes": 1 }],  what must still be there at the next start
 *           "durationMs": 1234
 *         }, …
 *       }
 *     }
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileSize, makeFolder } from './files.mjs';
import { nativeResource, platformName, projectRoot, statusFile } from './places.mjs';
import { fillWords, problems } from './problems.mjs';
import { hasNvidiaDriver } from './versions.mjs';

/** @typedef {import('./problems.mjs').Words} Words */
/** @typedef {import('./problems.mjs').Details} Details */
/** @typedef {'packages' | 'node' | 'database' | 'tensorflow' | 'binding' | 'electron' | 'window' | 'fashion'} PartName */
/** @typedef {{ path: string, sizeBytes: number }} KeptFile */

/**
 * @typedef {object} Part
 * @property {'ok' | 'missing'} state
 * @property {import('./problems.mjs').ProblemCode} [reason]
 * @property {Words} message
 * @property {Words} [hint]
 * @property {Details} details
 * @property {KeptFile[]} files
 * @property {number} durationMs
 */

/** @typedef {{ format: 1, key: string, finishedAt: string, parts: Partial<Record<PartName, Part>> }} Status */

/** Parts without which the terminal commands cannot do all that they promise. */
export const requiredParts = /** @type {const} */ (['packages', 'node', 'database', 'tensorflow', 'binding']);

/** Hash of everything that decides what set-up has to do: a new value means that it runs again. */
export function inputsKey() {
  const hash = createHash('sha256');
  for (const name of ['tensorflow.json', 'electron.json', 'binding.patch'])
    hash.update(readFileSync(nativeResource(name)));
  hash.update(readFileSync(join(projectRoot, 'package-lock.json')));
  const { TATAMI_CACHE, TATAMI_TENSORFLOW_DIR, TATAMI_TENSORFLOW, ELECTRON_OVERRIDE_DIST_PATH } = process.env;
  const choices = [TATAMI_CACHE, TATAMI_TENSORFLOW_DIR, TATAMI_TENSORFLOW, ELECTRON_OVERRIDE_DIST_PATH];
  hash.update(JSON.stringify([platformName, projectRoot, choices, hasNvidiaDriver()]));
  return hash.digest('hex');
}

/** @returns {Status | null} Null where set-up has not ended yet, or by another version of it. */
export function readStatus(file = statusFile) {
  if (!existsSync(file)) return null;
  try {
    const status = JSON.parse(readFileSync(file, 'utf8'));
    return status.format === 1 ? status : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Writes the result so that a reader never sees half of it. */
export function writeStatus(/** @type {Status} */ status, file = statusFile) {
  makeFolder(dirname(file));
  writeFileSync(`${file}.new`, `${JSON.stringify(status, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

/** Whether every file that a part counts on is still there with its size. */
export function hasItsFiles(/** @type {Part} */ part) {
  return part.files.every(({ path, sizeBytes }) => fileSize(path) === sizeBytes);
}

/** Remembers files with their present size. */
export function keep(/** @type {readonly string[]} */ paths) {
  return paths.map((path) => ({ path, sizeBytes: fileSize(path) }));
}

/**
 * The entry of a part that could not be had.
 *
 * @param {import('./problems.mjs').SetupProblem} problem
 * @param {number} durationMs
 * @returns {Part}
 */
export function missingPart({ code, details }, durationMs) {
  /** @type {{ message: Words, hint?: Words }} */
  const { message, hint } = problems[code];
  return {
    state: 'missing',
    reason: code,
    message: fillWords(message, details),
    ...(hint ? { hint: fillWords(hint, details) } : {}),
    details,
    files: [],
    durationMs,
  };
}
