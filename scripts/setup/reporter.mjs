/**
 * Tells on standard error what set-up does: on a terminal one line that changes, elsewhere (CI, log files) plain
 * lines, about one for every tenth. Standard output stays free for the command that follows.
 */
import { phrases } from './phrases.mjs';
import { fillWords } from './problems.mjs';

/** Plain lines come no faster than this. */
const quietMs = 1_500;

/** @typedef {import('./problems.mjs').Details} Details */
/** @typedef {import('./problems.mjs').Language} Language */
/** @typedef {import('./problems.mjs').Words} Words */
/** @typedef {keyof typeof phrases} PhraseName */

/**
 * @typedef {object} Reporter
 * @property {(name: PhraseName, details?: Details) => void} say Writes one line.
 * @property {Language} language
 * @property {(label: PhraseName, details?: Details) => Progress} begin Starts a step with progress.
 */

/**
 * @typedef {object} Progress
 * @property {(done: number, total: number, unit?: 'bytes' | 'pieces') => void} update
 * @property {() => void} end
 */

/**
 * The language of the machine: Japanese where the locale says so, else English.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Language}
 */
export function chooseLanguage(env = process.env) {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || Intl.DateTimeFormat().resolvedOptions().locale;
  return /^ja\b|^ja_/i.test(locale) ? 'ja' : 'en';
}

/**
 * One line about progress: percentage, amount and time left.
 *
 * @param {{ done: number, total: number, unit: 'bytes' | 'pieces', elapsedMs: number }} state
 * @param {Language} language
 * @returns {string}
 */
export function describeProgress({ done, total, unit, elapsedMs }, language) {
  const share = Math.min(1, done / total);
  const amount = unit === 'bytes' ? `${megabytes(done)} / ${megabytes(total)} MB` : `${done} / ${total}`;
  const percent = `${String(Math.floor(share * 100)).padStart(3)} %  ${amount}`;
  if (share === 0 || share === 1 || elapsedMs < 1000) return percent;
  const seconds = Math.ceil((elapsedMs / share - elapsedMs) / 1000);
  return `${percent}  ${fillWords(phrases['time-left'], { time: describeSeconds(seconds, language) })[language]}`;
}

/**
 * @param {{ stream?: NodeJS.WriteStream, language?: Language }} [options]
 * @returns {Reporter}
 */
export function createReporter({ stream = process.stderr, language = chooseLanguage() } = {}) {
  const tell = (/** @type {Words} */ words) => void stream.write(`${words[language]}\n`);
  const fill = (/** @type {PhraseName} */ name, /** @type {Details} */ details) =>
    fillWords(phrases[name], details);
  return {
    language,
    say: (name, details = {}) => tell(fill(name, details)),
    begin: (name, details = {}) => {
      tell(fill(name, details));
      return stream.isTTY ? changingLine(stream, language) : plainLines(stream, language);
    },
  };
}

/** @returns {Progress} */
function changingLine(/** @type {NodeJS.WriteStream} */ stream, /** @type {Language} */ language) {
  const started = Date.now();
  let isDrawn = false;
  return {
    update(done, total, unit = 'bytes') {
      const line = describeProgress({ done, total, unit, elapsedMs: Date.now() - started }, language);
      stream.write(`\r\u001b[K      ${line}`);
      isDrawn = true;
    },
    end() {
      if (isDrawn) stream.write('\r\u001b[K');
    },
  };
}

/** @returns {Progress} */
function plainLines(/** @type {NodeJS.WriteStream} */ stream, /** @type {Language} */ language) {
  const started = Date.now();
  let next = 0.1;
  let lastLine = started;
  return {
    update(done, total, unit = 'bytes') {
      if (done / total < next || Date.now() - lastLine < quietMs) return;
      lastLine = Date.now();
      next = Math.floor((done / total) * 10) / 10 + 0.1;
      stream.write(
        `      ${describeProgress({ done, total, unit, elapsedMs: Date.now() - started }, language)}\n`,
      );
    },
    end() {},
  };
}

function megabytes(/** @type {number} */ bytes) {
  return Math.round(bytes / 1_000_000);
}

function describeSeconds(/** @type {number} */ seconds, /** @type {Language} */ language) {
  if (seconds < 90) return language === 'ja' ? `${seconds} 秒` : `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return language === 'ja' ? `${minutes} 分` : `${minutes} min`;
}
