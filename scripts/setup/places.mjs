/** Where things lie: the clone, the folder that all clones share, and the packages that set-up works on. */
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of this clone. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Operating system and processor as Node names them, such as `linux-x64`. */
export const platformName = `${process.platform}-${process.arch}`;

/** The machine-readable result of set-up; its format is in `status.mjs`. */
export const statusFile = join(projectRoot, 'node_modules', '.tatami', 'setup.json');

/** The folder of an installed package in this clone. */
export function packageFolder(/** @type {string} */ name) {
  return join(projectRoot, 'node_modules', ...name.split('/'));
}

/** A file of `resources/native` (pinned hashes, patch, headers). */
export function nativeResource(/** @type {string} */ name) {
  return join(projectRoot, 'resources', 'native', name);
}

/**
 * The user-level cache that all clones share: `TATAMI_CACHE`, else the platform's folder for caches.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string} [platform]
 * @returns {string}
 */
export function cacheFolder(env = process.env, platform = process.platform) {
  if (env.TATAMI_CACHE) return resolve(env.TATAMI_CACHE);
  if (platform === 'win32')
    return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'tatami', 'Cache');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'tatami');
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tatami');
}

/** Reads a JSON file of the project. */
export const readJson = createRequire(import.meta.url);
