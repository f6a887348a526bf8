/**
 * The checks that `npm run check` and `npm test` share: format, lint and types, and runs of the test projects.
 * Node built-ins only; the tools run under the project's own Node.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What one check came to. */
/** @typedef {{ name: string, isOk: boolean, seconds: number, output: string }} CheckResult */

/** What the tests came to; see test/reporter/plain-reporter.ts. */
/** @typedef {{ passed: number, failed: number, skipped: { name: string, reason: string }[] }} TestReport */

const prettier = ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'];
const eslint = ['eslint/bin/eslint.js', '--max-warnings', '0', '.'];
const svelteCheck = [
  'svelte-check/bin/svelte-check',
  ...['--tsconfig', 'tsconfig.renderer.json', '--fail-on-warnings', '--output', 'human'],
];
const tsc = (project) => ['typescript/bin/tsc', '--noEmit', '-p', project];

/**
 * Runs format, lint and type checks, two at a time; prints one line each, and the output of those that fail.
 * @param {string} node the Node to run them with
 * @returns {Promise<CheckResult[]>}
 */
export async function runStaticChecks(node) {
  const check = async (name, [tool, ...args]) => {
    const started = performance.now();
    const { code, output } = await run(node, [join(root, 'node_modules', tool), ...args]);
    const result = { name, isOk: code === 0, seconds: (performance.now() - started) / 1000, output };
    printCheck(result);
    return result;
  };
  const [lint, others] = await Promise.all([
    check('lint', eslint),
    inTurn([
      () => check('format', prettier),
      () => check('types', tsc('tsconfig.json')),
      () => check('types of shared code', tsc('tsconfig.shared.json')),
      () => check('types of the page', svelteCheck),
      () => check('types of window tests', tsc('test/e2e/tsconfig.json')),
    ]),
  ]);
  return [lint, ...others];
}

/**
 * Runs the tests of some vitest projects, with their lines shown as they come.
 * @param {string} node the Node to run them with
 * @param {readonly string[]} projects names of vitest.config.ts; none means all
 * @param {readonly string[]} [filters] parts of paths of test files; none means all
 * @returns {Promise<TestReport>}
 */
export async function runTests(node, projects, filters = []) {
  const folder = mkdtempSync(join(tmpdir(), 'tatami-tests-'));
  const file = join(folder, 'report.json');
  const args = [
    join(root, 'node_modules/vitest/vitest.mjs'),
    ...['run', '--reporter', join(root, 'test/reporter/plain-reporter.ts')],
    ...projects.flatMap((project) => ['--project', project]),
    ...filters,
  ];
  try {
    const { code } = await run(node, args, { TATAMI_TEST_REPORT: file });
    return withExitCode(readReport(file), code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Prints the line of a check, with what it said where it failed. */
export function printCheck({ name, isOk, seconds, output }) {
  console.log(`${isOk ? 'ok  ' : 'FAIL'}  ${name.padEnd(26)} ${seconds.toFixed(1).padStart(6)} s`);
  if (!isOk && output) console.log(output.trimEnd().replace(/^/gm, '      '));
}

/** A run that ends badly without a failed test (a crash of the runner, say) counts as one failure. */
function withExitCode(report, code) {
  return code !== 0 && report.failed === 0 ? { ...report, failed: 1 } : report;
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: [] };
  }
}

async function inTurn(tasks) {
  const results = [];
  for (const task of tasks) results.push(await task());
  return results;
}

/** Runs a program to its end; with an environment its output is shown, else it is kept. */
function run(program, args, environment) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', environment ? 'inherit' : 'pipe', environment ? 'inherit' : 'pipe'],
    });
    let output = '';
    child.stdout?.on('data', (text) => (output += text));
    child.stderr?.on('data', (text) => (output += text));
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
