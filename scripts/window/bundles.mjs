/** The window's three bundles in `out/`, built when they are missing or older than their sources. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFolder, projectRoot } from '../setup/places.mjs';
import { runProgram } from '../setup/processes.mjs';

/** What the bundles are made of. */
const sources = ['electron.vite.config.ts', 'package-lock.json', 'package.json', 'src'];

const parts = ['main', 'preload', 'renderer'];
const output = join(projectRoot, 'out');
const keyFile = join(output, '.key');

/** Whether `out/` holds the bundles of the sources as they are now. */
export function areBundlesFresh() {
  const isWhole = parts.every((part) => existsSync(join(output, part)));
  return isWhole && existsSync(keyFile) && readFileSync(keyFile, 'utf8') === sourcesKey();
}

/**
 * Builds the bundles. They are made beside the old ones and take their place at the end, so that a window that starts
 * meanwhile never finds half of one.
 *
 * @param {string} node Path of Node 24.
 * @returns {Promise<string | null>} Null when all went well, else what the build said.
 */
export async function buildBundles(node) {
  const key = sourcesKey();
  const half = join(output, `.new-${process.pid}`);
  mkdirSync(half, { recursive: true });
  try {
    const program = join(packageFolder('electron-vite'), 'bin', 'electron-vite.js');
    const built = await runProgram(node, [program, 'build', '--outDir', half], { cwd: projectRoot });
    if (!built.isOk) return `${built.stdout}\n${built.stderr}`.trim();
    rmSync(keyFile, { force: true });
    for (const part of parts) replace(join(half, part), join(output, part));
    writeFileSync(keyFile, key);
    return null;
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}

/** Hash of the names and contents of all sources. */
function sourcesKey() {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesUnder)) {
    const content = readFileSync(join(projectRoot, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** @returns {string[]} Paths from the project's root, in an order of their own. */
function filesUnder(/** @type {string} */ path) {
  const entries = readdirOrNull(join(projectRoot, path));
  if (entries === null) return [path];
  return entries.sort().flatMap((name) => filesUnder(`${path}/${name}`));
}

function readdirOrNull(/** @type {string} */ path) {
  try {
    return readdirSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return null;
    throw error;
  }
}

function replace(/** @type {string} */ from, /** @type {string} */ to) {
  rmSync(to, { recursive: true, force: true });
  renameSync(from, to);
}
