/**
 * A Python with Keras on TensorFlow, the judge of `npm run test:keras` and `npm run test:formats`: the one that `TATAMI_KERAS_PYTHON` names, else
 * a virtual environment in the cache that all clones share, made once through pip. Nothing else of Tatami needs it.
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, requireRoom } from './files.mjs';
import { takeLock } from './lock.mjs';
import { cacheFolder } from './places.mjs';
import { problemOf, SetupProblem } from './problems.mjs';
import { lastWords, runProgram } from './processes.mjs';
import { compareVersions } from './versions.mjs';

/** The versions that the golden numbers come from. */
const kerasVersion = '3.15.1';
const tensorflowVersion = '2.21.0';

/** Pythons for which there is that TensorFlow: from the first to before the last. */
const pythonRange = /** @type {const} */ (['3.10', '3.14']);

/** The other judges of `npm run test:formats`; tf_keras is Keras 2, and asks by its name for a TensorFlow that is there. */
export const formatJudges = {
  folder: 'formats',
  packages: ['onnx==1.23.2', 'onnxruntime==1.32.0'],
  alone: ['tf_keras==2.21.0'],
};

/** The peers of `npm run bench -- peers`. On Linux pip's PyTorch brings the libraries of a graphics card along. */
export const benchPeers = {
  folder: 'peers',
  packages: ['torch==2.15.0'],
  alone: /** @type {string[]} */ ([]),
  neededBytes: 10_000_000_000,
};

/** Nothing but Keras. */
const kerasAlone = {
  folder: 'keras',
  packages: /** @type {string[]} */ ([]),
  alone: /** @type {string[]} */ ([]),
};

/** Disk that the packages take, where the judges name no size. */
const usualBytes = 2_000_000_000;

/** @typedef {typeof kerasAlone & { neededBytes?: number }} Judges */

const pythons = [
  { command: 'python3', options: [] },
  ...['3.13', '3.12', '3.11', '3.10'].map((version) => ({ command: `python${version}`, options: [] })),
  { command: 'python', options: [] },
  { command: 'py', options: ['-3'] },
];

/**
 * The path of a Python with Keras; makes the virtual environment where there is none yet.
 *
 * @param {import('./reporter.mjs').Reporter} reporter
 * @param {Judges} judges What shall be there besides.
 * @returns {Promise<string>}
 * @throws {SetupProblem} `no-python`, `no-keras`, or what keeps the cache from being written.
 */
export async function getKerasPython(reporter, judges = kerasAlone) {
  const own = process.env.TATAMI_KERAS_PYTHON;
  if (own) return own;
  const cache = cacheFolder();
  const folder = join(cache, judges.folder, `${kerasVersion}-${tensorflowVersion}`);
  const python = join(
    folder,
    ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']),
  );
  const mark = join(folder, 'complete');
  if (existsSync(mark) && existsSync(python)) return python;
  try {
    const lock = await takeLock(join(makeFolder(cache), `${judges.folder}.lock`), (pid) =>
      reporter.say('waiting', { pid }),
    );
    try {
      if (!existsSync(mark)) await makeEnvironment({ folder, python, judges }, reporter);
      writeFileSync(mark, `${kerasVersion}\n`);
    } finally {
      lock.release();
    }
  } catch (error) {
    throw problemOf(error, cache);
  }
  return python;
}

/**
 * @param {{ folder: string, python: string, judges: Judges }} wish `python` comes to be in the folder.
 * @param {import('./reporter.mjs').Reporter} reporter
 */
async function makeEnvironment({ folder, python, judges }, reporter) {
  const base = await findPython();
  rmSync(folder, { recursive: true, force: true });
  const neededBytes = judges.neededBytes ?? usualBytes;
  requireRoom(makeFolder(folder), neededBytes);
  const tensorflow = process.platform === 'darwin' ? 'tensorflow' : 'tensorflow-cpu';
  const wanted = [`keras==${kerasVersion}`, `${tensorflow}==${tensorflowVersion}`, ...judges.packages];
  reporter.say('get-keras', { packages: wanted.join(', '), gigabytes: neededBytes / 1e9, folder });
  const made = await runProgram(base.command, [...base.options, '-m', 'venv', folder]);
  if (!made.isOk) throw new SetupProblem('no-keras', { problem: lastWords(made, /ensurepip|Error/) });
  const flags = ['--disable-pip-version-check', '--progress-bar=off', '--retries=2', '--timeout=20'];
  for (const install of [wanted, ...judges.alone.map((name) => ['--no-deps', name])]) {
    const got = await runProgram(python, ['-m', 'pip', 'install', ...flags, ...install]);
    if (!got.isOk) throw new SetupProblem('no-keras', { problem: lastWords(got, /^ERROR/) });
  }
}

/** The first Python on the PATH for which there is that TensorFlow. */
async function findPython() {
  const found = [];
  for (const { command, options } of pythons) {
    const asked = await runProgram(command, [
      ...options,
      '-c',
      'import platform; print(platform.python_version())',
    ]);
    const version = asked.stdout.trim();
    if (!asked.isOk) continue;
    if (isFitting(version)) return { command, options };
    found.push(`${command} ${version}`);
  }
  const [first, end] = pythonRange;
  throw new SetupProblem('no-python', { first, end, found: found.join(', ') || '-' });
}

/** Whether there is that TensorFlow for a Python of this version. */
export function isFitting(/** @type {string} */ version) {
  const [first, end] = pythonRange;
  return compareVersions(version, first) >= 0 && compareVersions(version, end) < 0;
}
