/** What must hold whenever the page is loaded again, and for people who want no motion. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tatamiOpener, useTatami } from './tatami-window.ts';
import { softmaxExperiment } from './trainings.ts';

const patience = { timeout: 60_000 };

describe('a page that is loaded again', () => {
  const tatami = useTatami();

  it('never takes an answer to the page before it for its own', async () => {
    const { page } = tatami;
    await ready(page);
    for (let turn = 0; turn < 5; turn++) {
      // Answers of every kind are on their way while the page goes.
      await page.evaluate(() => {
        for (let call = 0; call < 40; call++) void window.lab.call.runs({ limit: 1 });
      });
      await page.reload();
      const answers = await page.evaluate(() =>
        Promise.all(Array.from({ length: 40 }, () => window.lab.call.machine())),
      );
      expect(answers.filter((answer) => !answer.ok || typeof answer.value.memoryBytes !== 'number')).toEqual(
        [],
      );
    }
    await ready(page);
    expect(tatami.problems).toEqual([]);
  });

  it('moves nothing for people who want no motion', async () => {
    const { page } = tatami;
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const moving = await page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) => {
        const { animationDuration, animationName, transitionDuration } = getComputedStyle(element);
        const seconds = [animationName === 'none' ? '0s' : animationDuration, transitionDuration];
        const isMoving = seconds.some((text) =>
          text.split(',').some((part) => Number.parseFloat(part) > 0.02),
        );
        return isMoving ? [`${element.tagName}.${element.className}`] : [];
      }),
    );
    expect(moving).toEqual([]);
  });
});

describe('the recent documents of the menu', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tatami-recent-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const open = tatamiOpener();

  it('open again in one choice; one that is gone is told and offered no more', async () => {
    const file = join(folder, '実験 1.json');
    writeFileSync(file, JSON.stringify(softmaxExperiment({ train: 500, epochs: 1, name: 'from a file' })));
    const { app, page } = await open({ file });
    const recent = () =>
      app.evaluate(({ Menu }) =>
        (
          Menu.getApplicationMenu()?.items[0]?.submenu?.items.find(({ submenu }) => submenu)?.submenu
            ?.items ?? []
        )
          .map(({ label }) => label)
          .filter((label) => label.endsWith('.json')),
      );
    await page.getByText('from a file').first().waitFor(patience);
    await expect.poll(recent, patience).toEqual(['実験 1.json']);
    rmSync(file);
    await app.evaluate(({ Menu }) => {
      const file = Menu.getApplicationMenu()?.items[0]?.submenu;
      file?.items.find(({ submenu }) => submenu)?.submenu?.items[0]?.click();
    });
    await page.getByText(/ENOENT/).waitFor(patience);
    await expect.poll(recent, patience).toEqual([]);
  });
});

async function ready(page: Page): Promise<void> {
  await page.waitForSelector('header.topbar button.primary:not([disabled])', patience);
}
