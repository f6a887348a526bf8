/**
 * `npm run test:keras [-- --seed N] [--cases N] [PART...]`: set-up, a Python with Keras, then the tests that ask it:
 * fresh random cases (at least N, default 100) and the twins of whole runs. The seed is printed; with it the same
 * cases come again. PART limits the test files, such as `live` to the random cases. Not part of `npm test`.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { runTests } from './checks.mjs';
import { kerasPythonOrExplain } from './setup/keras-or-explain.mjs';
import { createReporter } from './setup/reporter.mjs';
import { ensureReady } from './setup.mjs';

const FEWEST_CASES = 50;
const reporter = createReporter();

const { seed, cases, parts } = readArguments();
const { node } = await ensureReady({ isQuiet: true });
process.env.TATAMI_KERAS_PYTHON = await kerasPythonOrExplain(reporter);
process.env.TATAMI_KERAS_SEED = String(seed);
process.env.TATAMI_KERAS_CASES = String(cases);
const again = `npm run test:keras -- --seed ${seed} --cases ${cases}`;
console.log(`Random cases from seed ${seed}; the same again: ${again}`);
const { passed, failed, skipped } = await runTests(node, ['keras'], parts);
for (const { name, reason } of skipped) console.log(`skipped  ${name}: ${reason}`);
if (failed > 0) console.log(`The same cases again: ${again}`);
console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;

function readArguments() {
  const options = /** @type {const} */ ({ seed: { type: 'string' }, cases: { type: 'string' } });
  try {
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const whole = (
      /** @type {string} */ name,
      /** @type {number} */ fallback,
      /** @type {number} */ least,
    ) => {
      const text = values[/** @type {'seed' | 'cases'} */ (name)];
      const number = text === undefined ? fallback : Number(text);
      if (!Number.isSafeInteger(number) || number < least) {
        throw new RangeError(`--${name} takes a whole number from ${least}; found ${text}`);
      }
      return number;
    };
    return {
      seed: whole('seed', randomInt(2 ** 31), 0),
      cases: whole('cases', 2 * FEWEST_CASES, FEWEST_CASES),
      parts: positionals,
    };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(2);
  }
}
