import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { show, violationsInAllLooks } from './accessibility.ts';
import { useTatami } from './tatami-window.ts';
import { addJob, jobsOf, softmaxExperiment } from './trainings.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-書き出し-'));
const folder = join(home, 'モデル 🎒');

/** What lies in the folder after every format was written once. */
const endings = [
  ...[/\.keras$/, /[^s]\.h5$/, /\.weights\.h5$/, /\.npz$/, /\.onnx$/, /-savedmodel$/, /-tfjs$/],
  ...[/-python$/, /-typescript$/, /-twin$/],
];

describe('Taking a trained net away', () => {
  beforeAll(() => {
    mkdirSync(folder);
    writeFileSync(
      join(home, 'window.json'),
      JSON.stringify({ exportFolder: folder, window: { language: 'en' } }),
    );
  });
  const tatami = useTatami({ home });
  const card = (name: string) => tatami.page.getByRole('listitem', { name, exact: true });

  afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

  it('takes two clicks from a trained run to a checked Keras file', async () => {
    const experiment = softmaxExperiment({ train: 200, epochs: 1, name: '持ち帰り' });
    await addJob(tatami.page, { kind: 'run', experiment });
    await expect
      .poll(async () => (await jobsOf(tatami.page)).at(-1)?.status, { timeout: 60_000 })
      .toBe('done');
    await tatami.page.getByRole('button', { name: 'History', exact: true }).click();
    await tatami.page.getByRole('grid').getByRole('row').nth(1).click();

    await tatami.page.getByRole('button', { name: 'Export', exact: true }).click();
    await tatami.page.getByRole('button', { name: 'Export as Keras 3' }).click();

    await card('Keras 3')
      .getByText(/Checked: 100 predictions agree/)
      .waitFor({ timeout: 60_000 });
    const file = readdirSync(folder).find((name) => name.endsWith('.keras')) ?? '';
    expect(file).toMatch(/^持ち帰り-/);
    expect(statSync(join(folder, file)).size).toBeGreaterThan(31_000);
  });

  it('says what each format leaves out, and has no fault that axe finds', async () => {
    await card('Weights only (Keras)').getByText('Left out').waitFor();
  });

  it('has no fault that axe finds, in both languages and themes', async () => {
    const open = async (): Promise<void> => {
      await tatami.page.getByRole('button', { name: /^(Export|書き出す)$/ }).click();
      await tatami.page.getByRole('listitem').first().waitFor();
    };
    expect(await violationsInAllLooks(tatami, 'export', open)).toEqual([]);
    await tatami.page.keyboard.press('Escape');
    await show(tatami.page, 'EN', 'light');
    await open();
  });

  it('writes every format, and each that holds a net is read again and agrees', async () => {
    const buttons = tatami.page.getByRole('button', { name: /^Export as/ });
    for (let left = await buttons.count(); left > 0; left--) {
      await buttons.first().click();
      await expect.poll(() => buttons.count(), { timeout: 120_000 }).toBe(left - 1);
    }
    expect(await tatami.page.getByText(/Predictions differ/).count()).toBe(0);
    expect(await tatami.page.getByText(/Checked: 100 predictions agree/).count()).toBeGreaterThanOrEqual(6);
    const names = readdirSync(folder);
    for (const ending of endings) expect(names.filter((name) => ending.test(name))).not.toHaveLength(0);
  });

  it('gives a second file a name of its own', async () => {
    await tatami.page.keyboard.press('Escape');
    await tatami.page.getByRole('button', { name: 'Export', exact: true }).click();
    await tatami.page.getByRole('button', { name: 'Export as ONNX' }).click();
    await card('ONNX')
      .getByText(/Checked/)
      .waitFor({ timeout: 60_000 });
    expect(readdirSync(folder).filter((name) => name.endsWith('.onnx'))).toHaveLength(2);
  });
});
