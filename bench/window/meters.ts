/** Meters for `window.ts` that work inside the app's own processes. */
import type { ElectronApplication, Page } from 'playwright-core';

/** How smoothly the page drew for a while. */
export interface PageFigures {
  readonly seconds: number;
  readonly framesPerSecond: number;
  readonly worstFrameMs: number;
  /** Frames that came more than 25 ms after the one before: at 60 Hz, at least one was left out. */
  readonly lateFrames: number;
  readonly longTasks: number;
  readonly longestTaskMs: number;
}

/** Processor time of the page's main thread as shares of the time: what no other work on the machine changes. */
export interface BusyFigures {
  readonly all: number;
  readonly script: number;
  readonly layoutAndStyle: number;
}

/** How long the main process kept others waiting. */
export interface MainFigures {
  /** Delays of the event loop, less the millisecond of the clock itself. */
  readonly p99DelayMs: number;
  readonly worstDelayMs: number;
  /** Delays of more than 50 ms. */
  readonly longDelays: number;
}

interface PageMeter {
  stop(): PageFigures;
}

/** Measures page and main process while something goes on; the clicks of `meanwhile` are part of it. */
export async function measured(
  app: ElectronApplication,
  page: Page,
  meanwhile: () => Promise<unknown>,
): Promise<{ readonly page: PageFigures; readonly main: MainFigures; readonly busy: BusyFigures }> {
  await startMain(app);
  const stopBusy = await startBusy(page);
  await startPage(page);
  await meanwhile();
  const pageFigures = await page.evaluate(() => (window as unknown as { meter: PageMeter }).meter.stop());
  const busy = await stopBusy(pageFigures.seconds);
  return { page: pageFigures, main: await stopMain(app), busy };
}

async function startBusy(page: Page): Promise<(seconds: number) => Promise<BusyFigures>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const read = async (): Promise<(name: string) => number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (wanted) => metrics.find(({ name }) => name === wanted)?.value ?? NaN;
  };
  const before = await read();
  return async (seconds) => {
    const after = await read();
    const share = (name: string): number => (after(name) - before(name)) / seconds;
    await session.detach();
    return {
      all: share('TaskDuration'),
      script: share('ScriptDuration'),
      layoutAndStyle: share('LayoutDuration') + share('RecalcStyleDuration'),
    };
  };
}

/** Milliseconds from the press of a button, as the page dates it, to the end of the frame that follows it. */
export async function pressToPaintMs(page: Page, selector: string): Promise<number> {
  await page.evaluate(() => {
    const kept = window as unknown as { press: Promise<number> };
    kept.press = new Promise((resolve) => {
      const note = (event: Event): void => {
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - event.timeStamp)));
      };
      window.addEventListener('click', note, { once: true, capture: true });
    });
  });
  await page.click(selector);
  return page.evaluate(() => (window as unknown as { press: Promise<number> }).press);
}

async function startPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    const gaps: number[] = [];
    const tasks: number[] = [];
    const observer = new PerformanceObserver((list) => {
      tasks.push(...list.getEntries().map(({ duration }) => duration));
    });
    observer.observe({ type: 'longtask' });
    const start = performance.now();
    let last = start;
    let frame = requestAnimationFrame(function tick(now) {
      gaps.push(now - last);
      last = now;
      frame = requestAnimationFrame(tick);
    });
    const stop = (): PageFigures => {
      cancelAnimationFrame(frame);
      tasks.push(...observer.takeRecords().map(({ duration }) => duration));
      observer.disconnect();
      const seconds = (performance.now() - start) / 1000;
      return {
        seconds,
        framesPerSecond: gaps.length / seconds,
        worstFrameMs: Math.max(...gaps.slice(1)),
        lateFrames: gaps.slice(1).filter((gap) => gap > 25).length,
        longTasks: tasks.length,
        longestTaskMs: Math.max(0, ...tasks),
      };
    };
    (window as unknown as { meter: PageMeter }).meter = { stop };
  });
}

async function startMain(app: ElectronApplication): Promise<void> {
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const histogram = monitorEventLoopDelay({ resolution: 1 });
    histogram.enable();
    let longDelays = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      if (now - last > 55) longDelays += 1;
      last = now;
    }, 5);
    const stop = (): unknown => {
      clearInterval(timer);
      histogram.disable();
      const inMs = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - 1);
      return { p99DelayMs: inMs(histogram.percentile(99)), worstDelayMs: inMs(histogram.max), longDelays };
    };
    (globalThis as unknown as { meter: object }).meter = { stop };
  });
}

function stopMain(app: ElectronApplication): Promise<MainFigures> {
  return app.evaluate(() => (globalThis as unknown as { meter: { stop(): MainFigures } }).meter.stop());
}
