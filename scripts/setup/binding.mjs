/**
 * TensorFlow's Node-API binding: the sources of `@tensorflow/tfjs-node-gpu`, corrected by
 * `resources/native/binding.patch` (the stock ones corrupt memory), compiled by one call of the C++ compiler, kept
 * in the cache under a hash of all that goes into them, and put into the package.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { compilerNames, findCompiler } from './compiler.mjs';
import { copyInto, fileSize, linkInto, makeFolder, moveInto } from './files.mjs';
import { nodeHeaders } from './node24.mjs';
import { applyPatch } from './patch.mjs';
import { nativeResource, packageFolder, platformName } from './places.mjs';
import { SetupProblem } from './problems.mjs';
import { errorLine, lastWords, runProgram } from './processes.mjs';

const packageName = '@tensorflow/tfjs-node-gpu';

const compileFlags = ['-std=c++17', '-O2', '-fPIC', '-DNAPI_VERSION=8'];

/** Flags by operating system: how to make a loadable module that finds the libraries beside it. */
const moduleFlags = {
  linux: ['-shared', '-Wl,-rpath,$ORIGIN/../../deps/lib'],
  darwin: ['-bundle', '-undefined', 'dynamic_lookup', '-Wl,-rpath,@loader_path/../../deps/lib'],
};

/** @typedef {import('./tensorflow.mjs').Library} Library */
/** @typedef {import('./parts.mjs').Context} Context */

/** Where TF.js looks for its binding. */
export function bindingFile() {
  return join(packageFolder(packageName), 'lib', 'napi-v8', 'tfjs_binding.node');
}

/**
 * Puts the compiled binding and the links to libtensorflow into the package, and tries to load it.
 *
 * @param {Library} library
 * @param {string} node Node 24.
 * @param {Context} context
 * @returns {Promise<{ version: string, files: string[] }>} The version that libtensorflow itself names.
 */
export async function installBinding(library, node, context) {
  const headers = nodeHeaders(node) ?? nodeHeaders(process.execPath);
  const flags = process.platform === 'darwin' ? moduleFlags.darwin : moduleFlags.linux;
  if (!headers) throw new SetupProblem('no-wheel', { version: library.version, platform: platformName });
  const deps = join(packageFolder(packageName), 'deps');
  for (const file of library.files) linkInto(file, join(deps, 'lib', basename(file)));
  rmSync(join(deps, 'nvidia'), { recursive: true, force: true });
  if (library.build === 'cuda') linkInto(join(library.folder, 'nvidia'), join(deps, 'nvidia'));
  const sources = patchedSources();
  const key = hashOf(
    [...sources].flat(),
    [...compileFlags, ...flags],
    readFileSync(join(headers, 'node_version.h'), 'utf8'),
    library,
  );
  const cached = join(context.cache, 'binding', `${key}.node`);
  if (!existsSync(cached)) {
    rmSync(bindingFile(), { force: true });
    const built = await compile(sources, { headers, flags, libraries: library.files, context });
    moveInto(built, cached);
  }
  copyInto(cached, bindingFile());
  const version = await tryBinding(node, cached);
  return { version, files: [bindingFile(), ...library.files] };
}

/** @returns {Map<string, string>} Text by path (`binding/tfjs_backend.cc`), corrected. */
export function patchedSources(folder = packageFolder(packageName)) {
  const names = readdirSync(join(folder, 'binding'))
    .filter((name) => /\.(cc|h)$/.test(name))
    .sort();
  const stock = new Map(
    names.map((name) => [`binding/${name}`, readFileSync(join(folder, 'binding', name), 'utf8')]),
  );
  try {
    return applyPatch(stock, readFileSync(nativeResource('binding.patch'), 'utf8'));
  } catch (error) {
    throw new SetupProblem('patch-mismatch', { problem: /** @type {Error} */ (error).message });
  }
}

/**
 * @param {ReadonlyMap<string, string>} sources
 * @param {{ headers: string, flags: readonly string[], libraries: readonly string[], context: Context }} options
 * @returns {Promise<string>} Path of the compiled module.
 */
async function compile(sources, { headers, flags, libraries, context }) {
  const compiler = await findCompiler();
  if (compiler === null) throw new SetupProblem('no-compiler', { tried: compilerNames().join(', ') });
  const folder = makeFolder(join(context.workFolder, 'build'));
  makeFolder(join(folder, 'binding'));
  for (const [path, text] of sources) writeFileSync(join(folder, path), text);
  context.reporter.say('compile', { compiler });
  const includes = ['binding', headers, nativeResource('include')].map((path) => `-I${path}`);
  const inputs = [...sources.keys()].filter((path) => path.endsWith('.cc'));
  const args = [...compileFlags, ...flags, ...includes, ...inputs, ...libraries, '-o', 'tfjs_binding.node'];
  const result = await runProgram(compiler, args, { cwd: folder });
  const built = join(folder, 'tfjs_binding.node');
  if (result.isOk && fileSize(built) > 0) return built;
  const log = join(makeFolder(join(context.cache, 'logs')), 'binding.log');
  writeFileSync(log, `${compiler} ${args.join(' ')}\n${result.stdout}${result.stderr}`);
  const problem = result.stderr.split('\n').find((line) => /error/i.test(line)) ?? lastWords(result);
  throw new SetupProblem('compile-failed', { problem: problem.trim(), log });
}

/** Loads the binding in a process of its own, where a wrong processor or library can do no harm. */
async function tryBinding(/** @type {string} */ node, /** @type {string} */ cached) {
  const script = 'console.log(require(process.argv[1]).TF_Version)';
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' };
  const result = await runProgram(node, ['-e', script, bindingFile()], { env });
  if (result.isOk) return result.stdout.trim().split('\n').at(-1) ?? '';
  if (result.signal === 'SIGILL') throw new SetupProblem('no-avx', { version: '' });
  throw new SetupProblem('does-not-load', {
    what: 'libtensorflow',
    problem: errorLine(result),
    folder: cached,
  });
}

/**
 * @param {readonly string[]} sources Names and texts.
 * @param {readonly string[]} flags
 * @param {string} nodeVersion
 * @param {Library} library
 */
function hashOf(sources, flags, nodeVersion, { version, build }) {
  const inputs = JSON.stringify([sources, flags, nodeVersion, version, build, platformName]);
  return createHash('sha256').update(inputs).digest('hex').slice(0, 32);
}
