/**
 * `npm run setup`: everything that a bare clone lacks. Also the first step of `npm start`, `npm test`,
 * `npm run check` and `npm run tatami`. Node built-ins only; runs under Node 18 and later.
 */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { node24Path } from './setup/node24.mjs';
import { SetupProblem } from './setup/problems.mjs';
import { chooseLanguage } from './setup/reporter.mjs';
import { setUp } from './setup/run.mjs';
import { missingPart, requiredParts } from './setup/status.mjs';

export { node24Path } from './setup/node24.mjs';

/**
 * Sets up what is missing before a command runs. Ends the process with exit code 1 where even Node 24 or the npm
 * packages cannot be had; everything else that is missing is told and left to the command (`tatami doctor`).
 *
 * @param {{ isQuiet?: boolean }} [options] `isQuiet`: no word where nothing is missing.
 * @returns {Promise<{ node: string, status: import('./setup/status.mjs').Status }>} `node` is the path of Node 24.
 */
export async function ensureReady({ isQuiet = false } = {}) {
  const status = await setUpOrExplain({ isQuiet });
  const node = node24Path();
  if (!node || status.parts.packages?.state !== 'ok' || status.parts.node?.state !== 'ok') process.exit(1);
  return { node, status };
}

/** @param {Parameters<typeof setUp>[0]} options */
async function setUpOrExplain(options) {
  try {
    return await setUp(options);
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    const { message, hint } = missingPart(error, 0);
    const language = chooseLanguage();
    process.stderr.write(`${message[language]}\n${hint?.[language]}\n`);
    process.exit(1);
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { parts } = await setUpOrExplain({ isThorough: true });
  process.exitCode = requiredParts.every((name) => parts[name]?.state === 'ok') ? 0 : 1;
}
