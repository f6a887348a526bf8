/**
 * How the window behaves while training fills every core: the built app, a real race of nine optimizers, watched in
 * Compare and in Lab. Prints a table, then the same as JSON; it judges nothing, for other work on the machine counts
 * in.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { areBundlesFresh, buildBundles } from '../../scripts/window/bundles.mjs';
import { electronPath, hasDisplay, isRootOnLinux, windowArguments } from '../../scripts/window/electron.mjs';
import { startDisplay } from '../../test/e2e/display.ts';
import { addJob, jobsOf, smallRace } from '../../test/e2e/trainings.ts';
import { measured, pressToPaintMs } from './meters.ts';
import { megabytesOf } from './memory.ts';

/** Seconds that each place is watched. */
const watchMs = 12_000;
const pressesPerPlace = 8;
const places = ['Lab', 'Compare', 'History', 'Data'] as const;
const runButton = 'header.topbar button.primary:not([disabled])';

const load = loadavg();
const fault = areBundlesFresh() ? null : await buildBundles(process.execPath);
if (fault !== null) throw new Error(fault);
const display = hasDisplay() ? null : await startDisplay();
const home = mkdtempSync(join(tmpdir(), 'tatami-bench-'));
try {
  const firstStart = await timedStart();
  await firstStart.app.close();
  const { app, page, startMs } = await timedStart();
  const idle = await watch(app, page, 'Lab');
  await addJob(page, { kind: 'compare', comparison: smallRace({ train: 3000, epochs: 3 }) });
  await page.getByText(/run [12] of 9/).waitFor({ timeout: 120_000 });
  const compare = await watch(app, page, 'Compare');
  const lab = await watch(app, page, 'Lab');
  const switching = await presses(page, 3 * places.length, (turn) =>
    placeButton(places[turn % places.length]),
  );
  const memory = await megabytesOf(app, home);
  const job = (await jobsOf(page)).at(-1);
  const wasTraining = job?.status === 'running';
  // Nobody is there to say that the app may end in the middle of a training.
  await page.evaluate((id) => window.lab.call.stopJob(id), job?.id ?? '');
  await app.close();
  const watched = { 'Lab, nothing training': idle, 'Compare, race': compare, 'Lab, race': lab };
  console.table(
    Object.fromEntries(
      Object.entries(watched).map(([name, { figures, pressMs }]) => [name, rowOf(figures, pressMs)]),
    ),
  );
  console.table({ ...memory });
  const report = {
    machine: { cpu: cpus()[0]?.model, threads: cpus().length, loadBefore: load, loadAfter: loadavg() },
    startToRunEnabledMs: { first: Math.round(firstStart.startMs), second: Math.round(startMs) },
    watched,
    placeSwitchMs: switching,
    megabytes: memory,
    wasTrainingToTheEnd: wasTraining,
  };
  console.log(JSON.stringify(report, null, 2));
} finally {
  display?.close();
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
}

/** Starts the app and waits until Run can be pressed. */
async function timedStart(): Promise<{ app: ElectronApplication; page: Page; startMs: number }> {
  const begun = performance.now();
  const app = await _electron.launch({
    executablePath: electronPath() ?? '',
    args: ['--lang=en-US', ...windowArguments({ isRoot: isRootOnLinux() })],
    env: {
      ...(process.env as Record<string, string>),
      ...(display === null ? {} : { DISPLAY: display.name }),
      TATAMI_HOME: home,
    },
    chromiumSandbox: true,
  });
  const page = await app.firstWindow();
  await page.waitForSelector(runButton, { timeout: 60_000 });
  return { app, page, startMs: performance.now() - begun };
}

/** Watches a place for a while without touching it, then presses buttons that change all that it shows. */
async function watch(app: ElectronApplication, page: Page, place: (typeof places)[number]) {
  await page.click(placeButton(place));
  await page.waitForTimeout(1000);
  const figures = await measured(app, page, () => page.waitForTimeout(watchMs));
  const languages = ['日本語', 'EN'].map((name) => `header.topbar button:text-is("${name}")`);
  const pressMs = await presses(page, pressesPerPlace, (turn) => languages[turn % 2] ?? '');
  return { figures, pressMs };
}

function placeButton(place: string | undefined): string {
  return `nav button:has-text("${place}")`;
}

/** Milliseconds from press to paint: the median and the worst of some presses. */
async function presses(page: Page, count: number, selectorOf: (turn: number) => string) {
  const found: number[] = [];
  for (let turn = 0; turn < count; turn++) {
    found.push(await pressToPaintMs(page, selectorOf(turn)));
    await page.waitForTimeout(150);
  }
  found.sort((a, b) => a - b);
  return { median: rounded(found[Math.floor(count / 2)]), worst: rounded(found.at(-1)) };
}

function rowOf(
  { page, main, busy }: Awaited<ReturnType<typeof measured>>,
  pressMs: Awaited<ReturnType<typeof presses>>,
): Record<string, number> {
  return {
    'frames/s': rounded(page.framesPerSecond),
    'worst frame ms': rounded(page.worstFrameMs),
    'late frames': page.lateFrames,
    'long tasks': page.longTasks,
    'longest ms': rounded(page.longestTaskMs),
    'page busy %': rounded(100 * busy.all),
    'script %': rounded(100 * busy.script),
    'main p99 ms': rounded(main.p99DelayMs),
    'main worst ms': rounded(main.worstDelayMs),
    'main > 50 ms': main.longDelays,
    'press ms': pressMs.median,
    'worst press ms': pressMs.worst,
  };
}

function rounded(value: number | undefined): number {
  return Math.round(10 * (value ?? NaN)) / 10;
}
