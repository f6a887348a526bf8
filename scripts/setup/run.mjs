/** Set-up from start to end: a quick look first, then, under the lock, every part; the result goes into a file. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './files.mjs';
import { takeLock } from './lock.mjs';
import { missingPackages } from './packages.mjs';
import { newContext, parts as plan } from './parts.mjs';
import { phrases } from './phrases.mjs';
import { cacheFolder, platformName } from './places.mjs';
import { problemOf } from './problems.mjs';
import { endChildren, watchChildren } from './processes.mjs';
import { createReporter } from './reporter.mjs';
import {
  hasItsFiles,
  inputsKey,
  keep,
  missingPart,
  readStatus,
  requiredParts,
  writeStatus,
} from './status.mjs';

/** @typedef {import('./reporter.mjs').Reporter} Reporter */
/** @typedef {import('./status.mjs').Part} Part */
/** @typedef {import('./status.mjs').PartName} PartName */
/** @typedef {import('./status.mjs').Status} Status */

/**
 * Sets up what is missing; one line where nothing is.
 *
 * @param {object} [options]
 * @param {boolean} [options.isQuiet] Not even that line.
 * @param {boolean} [options.isThorough] Try again what an earlier run could not get and the terminal can do without
 *   (Electron, libraries for the window).
 * @returns {Promise<Status>}
 * @throws {import('./problems.mjs').SetupProblem} Where the cache or the clone cannot be written.
 */
export async function setUp({ isQuiet = false, isThorough = false } = {}) {
  const reporter = createReporter();
  const known = stillValid(isThorough);
  if (known) {
    if (!isQuiet) tellReady(known, reporter);
    return known;
  }
  const cache = cacheFolder();
  try {
    return await underLock(cache, reporter, () => stillValid(isThorough) ?? runParts(cache, reporter));
  } catch (error) {
    throw problemOf(error, cache);
  }
}

/** The result of an earlier run, if everything that it found is still so. */
function stillValid(/** @type {boolean} */ isThorough) {
  const status = readStatus();
  if (status === null || status.key !== inputsKey() || missingPackages().length > 0) return null;
  if (plan.some(([name]) => status.parts[name] === undefined)) return null;
  const parts = Object.values(status.parts);
  if (!parts.every(hasItsFiles)) return null;
  const looked = isThorough ? plan.map(([name]) => name) : requiredParts;
  return namesOfMissing(status, looked).length === 0 ? status : null;
}

/**
 * Does the work while no other set-up does; a signal ends the programs that run and gives the lock back.
 *
 * @param {string} cache
 * @param {Reporter} reporter
 * @param {() => Status | Promise<Status>} work
 */
async function underLock(cache, reporter, work) {
  const lock = await takeLock(join(makeFolder(cache), 'setup.lock'), (pid) =>
    reporter.say('waiting', { pid }),
  );
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  const cleanUp = () => {
    rmSync(join(cache, 'work'), { recursive: true, force: true });
    lock.release();
  };
  const stop = async () => {
    await endChildren();
    cleanUp();
    process.exit(130);
  };
  for (const signal of signals) process.on(signal, stop);
  try {
    watchChildren(lock.setChildren);
    rmSync(join(cache, 'work'), { recursive: true, force: true });
    return await work();
  } finally {
    watchChildren(() => {});
    for (const signal of signals) process.off(signal, stop);
    cleanUp();
  }
}

async function runParts(/** @type {string} */ cache, /** @type {Reporter} */ reporter) {
  const started = Date.now();
  reporter.say('begin', { cache });
  if (platformName !== 'linux-x64') reporter.say('untried', { platform: platformName });
  /** @type {Status['parts']} */
  const parts = {};
  const found = {};
  for (const [index, [name, act]] of plan.entries()) {
    const title = phrases[`title-${name}`][reporter.language];
    reporter.say('part', { number: index + 1, count: plan.length, title });
    const part = await runPart(() => act(newContext(cache, reporter), found), cache);
    tellPart(part, reporter);
    parts[name] = part;
  }
  /** @type {Status} */
  const status = { format: 1, key: inputsKey(), finishedAt: new Date().toISOString(), parts };
  writeStatus(status);
  const missing = titles(namesOfMissing(status), reporter);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  reporter.say(missing === '' ? 'finished' : 'finished-without', { seconds, parts: missing });
  return status;
}

/**
 * @param {() => Promise<import('./parts.mjs').Outcome>} act
 * @param {string} folder Named where writing fails.
 * @returns {Promise<Part>}
 */
async function runPart(act, folder) {
  const started = Date.now();
  try {
    const { message, details = {}, files = [] } = await act();
    return { state: 'ok', message, details, files: keep(files), durationMs: Date.now() - started };
  } catch (error) {
    return missingPart(problemOf(error, folder), Date.now() - started);
  }
}

function tellPart(/** @type {Part} */ part, /** @type {Reporter} */ reporter) {
  const { language } = reporter;
  const seconds = (part.durationMs / 1000).toFixed(1);
  if (part.state === 'ok') {
    reporter.say('done', { what: part.message[language], seconds });
    return;
  }
  reporter.say('missing', { message: part.message[language] });
  if (part.hint) reporter.say('hint', { hint: part.hint[language] });
}

function tellReady(/** @type {Status} */ status, /** @type {Reporter} */ reporter) {
  const missing = namesOfMissing(status);
  reporter.say(missing.length === 0 ? 'ready' : 'ready-without', { parts: titles(missing, reporter) });
}

/**
 * @param {Status} status
 * @param {readonly PartName[]} [among]
 */
function namesOfMissing({ parts }, among = plan.map(([name]) => name)) {
  return among.filter((name) => parts[name]?.state !== 'ok');
}

function titles(/** @type {readonly PartName[]} */ names, /** @type {Reporter} */ { language }) {
  return names.map((name) => phrases[`title-${name}`][language]).join(', ');
}
