/** The system libraries that Electron's window needs on Debian and its children. */
import { SetupProblem } from './problems.mjs';
import { lastWords, runProgram } from './processes.mjs';
import { isDebian } from './versions.mjs';

const wanted = [
  'xvfb',
  'xauth',
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libxtst6',
  'libatspi2.0-0',
  'fonts-noto-cjk',
];

/** apt-get that says nothing for this long is given up. */
const silenceMs = 120_000;

/**
 * Installs what is missing when this is Debian and we are root, else names the command that does.
 *
 * @param {import('./parts.mjs').Context} context
 * @returns {Promise<import('./parts.mjs').Outcome>}
 */
export async function getWindowLibraries({ reporter }) {
  if (process.platform !== 'linux')
    return outcome('nothing needed on this system', 'このシステムでは不要です');
  if (!isDebian())
    return outcome('not checked: this is no Debian', 'Debian 系ではないため、確認していません');
  const missing = missingFrom(wanted, await installedPackages());
  if (missing.length === 0) return outcome('all installed', 'すべてインストール済みです');
  const names = await Promise.all(missing.map(nameHere));
  if (process.getuid?.() === 0) {
    reporter.say('get-libraries', { packages: names.join(' ') });
    await aptGet(['update']);
    await aptGet(['install', '-y', '--no-install-recommends', ...names]);
    if (missingFrom(missing, await installedPackages()).length === 0)
      return outcome('installed', 'インストールしました');
  }
  const command = `sudo apt-get install -y --no-install-recommends ${names.join(' ')}`;
  throw new SetupProblem('window-libraries', { packages: names.join(' '), command });
}

/**
 * Which packages neither are installed nor are provided by an installed one (as `libgtk-3-0` by `libgtk-3-0t64`).
 *
 * @param {readonly string[]} names
 * @param {ReadonlySet<string>} installed
 * @returns {string[]}
 */
export function missingFrom(names, installed) {
  return names.filter((name) => !installed.has(name));
}

/**
 * Names of installed packages and of what they provide, out of dpkg's answer.
 *
 * @param {string} answer Lines of package, state and provided names, between tabs.
 * @returns {Set<string>}
 */
export function parseInstalled(answer) {
  const names = answer.split('\n').flatMap((line) => {
    const [name = '', state, provided = ''] = line.split('\t');
    return state === 'installed'
      ? [name, ...provided.split(',').map((item) => item.trim().replace(/ .*$/, ''))]
      : [];
  });
  return new Set(names);
}

async function installedPackages() {
  const format = '${Package}\t${db:Status-Status}\t${Provides}\n';
  return parseInstalled((await runProgram('dpkg-query', ['-W', `-f=${format}`])).stdout);
}

/** Since the change to 64-bit time (Debian 13, Ubuntu 24.04) some libraries are called `…t64`. */
async function nameHere(/** @type {string} */ name) {
  const later = `${name}t64`;
  return (await runProgram('apt-cache', ['show', later])).isOk ? later : name;
}

async function aptGet(/** @type {readonly string[]} */ args) {
  let lastLine = Date.now();
  const result = await runProgram('apt-get', args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    onLine: () => (lastLine = Date.now()),
    isStuck: () => Date.now() - lastLine > silenceMs,
  });
  return result.isOk ? null : lastWords(result);
}

/** @returns {import('./parts.mjs').Outcome} */
function outcome(/** @type {string} */ en, /** @type {string} */ ja) {
  return { message: { en, ja } };
}
