/** The whole window by keyboard, on the smallest screen that is meant, enlarged, and for those who do not see it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { show, violationsInAllLooks } from './accessibility.ts';
import { focused, focusWindow, roundTrip, tabTo } from './keyboard.ts';
import { useTatami } from './tatami-window.ts';
import { addJob, jobsOf, smallRace, softmaxExperiment } from './trainings.ts';

const patience = { timeout: 90_000 };
const places = ['lab', 'compare', 'errors', 'inside', 'history', 'data'] as const;

describe('the window', () => {
  const tatami = useTatami();
  /** Does a command of the native menu, found by its words. */
  const menu = (...words: readonly string[]): Promise<void> =>
    tatami.app.evaluate(({ Menu }, path) => {
      let items = Menu.getApplicationMenu()?.items ?? [];
      for (const word of path.slice(0, -1))
        items = items.find(({ label }) => label === word)?.submenu?.items ?? [];
      const item = items.find(({ label }) => label === path.at(-1));
      if (item === undefined) throw new Error(`There is no ${path.join(' > ')} in the menu.`);
      (item.click as () => void)();
    }, words);
  const go = async (place: (typeof places)[number]): Promise<void> => {
    const index = places.indexOf(place);
    await tatami.page.locator('nav button').nth(index).focus();
    await tatami.page.keyboard.press('Enter');
    await tatami.page.locator(`nav button:nth-of-type(${index + 1})[aria-current=page]`).waitFor(patience);
    await tatami.page.waitForTimeout(400);
    await closeNotices();
  };

  /** A message that floats over the window covers for some seconds what lies below it. */
  const closeNotices = async (): Promise<void> => {
    const buttons = tatami.page.locator('.notices .toast button[aria-label]');
    while ((await buttons.count()) > 0) await buttons.first().click(patience);
  };

  beforeAll(async () => {
    const { page } = tatami;
    await focusWindow(page);
    await page.getByText('mnist-cnn-slides').first().waitFor(patience);
  });

  it('does the main job by keyboard alone: a lab, a layer, run, stop', async () => {
    const { page } = tatami;
    await tabTo(page, /^button\[\w*\] CNN on MNIST \(the slides/);
    await page.keyboard.press('Enter');
    await tabTo(page, /\[grid\]/);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByLabel('filters').waitFor(patience);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('8');
    await page.keyboard.press('Enter');
    await page.locator('.layers .layer').first().getByText('× 8').waitFor(patience);
    await tabTo(page, /^button\[\w*\] Run$/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByText(/Epoch 1 \/ 12/).waitFor(patience);
    await tabTo(page, /^button\[\w*\] Stop$/);
    await page.keyboard.press('Enter');
    await page.getByText(/Stopped after 0 of 12 epochs/).waitFor(patience);
  });

  it('opens every place and a run by keyboard, and changes the language by the menu', async () => {
    const { page } = tatami;
    await addJob(page, {
      kind: 'run',
      experiment: softmaxExperiment({ train: 200, epochs: 1, name: 'tiny' }),
    });
    await addJob(page, {
      kind: 'compare',
      comparison: smallRace({ train: 64, epochs: 1, name: 'tiny race' }),
    });
    await expect.poll(async () => (await jobsOf(page)).at(-1)?.status, patience).toBe('done');
    for (const place of places) await go(place);
    await go('history');
    await tabTo(page, /\[grid\]/);
    for (const key of ['Home', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await page.getByRole('region', { name: /^Details of/ }).waitFor(patience);
    await page.keyboard.press('Escape');
    await menu('View', 'Language', '日本語');
    await page.locator('html[lang=ja]').waitFor(patience);
    await menu('表示', '言語', 'English');
    await page.locator('html[lang=en]').waitFor(patience);
    await menu('View', 'Lab');
    await page.locator('nav button:nth-of-type(1)[aria-current=page]').waitFor(patience);
  });

  it.for(places)('shows where the focus is at every stop of %s, and holds it nowhere', async (place) => {
    const { page } = tatami;
    await go(place);
    const stops = await roundTrip(page);
    expect(stops.filter(({ isMarked }) => !isMarked).map(({ name }) => name)).toEqual([]);
    expect(stops.filter(({ isInSight }) => !isInSight).map(({ name }) => name)).toEqual([]);
    const back = await roundTrip(page, 'Shift+Tab');
    expect(new Set(back.map(({ id }) => id))).toEqual(new Set(stops.map(({ id }) => id)));
    expect(await focused(page)).not.toBeNull();
  });

  it.for(places)(
    'cuts nothing off in %s at 1366 × 768, in both languages, also for a projector',
    async (place) => {
      const { page } = tatami;
      const [width, height] = await page.evaluate(() => [window.innerWidth, window.innerHeight]);
      expect(width).toBeLessThanOrEqual(1366);
      expect(height).toBeLessThanOrEqual(768);
      await go(place);
      for (const language of ['日本語', 'EN'] as const) {
        await show(page, language, 'light');
        expect(await cutOff(), language).toEqual([]);
      }
      await menu('View', 'Projector mode');
      await page.locator('html[data-projector=true]').waitFor(patience);
      await page.waitForTimeout(300);
      await tatami.screenshot(`projector-${place}`);
      const found = await cutOff();
      await menu('View', 'Projector mode');
      await page.locator('html[data-projector=false]').waitFor(patience);
      expect(found, 'projector').toEqual([]);
    },
  );

  it.for(places)('can be worked with in %s at twice its size', async (place) => {
    const { page } = tatami;
    await go(place);
    await zoom(2);
    try {
      await page.waitForTimeout(300);
      await tatami.screenshot(`zoom-${place}`);
      const stops = await roundTrip(page);
      expect(stops.filter(({ isInSight }) => !isInSight).map(({ name }) => name)).toEqual([]);
    } finally {
      await zoom(1);
    }
  });

  it.for(places)('has nothing in %s that keeps anyone out, in both themes and languages', async (place) => {
    await go(place);
    expect(await violationsInAllLooks(tatami, `place-${place}`)).toEqual([]);
    await show(tatami.page, 'EN', 'light');
  });

  it('has had no trouble', () => {
    expect(tatami.problems).toEqual([]);
    expect(tatami.refused).toEqual([]);
  });

  function zoom(factor: number): Promise<void> {
    return tatami.app.evaluate(({ BrowserWindow }, value) => {
      const [window] = BrowserWindow.getAllWindows();
      if (window !== undefined) window.webContents.zoomFactor = value;
    }, factor);
  }

  /** What is wider than its place: the page, or a box that cannot be scrolled. */
  function cutOff(): Promise<readonly string[]> {
    return tatami.page.evaluate(() => {
      const found: string[] = [];
      const page = document.scrollingElement;
      if (page !== null && page.scrollWidth > window.innerWidth) found.push(`page: ${page.scrollWidth}`);
      for (const box of document.querySelectorAll<HTMLElement>(
        '.app, .topbar, .room, .place, .card, .card > header',
      )) {
        if (box.scrollWidth > box.clientWidth + 1)
          found.push(`${box.tagName} ${box.className}: ${box.scrollWidth} in ${box.clientWidth}`);
      }
      return found;
    });
  }
});
