/**
 * The test reporter of `npm test` and `npm run check`: plain lines without colours or cursor movement, the same
 * on a terminal and in a log. Where `TATAMI_TEST_REPORT` names a file, the counts go there as JSON.
 */
import { writeFileSync } from 'node:fs';

import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';
import { tallyLines } from './tally.ts';

/** A test that did not run, and why. */
export interface SkippedTest {
  readonly name: string;
  readonly reason: string;
}

/** What one vitest run came to. */
export interface TestReport {
  readonly passed: number;
  /** Failed tests, files that did not load or finish, and errors outside of any test. */
  readonly failed: number;
  readonly skipped: readonly SkippedTest[];
}

/** Reporter class, named in `--reporter`; vitest makes one per run. */
export default class PlainReporter implements Reporter {
  onTestModuleEnd(module: TestModule): void {
    process.stdout.write(`${moduleLines(module).join('\n')}\n`);
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    for (const error of unhandled) process.stdout.write(`  error outside of any test: ${errorText(error)}\n`);
    const tally = modules
      .flatMap((module) => [...module.children.allTests()])
      .flatMap((test) => test.meta().tally ?? []);
    for (const line of tallyLines(tally)) process.stdout.write(`${line}\n`);
    const report = countTests(modules, unhandled.length);
    const target = process.env['TATAMI_TEST_REPORT'];
    if (target) writeFileSync(target, JSON.stringify(report));
  }
}

/** Counts the tests of all files. A file that did not load, or never finished, counts as one failed test more. */
export function countTests(modules: readonly TestModule[], unhandledErrors: number): TestReport {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const brokenFiles = modules.filter((module) => isBroken(module)).length;
  const unfinished = tests.filter((test) => test.result().state === 'pending').length;
  return {
    passed: tests.filter((test) => test.result().state === 'passed').length,
    failed:
      tests.filter((test) => test.result().state === 'failed').length +
      brokenFiles +
      unfinished +
      unhandledErrors,
    skipped: tests.filter((test) => test.result().state === 'skipped').map(skippedTest),
  };
}

function isBroken(module: TestModule): boolean {
  const suites = [...module.children.allSuites()];
  const hasErrors = module.errors().length > 0 || suites.some((suite) => suite.errors().length > 0);
  return hasErrors || module.state() === 'pending' || module.state() === 'queued';
}

function skippedTest(test: TestCase): SkippedTest {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return { name: `${test.module.relativeModuleId}: ${test.fullName}`, reason: note ?? 'no reason is given' };
}

function moduleLines(module: TestModule): string[] {
  const tests = [...module.children.allTests()];
  const suites = [...module.children.allSuites()];
  const errors = [module, ...suites].flatMap((part) => part.errors());
  const isOk = module.ok() && errors.length === 0;
  const seconds = (module.diagnostic().duration / 1000).toFixed(1);
  return [
    `${isOk ? 'ok  ' : 'FAIL'}  ${module.relativeModuleId}  ${tests.length} tests, ${seconds} s`,
    ...tests.flatMap((test) => test.annotations().map(({ message }) => `        ${message}`)),
    ...errors.map((error) => `  FAIL  the file: ${errorText(error)}`),
    ...tests.flatMap(failureLines),
  ];
}

function failureLines(test: TestCase): string[] {
  const result = test.result();
  if (result.state !== 'failed') return [];
  return [`  FAIL  ${test.fullName}`, ...result.errors.map((error) => indent(errorText(error)))];
}

/** Message, difference, and the place in the project's own files. */
function errorText(error: SerializedError): string {
  const places = (error.stack ?? '')
    .split('\n')
    .filter((line) => /\.(ts|mjs)[:)]/.test(line) && !/node_modules/.test(line));
  const diff = typeof error['diff'] === 'string' ? [stripColours(error['diff'])] : [];
  const cause =
    error.cause instanceof Object && 'message' in error.cause
      ? [`because: ${String(error.cause.message)}`]
      : [];
  const lines = [
    stripColours(error.message),
    ...cause,
    ...diff,
    ...places.slice(0, 3).map((line) => line.trim()),
  ];
  return lines.join('\n');
}

function stripColours(text: string): string {
  return text.replace(/\u001b\[[0-9;]*m/g, '');
}

function indent(text: string): string {
  return text.replace(/^/gm, '        ');
}
