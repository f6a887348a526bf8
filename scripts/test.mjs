/**
 * `npm test`: set-up, the static checks, then every test but those that need a Python with Keras. The very last line is `N passed, N failed, N skipped`,
 * whatever happens; a check that fails counts as one failure. Exit code 0 only when something passed and nothing
 * failed.
 */
import { runStaticChecks, runTests } from './checks.mjs';
import { ensureReady } from './setup.mjs';

const tally = { passed: 0, failed: 1, skipped: 0 };
process.exitCode = 1;
process.on('exit', () => {
  console.log(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`);
});

const { node } = await ensureReady();
const checks = await runStaticChecks(node);
const { passed, failed, skipped } = await runTests(node, ['!keras']);
for (const { name, reason } of skipped) console.log(`skipped  ${name}: ${reason}`);

const brokenChecks = checks.filter(({ isOk }) => !isOk);
for (const { name } of brokenChecks) console.log(`FAIL  ${name} (see above)`);
Object.assign(tally, { passed, failed: failed + brokenChecks.length, skipped: skipped.length });
if (tally.passed > 0 && tally.failed === 0) process.exitCode = 0;
