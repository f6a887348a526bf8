/** The ways to a file that holds libtensorflow: pip, then Maven, then plain HTTPS from PyPI. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { download } from './download.mjs';
import { fileSize, folderSize, makeFolder, moveInto } from './files.mjs';
import { SetupProblem } from './problems.mjs';
import { lastWords, runProgram } from './processes.mjs';

/** A download that gets no byte for this long is given up. */
const stallMs = 90_000;

/** Programs that may be Python with pip, and how to call them. */
const pythons = [
  { command: 'python3', options: [] },
  { command: 'python', options: [] },
  { command: 'py', options: ['-3'] },
];

/** @typedef {import('./tensorflow.mjs').Archive} Archive */
/** @typedef {import('./parts.mjs').Context} Context */
/** @typedef {{ archive: Archive, path: string, client: string }} Fetched */

/**
 * Fetches the first archive that can be had. An archive that an interrupted set-up left complete is used again.
 *
 * @param {{ wheel: Archive, jar: Archive | undefined }} archives The wheel of PyPI; the jar of Maven, if there is one.
 * @param {Context} context
 * @returns {Promise<Fetched>}
 */
export async function fetchArchive({ wheel, jar }, context) {
  const ways = [
    { client: 'pip', archive: wheel, get: fetchByPip },
    ...(jar ? [{ client: 'Maven', archive: jar, get: fetchByMaven }] : []),
    { client: 'HTTPS', archive: wheel, get: fetchByHttps },
  ];
  const failures = [];
  for (const { client, archive, get } of ways) {
    const path = join(context.cache, 'downloads', fileName(archive));
    const problem = fileSize(path) === archive.sizeBytes ? null : await get(archive, context);
    if (problem === null) return { archive, path, client };
    context.reporter.say('source-failed', { client, problem });
    failures.push(`${client}: ${problem}`);
  }
  throw new SetupProblem('no-source', {
    version: wheel.version,
    wheel: wheel.file,
    problem: failures.join('; '),
  });
}

/** The command of a Python that has pip; null where there is none. */
export async function findPip() {
  for (const { command, options } of pythons) {
    const args = [...options, '-m', 'pip'];
    if ((await runProgram(command, [...args, '--version'])).isOk) return { command, args };
  }
  return null;
}

/**
 * Runs `pip download` for wheels that need not fit the Python at hand.
 *
 * @param {{ command: string, args: readonly string[] }} pip
 * @param {readonly string[]} what Requirements and options that choose the platform.
 * @param {string} folder Where the wheels come to lie.
 * @param {(doneBytes: number) => void} onBytes
 * @returns {Promise<string | null>} Null when done, else what pip said.
 */
export async function pipDownload(pip, what, folder, onBytes) {
  const temporary = makeFolder(join(folder, 'temporary'));
  const flags = [
    '--no-deps',
    '--only-binary=:all:',
    '--no-cache-dir',
    '--disable-pip-version-check',
    '--progress-bar=off',
  ];
  const patience = ['--retries=2', '--timeout=20'];
  const watch = watchGrowth(folder, onBytes);
  const result = await runProgram(
    pip.command,
    [...pip.args, 'download', ...flags, ...patience, '-d', folder, ...what],
    {
      env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary, PYTHONWARNINGS: 'ignore' },
      onTick: watch.look,
      isStuck: watch.isStuck,
    },
  );
  rmSync(temporary, { recursive: true, force: true });
  return result.isOk ? null : withoutNoise(lastWords(result, /^WARNING: Retrying/));
}

/** @returns {Promise<string | null>} Null when done, else why not. */
async function fetchByPip(
  /** @type {Archive} */ wheel,
  /** @type {Context} */ { cache, workFolder, reporter },
) {
  const pip = await findPip();
  if (!pip) return 'no Python with pip on the PATH';
  const folder = makeFolder(join(workFolder, 'pip'));
  const platform = ['--python-version=3.11', '--implementation=cp', '--abi=cp311', `--platform=${wheel.tag}`];
  const progress = reporter.begin('get-wheel', sizeOf(wheel, 'pip'));
  const problem = await pipDownload(
    pip,
    [...platform, `${wheel.package}==${wheel.version}`],
    folder,
    (bytes) => progress.update(Math.min(bytes, wheel.sizeBytes), wheel.sizeBytes),
  );
  progress.end();
  if (problem !== null) return problem;
  const path = join(folder, wheel.file);
  if (!existsSync(path)) return `pip brought another file than ${wheel.file}`;
  moveInto(path, join(cache, 'downloads', wheel.file));
  return null;
}

/** @returns {Promise<string | null>} Null when done, else why not. */
async function fetchByMaven(
  /** @type {Archive} */ jar,
  /** @type {Context} */ { cache, workFolder, reporter },
) {
  const folder = makeFolder(join(workFolder, 'maven'));
  const watch = watchGrowth(folder, (bytes) =>
    progress.update(Math.min(bytes, jar.sizeBytes), jar.sizeBytes),
  );
  if ((await runProgram('mvn', ['--version'])).isMissing) return 'no Maven (mvn) on the PATH';
  const progress = reporter.begin('get-wheel', sizeOf(jar, 'Maven'));
  const goal = [
    'dependency:get',
    `-Dartifact=${jar.artifact}`,
    '-Dtransitive=false',
    `-Dmaven.repo.local=${folder}`,
  ];
  const result = await runProgram('mvn', ['-B', '-q', ...goal], {
    cwd: folder,
    onTick: watch.look,
    isStuck: watch.isStuck,
  });
  progress.end();
  if (!result.isOk) return withoutNoise(lastWords(result, /^\[ERROR\]/));
  moveInto(join(folder, jar.file), join(cache, 'downloads', fileName(jar)));
  return null;
}

/** @returns {Promise<string | null>} Null when done, else why not. */
async function fetchByHttps(/** @type {Archive} */ wheel, /** @type {Context} */ { cache, reporter }) {
  const progress = reporter.begin('get-wheel', sizeOf(wheel, 'HTTPS'));
  try {
    const path = join(makeFolder(join(cache, 'downloads')), wheel.file);
    await download(wheel.url ?? '', path, {
      sizeBytes: wheel.sizeBytes,
      onBytes: (done) => progress.update(done, wheel.sizeBytes),
    });
    return null;
  } catch (error) {
    return /** @type {Error} */ (error).message;
  } finally {
    progress.end();
  }
}

/** A client's complaint without its own objects and prefixes, short enough for one line. */
function withoutNoise(/** @type {string} */ words) {
  const connection = /connection broken by '\w+\(.*: ([^']+)'\)/.exec(words)?.[1];
  return connection ? `no connection (${connection})` : words.replace(/^\[?ERROR[\]:]*\s*/, '').slice(0, 150);
}

/** Watches a folder into which another program downloads. */
function watchGrowth(/** @type {string} */ folder, /** @type {(bytes: number) => void} */ onBytes) {
  let largest = 0;
  let lastGrowth = Date.now();
  return {
    look() {
      const size = folderSize(folder);
      if (size > largest) lastGrowth = Date.now();
      largest = Math.max(largest, size);
      onBytes(largest);
    },
    isStuck: () => Date.now() - lastGrowth > stallMs,
  };
}

function sizeOf(/** @type {Archive} */ archive, /** @type {string} */ client) {
  return { file: fileName(archive), client, size: Math.round(archive.sizeBytes / 1e6) };
}

function fileName(/** @type {Archive} */ { file }) {
  return file.split('/').at(-1) ?? file;
}
