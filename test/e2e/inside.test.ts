import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { show, violationsInAllLooks } from './accessibility.ts';
import { useTatami } from './tatami-window.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-inside-'));
const commandLine = join(import.meta.dirname, '../../src/main/cli.ts');

const patience = { timeout: 20_000 };

describe('Look inside', () => {
  beforeAll(() => {
    if (inject('noWindowBecause') !== null) return;
    const tiny = ['--train', '600', '--test', '100', '--epochs', '1'];
    execFileSync(process.execPath, [commandLine, '--home', home, 'run', 'mnist-cnn', ...tiny]);
  });
  const tatami = useTatami({ home });
  const prediction = () => tatami.page.getByRole('region', { name: 'Prediction', exact: true });
  const maps = () => tatami.page.getByRole('listbox', { name: 'conv2d: 32 feature maps', exact: false });
  const panel = (name: string) => tatami.page.getByRole('region', { name, exact: true });

  afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

  it('shows the newest net at work on the first test picture with one click', async () => {
    await tatami.page.getByRole('button', { name: 'Look inside', exact: true }).click();
    await prediction().waitFor({ timeout: 60_000 });
    await prediction().getByText('true', { exact: true }).waitFor();
    await tatami.page.getByText('weights after epoch 1').waitFor();
    expect(await tatami.page.getByRole('listbox').count()).toBe(9);
  });

  it('shows another picture of a class that was chosen', async () => {
    await tatami.page.getByRole('combobox', { name: 'Class', exact: true }).selectOption('3');
    await tatami.page.getByText('1–50 of 1,010').waitFor();
    await tatami.page
      .getByRole('button', { name: /^Test picture .* · 3$/ })
      .nth(1)
      .click();
    await prediction()
      .getByText(/^Test picture .* · 3$/)
      .waitFor();
  });

  it('enlarges a map by arrow keys, and writes the sum of a value out', async () => {
    await maps().focus();
    await tatami.page.keyboard.press('ArrowRight');
    const map = panel('conv2d · map 2 of 32');
    await map.getByText('It sees 6×6 pixels of the picture.').waitFor();
    await map.getByText(/^36 products add up to/).waitFor();
    const place = await map.getByText(/^row \d+, column \d+$/).innerText();
    await map.getByRole('button').focus();
    await tatami.page.keyboard.press('ArrowUp');
    await expect.poll(() => map.getByText(/^row \d+, column \d+$/).innerText()).not.toBe(place);
  });

  it('shows why: saliency, and Grad-CAM for any class', async () => {
    const overlay = prediction().getByRole('combobox', { name: 'What lies over the picture' });
    await overlay.selectOption('saliency');
    await prediction()
      .getByText(/^The stronger a pixel’s colour/)
      .waitFor();
    await overlay.selectOption('cam');
    await prediction().getByRole('combobox', { name: 'Why this class' }).selectOption('8');
    await prediction()
      .getByText(/the score of “8”/)
      .waitFor();
  });

  it('finds the training pictures that are most like it, and shows pictures of the training half', async () => {
    await prediction().getByRole('button', { name: 'Similar' }).click();
    await prediction()
      .getByText(/^Compared with 600 training pictures by the 128 outputs of/)
      .waitFor();
    const nearest = prediction().getByRole('list', { name: 'The nearest training pictures' });
    expect(await nearest.getByRole('listitem').count()).toBe(10);
    await prediction().getByRole('button', { name: 'Why', exact: true }).click();
    await tatami.page.getByRole('button', { name: 'Training pictures' }).click();
    await tatami.page
      .getByRole('button', { name: /^Training picture .* · 3$/ })
      .first()
      .click();
    await prediction()
      .getByText(/^Training picture .* · 3$/)
      .waitFor();
    await tatami.page.getByRole('button', { name: 'Test pictures' }).click();
  });

  it('makes the maps that take many looks, with the time left, and stops at once', async () => {
    const overlay = prediction().getByRole('combobox', { name: 'What lies over the picture' });
    await overlay.selectOption('occlusion');
    await prediction().getByRole('progressbar').waitFor();
    await prediction()
      .getByText(/^\d:\d\d left$/)
      .waitFor();
    await prediction().getByRole('button', { name: 'Cancel' }).click();
    await prediction().getByRole('button', { name: 'Make the map' }).waitFor();
    await overlay.selectOption('smooth');
    await prediction().getByRole('progressbar').waitFor();
    await prediction().getByRole('progressbar').waitFor({ state: 'detached', timeout: 60_000 });
    expect(await prediction().getByRole('button', { name: 'Make the map' }).count()).toBe(0);
    await overlay.selectOption('none');
  });

  it('slides to the weights before training, with which the net knows nothing, and back', async () => {
    const slider = tatami.page.getByRole('slider', { name: 'Weights of which moment' });
    const shares = (): Promise<string> => prediction().locator('ol').innerText();
    const trained = await shares();
    await slider.focus();
    await tatami.page.keyboard.press('Home');
    await tatami.page.getByText('weights before training').waitFor();
    await expect.poll(shares, patience).not.toBe(trained);
    await tatami.page.keyboard.press('End');
    await expect.poll(shares, patience).toBe(trained);
    expect(await slider.getAttribute('aria-valuetext')).toBe('weights after epoch 1');
  });

  it('moves, turns and covers the picture, and says what that does to the prediction and behind pooling', async () => {
    await prediction().getByRole('button', { name: 'Change', exact: true }).click();
    await tatami.page.getByRole('slider', { name: 'Right', exact: true }).fill('3');
    await prediction()
      .getByText(/^Probability of “\d”: \d+\.\d % → \d+\.\d %\..*max_pooling2d by \d+ %/)
      .waitFor();
    const covered = (): Promise<string> => prediction().locator('ol').innerText();
    const before = await covered();
    await prediction()
      .getByRole('button', { name: /^Cover a part of the picture/ })
      .focus();
    await tatami.page.keyboard.press('ArrowDown');
    await expect.poll(covered, patience).not.toBe(before);
    expect(await violationsInAllLooks(tatami, 'inside-change')).toEqual([]);
    await show(tatami.page, 'EN', 'light');
    await prediction().getByRole('button', { name: 'Undo all' }).click();
    await prediction().getByRole('button', { name: 'Why', exact: true }).click();
  });

  it('takes a drawing', async () => {
    await tatami.page.getByRole('button', { name: 'Draw', exact: true }).click();
    const box = await tatami.page.getByRole('button', { name: 'Drawing pad' }).boundingBox();
    const { mouse } = tatami.page;
    await mouse.move((box?.x ?? 0) + 120, (box?.y ?? 0) + 40);
    await mouse.down();
    await mouse.move((box?.x ?? 0) + 120, (box?.y ?? 0) + 200, { steps: 8 });
    await mouse.up();
    await prediction().getByText('Your drawing').waitFor();
  });

  it('is accessible in both themes and languages', async () => {
    expect(await violationsInAllLooks(tatami, 'inside')).toEqual([]);
  });

  it('has had no trouble', () => {
    expect(tatami.problems).toEqual([]);
    expect(tatami.refused).toEqual([]);
  });
});
