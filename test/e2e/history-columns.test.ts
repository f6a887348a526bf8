/** Columns of the history that the user chooses: any figure or setting, kept over a restart. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tatamiOpener } from './tatami-window.ts';
import { addJob, softmaxExperiment } from './trainings.ts';

const patience = { timeout: 60_000 };

describe('the columns of the history', () => {
  let home = '';
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'tatami-columns-'));
  });
  afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  const open = tatamiOpener();

  it('show what was chosen, order the list, and are there again after a restart', async () => {
    const first = await open({ home });
    for (const batch of [10, 50]) {
      const experiment = {
        ...softmaxExperiment({ train: 500, epochs: 1, name: `b${batch}` }),
        batch_size: batch,
      };
      await addJob(first.page, { kind: 'run', experiment });
    }
    await first.page.getByRole('button', { name: 'History', exact: true }).click(patience);
    await first.page.getByText('b50').first().waitFor(patience);
    await first.page.getByRole('button', { name: 'Columns' }).click();
    await first.page.getByLabel('Find a setting').fill('batch');
    await first.page.getByLabel('batch_size').check(patience);
    await first.page.getByLabel('Find a setting').fill('learning');
    await first.page.getByLabel('learning_rate').check(patience);
    await first.page.getByLabel('Validation loss').check();
    await first.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    const names = () => first.page.locator('.run-row .name b').allTextContents();
    const sort = first.page.getByRole('button', { name: 'Sort by batch_size' });
    await sort.click();
    await expect.poll(names, patience).toEqual(['b50', 'b10']);
    await sort.click();
    await expect.poll(names, patience).toEqual(['b10', 'b50']);
    await first.page.getByRole('button', { name: 'Sort by learning_rate' }).click();
    const header = first.page.getByRole('columnheader', { name: 'learning_rate' });
    const [cell, arrow] = [await header.boundingBox(), await header.getByText('↓').boundingBox()];
    expect((arrow?.x ?? 0) + (arrow?.width ?? 0)).toBeLessThanOrEqual((cell?.x ?? 0) + (cell?.width ?? 0));
    await first.screenshot('history-columns-en');
    await first.close();
    const second = await open({ home });
    await second.page.getByRole('columnheader', { name: /batch_size/ }).waitFor(patience);
    await second.page.getByRole('gridcell', { name: '50', exact: true }).waitFor(patience);
    expect([...first.problems, ...second.problems]).toEqual([]);
  });
});
