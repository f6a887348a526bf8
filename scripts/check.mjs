/**
 * `npm run check`: format, lint, types, layers and unit tests in about a minute. Exit code 0 when all is well.
 */
import { printCheck, runStaticChecks, runTests } from './checks.mjs';
import { ensureReady } from './setup.mjs';

const started = performance.now();
const { node } = await ensureReady();
const checks = await runStaticChecks(node);
for (const [name, project] of [
  ['layers', 'architecture'],
  ['unit tests', 'unit'],
  ['engine tests', 'engine'],
]) {
  const begun = performance.now();
  const { passed, failed } = await runTests(node, [project]);
  checks.push({
    name: `${name} (${passed} passed)`,
    isOk: failed === 0 && passed > 0,
    seconds: (performance.now() - begun) / 1000,
    output: '',
  });
}

const broken = checks.filter(({ isOk }) => !isOk);
console.log('\nSummary');
for (const check of checks) printCheck({ ...check, output: '' });
console.log(
  broken.length === 0
    ? `All is well, after ${((performance.now() - started) / 1000).toFixed(0)} s.`
    : `Not in order: ${broken.map(({ name }) => name).join(', ')}.`,
);
process.exitCode = broken.length === 0 ? 0 : 1;
