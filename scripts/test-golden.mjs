/**
 * `npm run test:golden`: set-up, then the comparison with the numbers of Keras that lie in test/golden/data. Its table
 * says how many cases and numbers of each layer, loss, optimizer and so on were compared, and the largest difference.
 */
import { runTests } from './checks.mjs';
import { ensureReady } from './setup.mjs';

const { node } = await ensureReady({ isQuiet: true });
const { passed, failed, skipped } = await runTests(node, ['golden']);
console.log(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
