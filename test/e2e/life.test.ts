import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { electronPath, isRootOnLinux, windowArguments } from '../../scripts/window/electron.mjs';
import type { ServiceState, WindowSettings } from '../../src/shared/contract/app.ts';
import { canSeeProcesses, labProcessOf, processesOf } from './processes.ts';
import { tatamiOpener, type TatamiWindow } from './tatami-window.ts';

const patience = { timeout: 30_000, interval: 100 };

let folder = '';
let home = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tatami-life-'));
  home = join(folder, 'home');
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));

// Its windows are closed before the folder is removed: the hooks of the end run from the last to the first.
const open = tatamiOpener();

const facts = (page: Page) =>
  page.evaluate(async () => {
    const answer = await window.lab.call.facts();
    if (!answer.ok) throw new Error(answer.error.code);
    return answer.value;
  });

/** Waits until the lab's process answers. */
async function whenLabAnswers({ page }: TatamiWindow): Promise<void> {
  await vi.waitFor(async () => {
    expect(await page.evaluate(async () => (await window.lab.call.jobs()).ok)).toBe(true);
  }, patience);
}

/** Waits until no process of the app is left. */
async function whenAllAreGone(): Promise<void> {
  await vi.waitFor(() => expect(processesOf(home)).toEqual([]), patience);
}

describe('what the user has chosen', () => {
  const chosen: WindowSettings = {
    language: 'en',
    theme: 'dark',
    isProjector: true,
    place: 'history',
    errors: null,
  };

  it('survives a restart, with the size of the window', async () => {
    const first = await open({ home });
    await first.page.evaluate((settings) => window.lab.call.saveSettings(settings), chosen);
    await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1100, 700));
    await first.close();
    const second = await open({ home });
    expect((await facts(second.page)).settings).toEqual(chosen);
    const [size, isDark] = await second.app.evaluate(({ BrowserWindow, nativeTheme }) => [
      BrowserWindow.getAllWindows()[0]?.getSize(),
      nativeTheme.shouldUseDarkColors,
    ]);
    expect([size, isDark]).toEqual([[1100, 700], true]);
  });

  it('is begun anew where its file is broken', async () => {
    mkdirSync(home);
    writeFileSync(join(home, 'window.json'), '{"window": {"language": "ja", "th');
    const { page, problems } = await open({ home });
    expect((await facts(page)).settings).toMatchObject({ language: 'en', theme: 'system', place: 'lab' });
    expect(problems).toEqual([]);
  });

  it('may lie in a folder with Japanese, spaces and a picture in its name', async () => {
    const tatami = await open({ home: join(folder, '学生 実験 🍵 100%') });
    expect((await facts(tatami.page)).home).toContain('学生 実験 🍵 100%');
    await whenLabAnswers(tatami);
    expect(tatami.problems).toEqual([]);
  });
});

describe('a document on the command line', () => {
  const read = async (page: Page, handle: string): Promise<string> => {
    const answer = await page.evaluate((name) => window.lab.call.readDocument(name), handle);
    return answer.ok ? answer.value : answer.error.code;
  };

  it('is told to the page until it has been read', async () => {
    const file = join(folder, '-- 実験.json');
    writeFileSync(file, '{"epochs": 1}');
    const { page } = await open({ home, file });
    const { file: told } = await facts(page);
    expect(told?.name).toBe('-- 実験.json');
    expect(await read(page, told?.handle ?? '')).toBe('{"epochs": 1}');
    expect((await facts(page)).file).toBeNull();
  });

  it('of a second start is opened by the first, and the second ends', async () => {
    const file = join(folder, 'second.json');
    writeFileSync(file, '{"epochs": 2}');
    const { page, app } = await open({ home });
    await facts(page);
    const handed = page.evaluate(
      () => new Promise<{ handle: string; name: string }>((resolve) => window.lab.on('openFile', resolve)),
    );
    const display = inject('display');
    const second = spawn(electronPath() ?? '', windowArguments({ isRoot: isRootOnLinux(), file }), {
      env: { ...process.env, TATAMI_HOME: home, ...(display === '' ? {} : { DISPLAY: display }) },
      stdio: 'ignore',
    });
    expect(await once(second, 'exit')).toEqual([0, null]);
    const { handle, name } = await handed;
    expect(name).toBe('second.json');
    expect(await read(page, handle)).toBe('{"epochs": 2}');
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });
});

describe('the lab’s process', () => {
  beforeEach(({ skip }) => skip(!canSeeProcesses, 'other processes are looked at on Linux only'));

  it('comes again after it was killed, then stays down after the third time until the user asks', async () => {
    const tatami = await open({ home });
    const states: ServiceState[] = [];
    await tatami.page.exposeFunction('note', (state: ServiceState) => states.push(state));
    await tatami.page.evaluate(() => {
      const { note } = window as unknown as { note: (state: string) => void };
      window.lab.on('service', (state) => note(state));
    });
    for (const expected of ['ready', 'ready', 'failed']) {
      await whenLabAnswers(tatami);
      process.kill(labProcessOf(home), 'SIGKILL');
      await vi.waitFor(() => expect(states.at(-1)).toBe(expected), patience);
      states.push('starting');
    }
    expect((await facts(tatami.page)).service).toBe('failed');
    await tatami.page.evaluate(() => window.lab.call.restartService());
    await whenLabAnswers(tatami);
    expect((await facts(tatami.page)).service).toBe('ready');
    expect(tatami.problems).toEqual([]);
  });

  it('ends with the window', async () => {
    const tatami = await open({ home });
    await whenLabAnswers(tatami);
    const ended = once(tatami.process, 'exit');
    await tatami.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    expect(await ended).toEqual([0, null]);
    await whenAllAreGone();
  });

  it('ends when the app is told to end by a signal', async () => {
    const tatami = await open({ home });
    await whenLabAnswers(tatami);
    const ended = once(tatami.process, 'exit');
    tatami.process.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    await whenAllAreGone();
  });

  it('is no orphan after the app was killed', async () => {
    const tatami = await open({ home });
    await whenLabAnswers(tatami);
    tatami.process.kill('SIGKILL');
    await whenAllAreGone();
  });

  it('ends in order after a fault of the app itself', async () => {
    const tatami = await open({ home });
    await whenLabAnswers(tatami);
    const ended = once(tatami.process, 'exit');
    await tatami.app.evaluate(({ dialog }) => {
      dialog.showErrorBox = () => undefined;
      setTimeout(() => {
        throw new Error('a deliberate fault');
      }, 50);
    });
    expect(await ended).toEqual([1, null]);
    expect(tatami.output()).toContain('a deliberate fault');
    await whenAllAreGone();
  });
});

describe('a page that has crashed', () => {
  it('comes again by itself, while the lab’s process goes on', async () => {
    const tatami = await open({ home });
    await whenLabAnswers(tatami);
    const before = canSeeProcesses ? labProcessOf(home) : null;
    await tatami.app.evaluate(
      ({ BrowserWindow, ipcMain }) =>
        new Promise<void>((resolve) => {
          ipcMain.once('tatami:page', () => resolve());
          BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
        }),
    );
    const answers: unknown = await tatami.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('lab.call.jobs()'),
    );
    expect(answers).toEqual({ ok: true, value: [] });
    expect(canSeeProcesses ? labProcessOf(home) : null).toBe(before);
  });
});
