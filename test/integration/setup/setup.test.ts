import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStatus, requiredParts } from '../../../scripts/setup/status.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const run = promisify(execFile);

describe('set-up where everything is there', () => {
  it('takes one line and no noticeable time', async () => {
    const started = performance.now();
    const script = "import { ensureReady } from './scripts/setup.mjs'; await ensureReady();";
    const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', script], {
      cwd: root,
    });
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(stdout).toBe('');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('has written down every part with its state', () => {
    const parts = readStatus()?.parts ?? {};
    for (const name of requiredParts) expect(parts[name], name).toMatchObject({ state: 'ok' });
    expect(Object.keys(parts)).toEqual([...requiredParts, 'electron', 'window', 'fashion']);
  });
});

describe('set-up of a bare clone on a machine without npm', () => {
  let clone = '';
  beforeAll(() => {
    clone = mkdtempSync(join(tmpdir(), 'tatami-clone-'));
    for (const path of ['scripts', 'bin', 'resources/native', 'package.json', 'package-lock.json']) {
      cpSync(join(root, path), join(clone, path), { recursive: true });
    }
  });
  afterAll(() => rmSync(clone, { recursive: true }));

  function inClone(script: string, language: string): { status: number | null; stderr: string } {
    const env = { PATH: '', LANG: language, TATAMI_CACHE: join(clone, 'cache') };
    return spawnSync(process.execPath, [join(clone, script)], { env, encoding: 'utf8' });
  }

  it('says what is missing and what to do, and fails', () => {
    const { status, stderr } = inClone('scripts/setup.mjs', 'C');
    expect(stderr).toContain('npm was not found');
    expect(stderr).toContain('What to do: Install Node.js with npm');
    expect(status).toBe(1);
  });

  it('says it in Japanese where the machine speaks Japanese', () => {
    expect(inClone('scripts/start.mjs', 'ja_JP.UTF-8').stderr).toContain('npm が見つかりません。');
  });

  it('leaves its findings for others to read', () => {
    const status = readStatus(join(clone, 'node_modules', '.tatami', 'setup.json'));
    expect(status?.parts.packages).toMatchObject({ state: 'missing', reason: 'no-npm' });
    expect(status?.parts.binding).toMatchObject({ state: 'missing', reason: 'needs-packages' });
    expect(readFileSync(join(clone, 'package.json'), 'utf8')).toBe(
      readFileSync(join(root, 'package.json'), 'utf8'),
    );
  });
});
