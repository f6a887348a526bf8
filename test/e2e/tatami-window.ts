/**
 * The real window: the built app in a real Electron, with a home of its own, driven from outside. Everything that a
 * page should not do (errors in its console, requests, crashes) is collected.
 */
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, inject } from 'vitest';
import { electronPath, isRootOnLinux, windowArguments } from '../../scripts/window/electron.mjs';

const screenshots = join(import.meta.dirname, 'screenshots');

/** How a window is opened. */
export interface WindowOptions {
  /** Folder of the history and data; a temporary one, removed at the end, when it is left out. */
  readonly home?: string;
  /** A document to open. */
  readonly file?: string;
  /** Language of the system. Default `en-US`. */
  readonly locale?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** An open window. */
export interface TatamiWindow {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Electron's main process. */
  readonly process: ChildProcess;
  readonly home: string;
  /** What went wrong in the page: errors in its console, uncaught ones, crashes. */
  readonly problems: readonly string[];
  /** Addresses that the page asked for and did not get, from the main process's log. */
  readonly refused: readonly string[];
  /** All that the main process has printed. */
  readonly output: () => string;
  /** Keeps a picture of the page under `test/e2e/screenshots/` (not in the repository). */
  screenshot(name: string): Promise<void>;
  /** Ends the app, whatever it does, and removes its temporary home. */
  close(): Promise<void>;
}

/** Opens the window and waits for its page. */
export async function openTatami(options: WindowOptions = {}): Promise<TatamiWindow> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'tatami-window-'));
  const app = await launch(home, options);
  const process = app.process();
  const log = listen(app);
  const page = await app.firstWindow();
  const problems = collectProblems(page);
  await page.waitForLoadState('load');
  return {
    app,
    page,
    process,
    home,
    problems,
    refused: log.refused,
    output: log.output,
    async screenshot(name) {
      mkdirSync(screenshots, { recursive: true });
      await page.screenshot({ path: join(screenshots, `${name}.png`) });
    },
    async close() {
      await end(app, process);
      if (options.home === undefined) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/**
 * One window for all tests of a file, closed after them; they skip, with the reason, where none can be opened.
 *
 *     const tatami = useTatami();
 *     it('…', async () => { await tatami.page.click('text=Run'); });
 */
export function useTatami(options: WindowOptions = {}): TatamiWindow {
  let opened: TatamiWindow | null = null;
  skipWithoutWindow();
  beforeAll(async () => {
    if (inject('noWindowBecause') === null) opened = await openTatami(options);
  });
  afterAll(() => opened?.close());
  return new Proxy({} as TatamiWindow, {
    get: (_target, name) => {
      if (opened === null) throw new Error('The window is not open yet: use it inside a test.');
      return opened[name as keyof TatamiWindow];
    },
  });
}

/** Opens windows for single tests, each closed after its test; they skip, with the reason, where none can be opened. */
export function tatamiOpener(): (options?: WindowOptions) => Promise<TatamiWindow> {
  const opened: TatamiWindow[] = [];
  skipWithoutWindow();
  afterEach(async () => {
    for (const window of opened.splice(0)) await window.close();
  });
  return async (options) => {
    const window = await openTatami(options);
    opened.push(window);
    return window;
  };
}

function skipWithoutWindow(): void {
  beforeEach(({ skip }) => {
    const reason = inject('noWindowBecause');
    skip(reason !== null, reason ?? '');
  });
}

async function launch(home: string, options: WindowOptions): Promise<ElectronApplication> {
  const display = inject('display');
  return _electron.launch({
    executablePath: electronPath() ?? '',
    args: [
      `--lang=${options.locale ?? 'en-US'}`,
      ...windowArguments({ isRoot: isRootOnLinux(), file: options.file }),
    ],
    env: {
      ...inherited(),
      ...(display === '' ? {} : { DISPLAY: display }),
      TATAMI_HOME: home,
      ...options.environment,
    },
    chromiumSandbox: true,
    timeout: 60_000,
  });
}

function inherited(): Record<string, string> {
  const names = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|NODE_OPTIONS|ELECTRON_)/.test(name),
  );
  return Object.fromEntries(names.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

function listen(app: ElectronApplication): { refused: string[]; output: () => string } {
  const refused: string[] = [];
  let output = '';
  let rest = '';
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines)
        if (line.startsWith('refused: ')) refused.push(line.slice('refused: '.length));
    });
  }
  return { refused, output: () => output };
}

function collectProblems(page: Page): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.stack ?? error.message));
  page.on('crash', () => problems.push('the page crashed'));
  return problems;
}

/** A dialog may hold the app back, and a crashed app does not answer: after a while the process is killed. */
async function end(app: ElectronApplication, process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const kill = setTimeout(() => process.kill('SIGKILL'), 15_000);
  try {
    await app.close();
  } finally {
    clearTimeout(kill);
  }
}
