/** The shortest ways of a first use, from an empty home; the presses are counted where the page receives them. */
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { countEffort } from './clicks.ts';
import { useTatami } from './tatami-window.ts';
import { addJob, jobsOf, softmaxExperiment } from './trainings.ts';

const patience = { timeout: 90_000 };

describe('a first use', () => {
  const tatami = useTatami();
  const button = (name: string | RegExp): Locator =>
    tatami.page.getByRole('button', { name, exact: true }).first();

  it('comes from a cold start to a moving curve of the slides’ CNN in at most 3 clicks, without a dialog', async ({
    annotate,
  }) => {
    const { page } = tatami;
    const effort = await countEffort(tatami);
    await page.getByText('mnist-cnn-slides').first().waitFor(patience);
    await button('Run').click(patience);
    await page.getByText(/Epoch 1 \/ 12/).waitFor(patience);
    await moves(page.locator('.pair canvas').first());
    const { clicks, dialogs } = await effort();
    await annotate(`${clicks} click(s)`);
    expect(clicks).toBeLessThanOrEqual(3);
    expect(dialogs).toBe(0);
    await tatami.screenshot('first-use-curve');
  });

  it('comes from there to a race of nine optimizers in at most 2 more', async ({ annotate }) => {
    const { page } = tatami;
    const effort = await countEffort(tatami);
    await button('Stop').click();
    await button('Run “Race of the optimizers”').click();
    await page.getByText(/run 1 of 9/).waitFor(patience);
    await moves(page.locator('#race-panel canvas').first());
    const { clicks, dialogs } = await effort();
    await annotate(`${clicks} click(s)`);
    expect(clicks).toBeLessThanOrEqual(2);
    expect(dialogs).toBe(0);
    expect((await jobsOf(page)).at(-1)?.runs).toHaveLength(9);
    await tatami.screenshot('first-use-race');
    await button('Stop').click();
    await expect.poll(async () => (await jobsOf(page)).at(-1)?.status, patience).toBe('stopped');
  });

  it('comes from a row of the history to an exact repetition in 1 click, and tells what it proved', async () => {
    const { page } = tatami;
    const experiment = softmaxExperiment({ train: 400, epochs: 2, name: 'small' });
    await addJob(page, { kind: 'run', experiment });
    await expect.poll(async () => (await jobsOf(page)).at(-1)?.status, patience).toBe('done');
    await button('History').click();
    const row = page.getByRole('row').filter({ hasText: 'small' });
    await row.getByRole('button', { name: 'Repeat' }).waitFor(patience);
    const effort = await countEffort(tatami);
    await row.getByRole('button', { name: 'Repeat' }).click();
    await page.getByRole('status').getByText('equal to the bit').waitFor(patience);
    expect(await effort()).toEqual({ clicks: 1, dialogs: 0 });
    await row.last().click();
    await page.getByText('Repeated 1 ×, each time equal to the bit').waitFor(patience);
    await tatami.screenshot('first-use-verdict');
  });

  it('has had no trouble', () => {
    expect(tatami.problems).toEqual([]);
    expect(tatami.refused).toEqual([]);
  });
});

/** Waits until a curve has been drawn anew twice: its pictures differ. */
async function moves(canvas: Locator): Promise<void> {
  await canvas.waitFor(patience);
  const picture = (): Promise<string> => canvas.evaluate((node) => (node as HTMLCanvasElement).toDataURL());
  for (let time = 0; time < 2; time++) {
    const before = await picture();
    await expect.poll(picture, patience).not.toBe(before);
  }
}
