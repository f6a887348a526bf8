/** A trained net of another program, dropped on the real window. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { violationsInAllLooks } from './accessibility.ts';
import { useTatami } from './tatami-window.ts';

const patience = { timeout: 90_000 };
const golden = fileURLToPath(new URL('../golden/data/imports', import.meta.url));

describe('A trained net', () => {
  const tatami = useTatami({ locale: 'en-US' });

  async function drop(file: string): Promise<void> {
    const client = await tatami.page.context().newCDPSession(tatami.page);
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      const data = { items: [], files: [file], dragOperationsMask: 1 };
      await client.send('Input.dispatchDragEvent', { type, x: 400, y: 400, data });
    }
  }

  it('that is dropped in any place lies on the bench of Lab, evaluated, and says what it begins from', async () => {
    const { page } = tatami;
    await page.getByRole('button', { name: 'History' }).first().click(patience);
    await drop(join(golden, 'digits.keras'));
    await page.getByText('digits.keras came in').waitFor(patience);
    await page.getByText('Begins from digits.keras').waitFor(patience);
    await expect
      .poll(async () => {
        const runs = await page.evaluate(async () => {
          const answer = await window.lab.call.runs({});
          return answer.ok ? answer.value.lines : [];
        });
        return runs.map(({ name, status, testAccuracy }) => [name, status, typeof testAccuracy]);
      }, patience)
      .toEqual([['digits.keras', 'completed', 'number']]);
    await tatami.screenshot('model-import');
    expect(tatami.problems).toEqual([]);
  });

  it('is trained on from the history, where its run is', async () => {
    const { page } = tatami;
    await page.getByRole('button', { name: 'History', exact: true }).click(patience);
    await page.getByRole('grid').getByRole('row').nth(1).click();
    await page.getByRole('button', { name: 'Train on', exact: true }).waitFor(patience);
    await tatami.screenshot('train-on');
    await page.getByRole('button', { name: 'Train on', exact: true }).click();
    await page.getByText(/Begins from [0-9a-z]{12}/).waitFor(patience);
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByText('Begins from digits.keras').waitFor(patience);
  });

  it('that is a folder is told from a folder of pictures, even in the place of the data sets', async () => {
    const { page } = tatami;
    await page.getByRole('button', { name: 'Data', exact: true }).click(patience);
    await drop(join(golden, 'web-model'));
    await page.getByText('The model could not be brought in').waitFor(patience);
    await page.getByText(/pictures of 8 x 8 x 3 in/).waitFor(patience);
    await page.getByRole('button', { name: 'Close', exact: true }).first().click();
    await page.getByRole('button', { name: 'Lab', exact: true }).click();
  });

  it('is trained on by Run', async () => {
    const { page } = tatami;
    await page.getByRole('button', { name: 'Run', exact: true }).click(patience);
    await page.getByText(/Epoch [12] \/ 3/).waitFor(patience);
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
  });

  it('that is damaged, or has a layer that Tatami does not have, is refused in words', async () => {
    const { page } = tatami;
    const file = join(tatami.home, 'broken.keras');
    writeFileSync(file, 'PK\u0003\u0004 but no archive, only some text');
    await drop(file);
    await page.getByText('The model could not be brought in').waitFor(patience);
    await page.getByText(/“broken.keras” is damaged/).waitFor(patience);
  });

  it('is shown without a fault for those who cannot see it', async () => {
    expect(await violationsInAllLooks(tatami, 'model-import')).toEqual([]);
  });
});
