import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cifar100Files, entriesOf, tarGz } from '../unit/main/datasets/dataset-files.ts';
import { violationsInAllLooks } from './accessibility.ts';
import { useTatami } from './tatami-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'データ ＆ 画像 📁-'));

describe('Data', () => {
  const tatami = useTatami();
  const pictures = () => tatami.page.getByRole('listbox');

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('shows what is there and the pictures of the first set', async () => {
    await tatami.page.getByRole('button', { name: 'Data', exact: true }).click();
    await tatami.page.getByText('train 60,000 · test 10,000').first().waitFor();
    await pictures().waitFor({ timeout: 60_000 });
    await tatami.page.getByRole('heading', { name: 'Pictures · 60,000' }).waitFor();
  });

  it('shows the pictures of one class, with how many there are', async () => {
    await tatami.page.getByRole('button', { name: /^Mean picture of 7 7/ }).click();
    await tatami.page.getByRole('heading', { name: 'Pictures · 6,265' }).waitFor();
    await tatami.page.getByRole('button', { name: 'Test', exact: true }).click();
    await tatami.page.getByRole('heading', { name: 'Pictures · 1,028' }).waitFor();
  });

  it('enlarges a picture by the keyboard and goes on to the next', async () => {
    await pictures().focus();
    await tatami.page.keyboard.press('ArrowRight');
    await tatami.page.keyboard.press('Enter');
    const dialog = tatami.page.getByRole('dialog', { name: /^7 · number/ });
    await dialog.waitFor();
    const before = await dialog.getByRole('heading').innerText();
    await tatami.page.keyboard.press('ArrowRight');
    await expect.poll(() => dialog.getByRole('heading').innerText()).not.toBe(before);
    await tatami.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('imports an archive from a path with Japanese, spaces and emoji, and vouches for its bytes', async () => {
    const path = join(folder, '授業用 CIFAR 🎓.tar.gz');
    writeFileSync(path, tarGz(entriesOf(cifar100Files())));
    await answerDialog(path);
    await tatami.page.getByRole('button', { name: 'Import file' }).click();
    await tatami.page.getByRole('button', { name: /^CIFAR-100/ }).waitFor();
    await tatami.page.getByRole('heading', { name: 'Pictures · 200' }).waitFor({ timeout: 30_000 });
    const line = tatami.page.getByRole('listitem').filter({ hasText: 'CIFAR-100' });
    await line.getByText('unofficial').waitFor();
    await line.getByRole('button', { name: 'Check' }).click();
    await line.getByText('Every byte is as it was stored').waitFor();
  });

  it('refuses a broken archive with one clear message and changes nothing', async () => {
    const path = join(folder, 'broken.tar.gz');
    writeFileSync(path, Buffer.from('this is no archive'));
    await answerDialog(path);
    await tatami.page.getByRole('button', { name: 'Import file' }).click();
    await tatami.page.getByText('It could not be imported').waitFor();
    await tatami.page.getByText('broken.tar.gz').first().waitFor();
    await tatami.page.getByRole('button', { name: 'Close' }).first().click();
  });

  it('gives a set superclasses of one’s own, which the list of classes then shows', async () => {
    await tatami.page.getByRole('button', { name: /^MNIST/ }).click();
    await tatami.page.getByRole('heading', { name: /^Pictures · 60,000/ }).waitFor();
    await tatami.page.getByRole('button', { name: 'Edit superclasses' }).click();
    for (const name of ['round', 'straight']) {
      await tatami.page.getByRole('textbox', { name: 'Name of a superclass' }).fill(name);
      await tatami.page.getByRole('button', { name: 'Add', exact: true }).click();
    }
    for (let digit = 0; digit < 10; digit++) {
      const group = [0, 3, 6, 8, 9].includes(digit) ? 'round' : 'straight';
      await tatami.page.getByRole('combobox', { name: `Superclass of ${digit}` }).selectOption(group);
    }
    await tatami.page.getByRole('button', { name: 'Save' }).click();
    await tatami.page.getByText('own grouping').waitFor();
    await tatami.page.getByRole('button', { name: /round 5 classes/ }).waitFor();
  });

  it('is accessible in both themes and languages', async () => {
    expect(await violationsInAllLooks(tatami, 'data')).toEqual([]);
  });

  it('has had no trouble', () => {
    expect(tatami.problems).toEqual([]);
    expect(tatami.refused).toEqual([]);
  });

  /** The native dialog cannot be driven from outside: it answers with a path as if a person had chosen it. */
  async function answerDialog(path: string): Promise<void> {
    await tatami.app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    }, path);
  }
});
