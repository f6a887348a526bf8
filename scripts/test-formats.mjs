/**
 * `npm run test:formats [-- --seed N] [PART...]`: set-up, a Python with the judges (Keras 3, Keras 2, ONNX Runtime),
 * then every export format on every layer and 20 random nets. The table says how far each judge's predictions are from
 * ours. PART limits the test files, such as `keras-family`. Not part of `npm test`.
 */
import { parseArgs } from 'node:util';
import { runTests } from './checks.mjs';
import { formatJudges } from './setup/keras.mjs';
import { kerasPythonOrExplain } from './setup/keras-or-explain.mjs';
import { createReporter } from './setup/reporter.mjs';
import { ensureReady } from './setup.mjs';

const { seed, parts } = readArguments();
const { node } = await ensureReady({ isQuiet: true });
process.env.TATAMI_KERAS_PYTHON = await kerasPythonOrExplain(createReporter(), formatJudges);
process.env.TATAMI_FORMATS_SEED = seed;
console.log(`Nets from seed ${seed}`);
const { passed, failed, skipped } = await runTests(node, ['formats'], parts);
for (const { name, reason } of skipped) console.log(`skipped  ${name}: ${reason}`);
console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      options: { seed: { type: 'string', default: '1' } },
      allowPositionals: true,
    });
    if (!Number.isSafeInteger(Number(values.seed)) || Number(values.seed) < 0)
      throw new RangeError(`--seed takes a whole number from 0; found ${values.seed}`);
    return { seed: values.seed, parts: positionals };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(2);
  }
}
