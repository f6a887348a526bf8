import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { isRootOnLinux } from '../../scripts/window/electron.mjs';
import { projectRoot } from '../architecture/project-files.ts';
import { canSeeProcesses, processesOf } from './processes.ts';

let home = '';
let started: ChildProcess | null = null;
beforeEach(({ skip }) => {
  const reason = inject('noWindowBecause');
  skip(reason !== null, reason ?? '');
  skip(!canSeeProcesses, 'other processes are looked at on Linux only');
  home = mkdtempSync(join(tmpdir(), 'tatami-start-'));
});
afterEach(() => {
  started?.kill('SIGKILL');
  if (home !== '') rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

describe('tatami start', () => {
  it('opens the window of its home where there is a display, and closes it when it is interrupted', async () => {
    const display = inject('display');
    const tatami = spawn(
      process.execPath,
      [join(projectRoot, 'bin/tatami.mjs'), 'start', '--home', home, '--lang', 'en', '--json'],
      {
        env: { ...process.env, ...(display === '' ? {} : { DISPLAY: display }) },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    started = tatami;
    let [stdout, stderr] = ['', ''];
    tatami.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    tatami.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const ended = new Promise((resolve) => tatami.once('close', resolve));
    const isUp = (): boolean => processesOf(home).some(({ command }) => command.includes('lab-process.ts'));
    await vi.waitFor(() => expect(isUp()).toBe(true), { timeout: 60_000, interval: 200 });
    tatami.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(stderr).toContain('Opening the window');
    expect(stderr.includes('--no-sandbox')).toBe(isRootOnLinux());
    expect(JSON.parse(stdout)).toEqual({
      window: { exitCode: 0, logFile: join(home, 'logs', 'window.log') },
    });
    expect(existsSync(join(home, 'logs', 'window.log'))).toBe(true);
    await vi.waitFor(() => expect(processesOf(home)).toEqual([]), { timeout: 20_000, interval: 200 });
  });
});
