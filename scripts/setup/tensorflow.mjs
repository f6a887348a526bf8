/**
 * libtensorflow: found in a folder of the user's choice or in the cache, else fetched (pip, Maven, plain HTTPS) and
 * unpacked into the cache. The libraries stay there; the clone only links to them.
 *
 * Environment: `TATAMI_TENSORFLOW_DIR` names a folder with the libraries or with the wheel;
 * `TATAMI_TENSORFLOW=cpu|cuda` chooses the build (default: CUDA where an NVIDIA driver is loaded).
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { findCompiler } from './compiler.mjs';
import { cudaLibraries } from './cuda.mjs';
import { fileSize, hashFile, makeFolder, moveInto, requireRoom } from './files.mjs';
import { nativeResource, platformName, readJson } from './places.mjs';
import { SetupProblem } from './problems.mjs';
import { fetchArchive } from './tensorflow-sources.mjs';
import { glibcVersion, compareVersions, hasAvx, hasNvidiaDriver } from './versions.mjs';
import { listZip, placeBelow, unpackEntry } from './zip.mjs';

/** glibc that the manylinux wheel asks for. */
const neededGlibc = '2.27';

/**
 * @typedef {object} Archive
 * @property {string} version Version of TensorFlow inside.
 * @property {string} file Name of the file.
 * @property {number} sizeBytes
 * @property {number} unpackedBytes Size of the members that are unpacked.
 * @property {string} sha256
 * @property {readonly string[]} libraries Members that are unpacked.
 * @property {string} [package] PyPI: name of the package.
 * @property {string} [tag] PyPI: platform tag.
 * @property {string} [url] PyPI: address of the file.
 * @property {string} [artifact] Maven: coordinates.
 */

/**
 * @typedef {object} Library Where libtensorflow lies.
 * @property {string} folder
 * @property {readonly string[]} files Absolute paths of the libraries.
 * @property {string} version `unknown` for a folder of the user's.
 * @property {'cpu' | 'cuda' | 'own'} build
 * @property {string} source
 */

/** @typedef {import('./parts.mjs').Context} Context */

/**
 * Finds or fetches libtensorflow.
 *
 * @param {Context} context
 * @returns {Promise<Library>}
 */
export async function getTensorFlow(context) {
  const { version, wheels, maven } = readJson(nativeResource('tensorflow.json'));
  checkMachine(version);
  const own = process.env.TATAMI_TENSORFLOW_DIR;
  if (own) return fromFolder(resolve(own), wheels, context);
  const build = chooseBuild(wheels);
  const wheel = wheels[`${platformName}-${build}`];
  if (!wheel) throw new SetupProblem('no-wheel', { version, platform: platformName });
  if (build === 'cuda') context.reporter.say('cuda');
  const jar = maven[`${platformName}-${build}`];
  for (const archive of jar ? [wheel, jar] : [wheel]) {
    const found = await fromCache(archive, build, context.cache);
    if (found) return found;
  }
  requireRoom(makeFolder(context.cache), wheel.sizeBytes + wheel.unpackedBytes);
  if ((await findCompiler()) === null) context.reporter.say('compiler-needed');
  const { archive, path, client } = await fetchArchive({ wheel, jar }, context);
  const library = await unpackLibraries(archive, path, { build, source: client, context });
  rmSync(path);
  return library;
}

function checkMachine(/** @type {string} */ version) {
  const glibc = glibcVersion();
  if (glibc === null) throw new SetupProblem('musl');
  if (glibc && compareVersions(glibc, neededGlibc) < 0) {
    throw new SetupProblem('old-glibc', { found: glibc, needed: neededGlibc, what: `TensorFlow ${version}` });
  }
  if (!hasAvx()) throw new SetupProblem('no-avx', { version });
}

/** @returns {'cpu' | 'cuda'} */
function chooseBuild(/** @type {Readonly<Record<string, Archive>>} */ wheels) {
  const choice = process.env.TATAMI_TENSORFLOW;
  if (choice === 'cpu') return 'cpu';
  const hasCudaBuild = `${platformName}-cuda` in wheels;
  return hasCudaBuild && (choice === 'cuda' || hasNvidiaDriver()) ? 'cuda' : 'cpu';
}

/**
 * Libraries, or one of the known wheels, in a folder of the user's choice.
 *
 * @param {string} root
 * @param {Readonly<Record<string, Archive>>} wheels
 * @param {Context} context
 * @returns {Promise<Library>}
 */
async function fromFolder(root, wheels, context) {
  const known = /** @type {const} */ (['cpu', 'cuda']).flatMap((build) => {
    const wheel = wheels[`${platformName}-${build}`];
    return wheel ? [{ build, wheel }] : [];
  });
  const names = (known[0]?.wheel.libraries ?? []).map((path) => basename(path));
  for (const folder of [root, join(root, 'lib'), join(root, 'tensorflow')]) {
    const files = names.map((name) => join(folder, name));
    if (names.length > 0 && files.every((file) => existsSync(file))) {
      return { folder, files, version: 'unknown', build: 'own', source: root };
    }
  }
  for (const { build, wheel } of known) {
    const path = join(root, wheel.file);
    if (!existsSync(path)) continue;
    const found = await fromCache(wheel, build, context.cache);
    if (found) return found;
    requireRoom(makeFolder(context.cache), wheel.unpackedBytes);
    return unpackLibraries(wheel, path, { build, source: path, context });
  }
  throw new SetupProblem('bad-folder', {
    folder: root,
    expected: names.join(', ') || 'libtensorflow_cc',
    wheel: known.map(({ wheel }) => wheel.file).join(' / ') || 'a wheel for this platform',
  });
}

/**
 * The libraries of an archive that an earlier set-up unpacked; null where there are none, or not the same any more.
 *
 * @param {Archive} archive
 * @param {'cpu' | 'cuda'} build
 * @param {string} cache
 * @returns {Promise<Library | null>}
 */
async function fromCache(archive, build, cache) {
  const folder = libraryFolder(archive, build, cache);
  const manifest = join(folder, 'manifest.json');
  if (!existsSync(manifest)) return null;
  const { source, files } = JSON.parse(readFileSync(manifest, 'utf8'));
  for (const { name, sizeBytes, sha256 } of files) {
    const path = join(folder, name);
    if (fileSize(path) !== sizeBytes || (await hashFile(path)) !== sha256) return null;
  }
  return describeLibrary(archive, folder, build, source);
}

/**
 * Unpacks the libraries into the cache, with a manifest of their SHA-256.
 *
 * @param {Archive} archive
 * @param {string} path Of the archive file.
 * @param {{ build: 'cpu' | 'cuda', source: string, context: Context }} options
 * @returns {Promise<Library>}
 */
async function unpackLibraries(archive, path, { build, source, context }) {
  const { cache, workFolder, reporter } = context;
  const checking = reporter.begin('check-hash', { file: basename(path) });
  const found = await hashFile(path, (done) => checking.update(done, archive.sizeBytes));
  checking.end();
  if (found !== archive.sha256) {
    if (path.startsWith(cache)) rmSync(path);
    throw new SetupProblem('wrong-hash', { file: path, found, expected: archive.sha256 });
  }
  const half = makeFolder(join(workFolder, 'libraries'));
  const size = Math.round(archive.unpackedBytes / 1e6);
  const unpacking = reporter.begin('unpack', { count: archive.libraries.length, size });
  let done = 0;
  const entries = await listZip(path);
  for (const member of archive.libraries) {
    const entry = entries.find(({ name }) => name === member);
    if (!entry) throw new Error(`${archive.file} has no member ${member}`);
    await unpackEntry(path, entry, placeBelow(half, basename(member)), (bytes) =>
      unpacking.update((done += bytes), archive.unpackedBytes),
    );
  }
  unpacking.end();
  if (build === 'cuda') await cudaLibraries({ wheel: path, entries, folder: half, context });
  const files = [];
  for (const member of archive.libraries) {
    const library = join(half, basename(member));
    files.push({ name: basename(member), sizeBytes: fileSize(library), sha256: await hashFile(library) });
  }
  writeFileSync(
    join(half, 'manifest.json'),
    `${JSON.stringify({ version: archive.version, build, source, files }, null, 2)}\n`,
  );
  const folder = libraryFolder(archive, build, cache);
  moveInto(half, folder);
  return describeLibrary(archive, folder, build, source);
}

function libraryFolder(
  /** @type {Archive} */ { version },
  /** @type {string} */ build,
  /** @type {string} */ cache,
) {
  return join(cache, 'tensorflow', `${version}-${platformName}-${build}`);
}

/** @returns {Library} */
function describeLibrary(
  /** @type {Archive} */ archive,
  /** @type {string} */ folder,
  /** @type {'cpu' | 'cuda'} */ build,
  /** @type {string} */ source,
) {
  const files = archive.libraries.map((member) => join(folder, basename(member)));
  return { folder, files, version: archive.version, build, source };
}
