import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHistory } from '../../src/main/history/open.ts';
import { mcNemar } from '../../src/shared/metrics/mcnemar.ts';
import { flippedImages } from '../../src/shared/metrics/flips.ts';
import { studyPredictions } from '../../src/shared/metrics/predictions.ts';
import { epochEvaluation, selectionCourse } from '../../src/shared/metrics/training-predictions.ts';
import type { TrainingPredictions } from '../../src/shared/contract/engine.ts';
import { show, violations, violationsInAllLooks } from './accessibility.ts';
import { addEvaluatedRun, type EvaluatedRun, importPictures } from './evaluated-home.ts';
import { tatamiOpener, type TatamiWindow } from './tatami-window.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-経過 🎞-'));
const wait = { timeout: 20_000 };

describe('Errors through training', () => {
  let run: EvaluatedRun;
  let kept: TrainingPredictions;
  beforeAll(async () => {
    const dataset = await importPictures(home);
    run = await addEvaluatedRun(home, dataset, { name: 'followed', test: 900, skill: 0.6, seed: 5 });
    const history = openHistory(join(home, 'history.db'));
    kept = (await history.trainingPredictions(run.id)) as TrainingPredictions;
    await history.close();
  }, 120_000);
  afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  const open = tatamiOpener();

  const studied = (epoch: number) => studyPredictions(epochEvaluation(kept, epoch)!, run.taxonomy);
  const share = (epoch: number) => `${(100 * (epochEvaluation(kept, epoch)?.accuracy ?? 0)).toFixed(1)}%`;
  const slider = (page: Page) => page.getByRole('slider', { name: 'Epoch' });

  /** Opens the place with the slider ready. */
  async function openErrors(): Promise<TatamiWindow> {
    const tatami = await open({ home });
    await tatami.page.getByRole('button', { name: 'EN', exact: true }).click();
    await tatami.page.getByRole('button', { name: 'Errors', exact: true }).click();
    await tatami.page.getByText('Error atlas').waitFor();
    await expect.poll(() => slider(tatami.page).isEnabled(), wait).toBe(true);
    return tatami;
  }

  it('has a slider whose figures are those of the epoch, and plays to the end', async () => {
    const { page, problems } = await openErrors();
    await slider(page).focus();
    await page.keyboard.press('Home');
    await page.getByText(share(1)).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByText(share(2)).waitFor();
    expect(await slider(page).getAttribute('aria-valuetext')).toBe('epoch 2 of 3');
    await page.getByRole('button', { name: 'Play through the epochs' }).click();
    await page.getByRole('button', { name: 'Stop playing' }).waitFor();
    await expect.poll(() => slider(page).getAttribute('aria-valuetext'), wait).toBe('end of the run');
    await page.getByText(`${(100 * run.evaluation.accuracy).toFixed(1)}%`).waitFor();
    await page.getByRole('button', { name: 'Play through the epochs' }).waitFor();
    expect(problems).toEqual([]);
  });

  it('draws the course of what is chosen, said in a sentence', async () => {
    const { page } = await openErrors();
    await page.getByRole('tab', { name: 'Through training' }).click();
    const all = run.taxonomy.classes.map((_, index) => index);
    const [first] = selectionCourse(kept, all, all);
    await page.getByRole('img', { name: `All: ${first!.right} right and ${first!.wrong} wrong` }).waitFor();
  });

  it('takes one epoch from another, with the pictures that flipped', async () => {
    const { page } = await openErrors();
    await slider(page).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.getByRole('combobox', { name: 'Run B' }).selectOption({ label: 'epoch 1' });
    await page.getByRole('tab', { name: 'A − B' }).click();
    const { onlyA, onlyB } = flippedImages(studied(2).isRight, studied(1).isRight);
    expect(mcNemar(onlyA.length, onlyB.length).verdict).toBe('a-better');
    await page.getByRole('heading', { name: 'A is better' }).waitFor();
    await page.getByRole('button', { name: `Only A right ${onlyA.length}` }).click();
    await page.getByText(`${onlyA.length} pictures`, { exact: true }).waitFor();
  });

  it('shows the same epoch, selection and view after a restart, and in the other language', async () => {
    const before = await openErrors();
    await slider(before.page).focus();
    await before.page.keyboard.press('Home');
    await before.page.getByRole('combobox', { name: 'Run B' }).selectOption({ label: '(none)' });
    await before.page.getByRole('tab', { name: 'By class' }).click();
    const [, second = ''] = run.taxonomy.superclasses ?? [];
    await before.page.getByRole('button', { name: second, exact: true }).click();
    await before.page.getByText(`truly ${second}`).first().waitFor();
    await expect
      .poll(() => readFileSync(join(home, 'window.json'), 'utf8'), wait)
      .toMatch(/"epoch":1.*"row":1,"column":null/);
    await before.close();
    const { page } = await openErrors();
    await page.getByText(`truly ${second}`).first().waitFor();
    expect(await slider(page).getAttribute('aria-valuetext')).toBe('epoch 1 of 3');
    expect(await page.getByRole('tab', { name: 'By class' }).getAttribute('aria-selected')).toBe('true');
    await page.getByRole('button', { name: '日本語', exact: true }).click();
    await page.getByText(`正解が ${second}`).first().waitFor();
    await page.getByRole('button', { name: 'EN', exact: true }).click();
  });

  it('keeps a selection with a note, prints it, and opens it again', async () => {
    const tatami = await openErrors();
    const { page } = tatami;
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await page.getByRole('button', { name: 'Selections' }).click();
    await page.getByLabel('Name', { exact: true }).fill('最初の誤り');
    await page.getByLabel('Note', { exact: true }).fill('before it has learnt');
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await page.getByRole('button', { name: '最初の誤り', exact: true }).waitFor();
    expect((await written(tatami, 'sheet.png', 'Contact sheet (PNG)')).subarray(1, 4).toString()).toBe('PNG');
    const wrong = studied(1).isRight.filter((one) => one === 0).length;
    const list = (await written(tatami, 'list.csv', 'List of pictures (CSV)')).toString('utf8').trim();
    expect(list.split('\r\n')).toHaveLength(1 + wrong);
    await page.keyboard.press('Escape');
    await slider(page).focus();
    await page.keyboard.press('End');
    await page.getByRole('button', { name: 'Selections' }).click();
    expect(await page.getByLabel('Note on “最初の誤り”').inputValue()).toBe('before it has learnt');
    await page.getByRole('button', { name: '最初の誤り', exact: true }).click();
    await expect.poll(() => slider(page).getAttribute('aria-valuetext'), wait).toBe('epoch 1 of 3');
  });

  it('is accessible in both themes and languages', async () => {
    const tatami = await openErrors();
    await tatami.page.getByRole('tab', { name: 'Through training' }).click();
    expect(await violationsInAllLooks(tatami, 'errors-through-training')).toEqual([]);
    for (const [language, theme, button] of [
      ['日本語', 'light', '選択を保存・一覧'],
      ['EN', 'dark', 'Selections'],
    ] as const) {
      await show(tatami.page, language, theme);
      await tatami.page.getByRole('button', { name: button }).click();
      await tatami.page.getByRole('dialog').waitFor();
      expect(await violations(tatami.page, `selections ${language} ${theme}`)).toEqual([]);
      await tatami.screenshot(`errors-selections-${theme}`);
      await tatami.page.keyboard.press('Escape');
    }
  });

  /** The native dialog cannot be driven from outside: it answers with a path as if a person had chosen it. */
  async function written({ app, page }: TatamiWindow, name: string, button: string): Promise<Buffer> {
    const path = join(home, name);
    await app.evaluate(({ dialog }, chosen) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
    }, path);
    await page.getByRole('button', { name: button }).click();
    await page.getByText(`“${name}” was saved`).waitFor();
    return readFileSync(path);
  }
});
