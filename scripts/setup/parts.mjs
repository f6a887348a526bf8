/** The parts of set-up in their order: what each does, on what it counts, and what it says when it is there. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { installBinding } from './binding.mjs';
import { getElectron } from './electron.mjs';
import { getFashionMnist } from './fashion-mnist.mjs';
import { makeFolder } from './files.mjs';
import { neededNode, node24Path } from './node24.mjs';
import { installPackages, tryDatabase } from './packages.mjs';
import { SetupProblem } from './problems.mjs';
import { runProgram } from './processes.mjs';
import { getTensorFlow } from './tensorflow.mjs';
import { compareVersions } from './versions.mjs';
import { getWindowLibraries } from './window-libraries.mjs';

/** @typedef {import('./problems.mjs').Words} Words */
/** @typedef {import('./reporter.mjs').Reporter} Reporter */
/** @typedef {import('./status.mjs').PartName} PartName */

/**
 * What a part works with: the cache of all clones, an empty folder in it that is removed at the end, and the one who
 * tells what happens.
 *
 * @typedef {{ cache: string, workFolder: string, reporter: Reporter }} Context
 */

/**
 * What a part that is there has to say, and the files on which it counts at the next start.
 *
 * @typedef {{ message: Words, details?: import('./problems.mjs').Details, files?: readonly string[] }} Outcome
 */

/**
 * What earlier parts found for later ones.
 *
 * @typedef {{ hasPackages?: boolean, node?: string, library?: import('./tensorflow.mjs').Library }} Found
 */

/** @typedef {(context: Context, found: Found) => Promise<Outcome>} Act */

/** @type {readonly (readonly [PartName, Act])[]} */
export const parts = [
  ['packages', packages],
  ['node', node],
  ['database', database],
  ['tensorflow', tensorflow],
  ['binding', binding],
  ['electron', electron],
  ['window', getWindowLibraries],
  ['fashion', getFashionMnist],
];

/** A new context with a work folder of its own. */
export function newContext(/** @type {string} */ cache, /** @type {Reporter} */ reporter) {
  return { cache, reporter, workFolder: makeFolder(join(cache, 'work', randomBytes(6).toString('hex'))) };
}

/** @type {Act} */
async function packages(context, found) {
  await installPackages(context);
  found.hasPackages = true;
  return { message: { en: 'as the lockfile says', ja: 'ロックファイルのとおりです' } };
}

/** @type {Act} */
async function node(_context, found) {
  const path = node24Path();
  if (!path && !found.hasPackages) throw new SetupProblem('needs-packages');
  const version = path ? (await runProgram(path, ['--version'])).stdout.trim() : '';
  if (!path || version === '' || compareVersions(version, neededNode) < 0) {
    throw new SetupProblem('old-node', { needed: neededNode, found: version || process.version });
  }
  found.node = path;
  return { message: { en: version, ja: version }, details: { version, path }, files: [path] };
}

/** @type {Act} */
async function database(_context, found) {
  const version = await tryDatabase(requireNode(found));
  return { message: { en: `SQLite ${version}`, ja: `SQLite ${version}` }, details: { version } };
}

/** @type {Act} */
async function tensorflow(context, found) {
  requireNode(found);
  found.library = await getTensorFlow(context);
  const { folder, version, build, source, files } = found.library;
  const name = `TensorFlow ${version} (${build})`;
  return { message: { en: name, ja: name }, details: { version, build, source, folder }, files };
}

/** @type {Act} */
async function binding(context, found) {
  const path = requireNode(found);
  if (!found.library) throw new SetupProblem('needs-tensorflow');
  const { version, files } = await installBinding(found.library, path, context);
  const message = { en: `loads TensorFlow ${version}`, ja: `TensorFlow ${version} を読み込めます` };
  return { message, details: { version }, files };
}

/** @type {Act} */
async function electron(context, found) {
  return getElectron(requireNode(found), context);
}

function requireNode(/** @type {Found} */ found) {
  if (!found.hasPackages || !found.node) throw new SetupProblem('needs-packages');
  return found.node;
}
