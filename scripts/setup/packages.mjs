/** The npm packages of the lockfile: whether they are installed, and their installation. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, requireRoom } from './files.mjs';
import { node24ForNpm, npmCli, npmLogs, npmPatience, npmWords } from './node24.mjs';
import { packageFolder, projectRoot } from './places.mjs';
import { SetupProblem } from './problems.mjs';
import { errorLine, runProgram } from './processes.mjs';
import { glibcVersion } from './versions.mjs';

/** Size of node_modules, with room for npm's own cache. */
const packagesBytes = 1_000_000_000;

/**
 * @typedef {object} LockEntry
 * @property {string} version
 * @property {boolean} [optional]
 * @property {string | string[]} [os]
 * @property {string | string[]} [cpu]
 * @property {string | string[]} [libc]
 */

/** @typedef {{ packages: Record<string, LockEntry> }} Lockfile */

/**
 * The packages of a lockfile that belong on this machine. An optional package that names no system is left out: it
 * may belong to another optional package that is not for this machine.
 *
 * @param {Lockfile} lock
 * @param {{ os: string, cpu: string, libc: string }} machine `libc` is `glibc`, `musl` or empty (not Linux).
 * @returns {Map<string, string>} Version by path, such as `node_modules/zod`.
 */
export function wantedPackages(lock, machine) {
  const fits = (/** @type {string | string[] | undefined} */ allowed, /** @type {string} */ value) => {
    const list = allowed === undefined ? [] : [allowed].flat();
    if (list.includes(`!${value}`)) return false;
    const positive = list.filter((item) => !item.startsWith('!'));
    return positive.length === 0 || positive.includes(value);
  };
  const entries = Object.entries(lock.packages).filter(
    ([path, { optional, os, cpu, libc }]) =>
      path !== '' &&
      (!optional || os !== undefined || cpu !== undefined) &&
      fits(os, machine.os) &&
      fits(cpu, machine.cpu) &&
      fits(libc, machine.libc),
  );
  return new Map(entries.map(([path, { version }]) => [path, version]));
}

/** Paths of packages that the lockfile wants and node_modules lacks or has in another version. */
export function missingPackages() {
  const installed = readLock(join(projectRoot, 'node_modules', '.package-lock.json'));
  return [...wantedHere()]
    .filter(
      ([path, version]) =>
        installed?.packages[path]?.version !== version ||
        !existsSync(join(projectRoot, path, 'package.json')),
    )
    .map(([path]) => path);
}

/**
 * Installs exactly what the lockfile says, under Node 24 and without running any install script.
 *
 * @param {{ cache: string, workFolder: string, reporter: import('./reporter.mjs').Reporter }} context
 */
export async function installPackages(context) {
  if (missingPackages().length === 0) return;
  requireRoom(projectRoot, packagesBytes);
  const node = await node24ForNpm(context);
  const wanted = [...wantedHere().keys()];
  const progress = context.reporter.begin('get-packages', { count: wanted.length });
  const countUnpacked = () =>
    wanted.filter((path) => existsSync(join(projectRoot, path, 'package.json'))).length;
  const flags = ['--ignore-scripts', '--include=dev', '--include=optional', ...npmPatience];
  const result = await runProgram(node, [npmCli(), 'ci', ...flags], {
    cwd: projectRoot,
    onTick: () => progress.update(countUnpacked(), wanted.length, 'pieces'),
  });
  progress.end();
  const missing = missingPackages();
  if (result.isOk && missing.length === 0) return;
  const problem = result.isOk ? `${missing.slice(0, 3).join(', ')} …` : npmWords(result);
  throw new SetupProblem('npm-failed', { problem, log: npmLogs() });
}

/**
 * Opens an empty database in a process of its own, so that a library that does not fit this machine cannot take
 * set-up down.
 *
 * @param {string} node Node 24.
 * @returns {Promise<string>} The version of SQLite.
 */
export async function tryDatabase(node) {
  const glibc = glibcVersion();
  const script =
    "const d=new (require('better-sqlite3'))(':memory:');console.log(d.prepare('select sqlite_version() v').get().v)";
  const result = await runProgram(node, ['-e', script], { cwd: projectRoot });
  if (result.isOk) return result.stdout.trim();
  if (glibc && /GLIBC_2\.\d+/.test(result.stderr)) {
    throw new SetupProblem('old-glibc', { found: glibc, needed: '2.34', what: 'better-sqlite3' });
  }
  const folder = makeFolder(packageFolder('better-sqlite3'));
  throw new SetupProblem('does-not-load', { what: 'better-sqlite3', problem: errorLine(result), folder });
}

function wantedHere() {
  const glibc = glibcVersion();
  const libc = glibc === undefined ? '' : glibc === null ? 'musl' : 'glibc';
  const lock = readLock(join(projectRoot, 'package-lock.json'));
  return wantedPackages(lock ?? { packages: {} }, { os: process.platform, cpu: process.arch, libc });
}

/** @returns {Lockfile | null} */
function readLock(/** @type {string} */ path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}
