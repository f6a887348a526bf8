import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { TestReport } from './plain-reporter.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the plain reporter', () => {
  it('counts what passed, failed and was skipped', () => {
    const { output, report } = runFixture('outcomes');
    expect(report).toEqual({
      passed: 1,
      failed: 1,
      skipped: [{ name: 'outcomes.test.ts: is skipped with a reason', reason: 'there is no GPU here' }],
    });
    expect(output).toContain('FAIL  fails');
    expect(output).toContain('expected 2 to be 3');
    expect(output).not.toContain('\u001b[');
  });

  it('counts a file that does not load as failed', () => {
    const { output, report } = runFixture('broken');
    expect(report).toEqual({ passed: 0, failed: 1, skipped: [] });
    expect(output).toContain('this file does not load');
  });

  it('counts a test process that dies as failed', () => {
    const { report } = runFixture('killed');
    expect(report.passed).toBe(0);
    expect(report.failed).toBeGreaterThan(0);
  });
});

/** Runs one fixture file with a vitest of its own, under the reporter. */
function runFixture(name: string): { output: string; report: TestReport } {
  const folder = mkdtempSync(join(tmpdir(), 'tatami-reporter-'));
  try {
    const file = join(folder, 'report.json');
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const reporter = join(root, 'test/reporter/plain-reporter.ts');
    const { stdout } = spawnSync(process.execPath, [vitest, 'run', name, '--reporter', reporter], {
      cwd: join(root, 'test/fixtures/reporter'),
      encoding: 'utf8',
      env: { ...process.env, TATAMI_TEST_REPORT: file },
    });
    return { output: stdout, report: JSON.parse(readFileSync(file, 'utf8')) as TestReport };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
