import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mcNemar } from '../../src/shared/metrics/mcnemar.ts';
import { flippedImages } from '../../src/shared/metrics/flips.ts';
import { imagesOfCells } from '../../src/shared/metrics/cell-images.ts';
import { classesOf } from '../../src/shared/metrics/superclasses.ts';
import { type StudiedPredictions, studyPredictions } from '../../src/shared/metrics/predictions.ts';
import { violationsInAllLooks } from './accessibility.ts';
import { addEvaluatedRun, type EvaluatedRun, importPictures } from './evaluated-home.ts';
import { useTatami } from './tatami-window.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-誤り 🗺-'));
const pictures = 1500;
/** Room that the matrices leave for labels. */
const labelRoom = { whole: { left: 136, top: 118 }, inside: { left: 76, top: 62 } };
/** The superclass of trees, of which the classes are looked at. */
const trees = 17;

describe('Errors', () => {
  let better: EvaluatedRun;
  let worse: EvaluatedRun;
  let study: StudiedPredictions;

  beforeAll(async () => {
    const dataset = await importPictures(home);
    const made = { test: pictures, seed: 1 };
    await addEvaluatedRun(home, dataset, { name: 'other part', test: 700, skill: 0.5, seed: 3 });
    worse = await addEvaluatedRun(home, dataset, { ...made, name: 'without dropout', skill: 0.4 });
    better = await addEvaluatedRun(home, dataset, { ...made, name: 'with dropout', skill: 0.5, seed: 2 });
    study = studyPredictions(better.evaluation, better.taxonomy);
  }, 120_000);
  const tatami = useTatami({ home });
  afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

  const whole = () => tatami.page.getByRole('listbox', { name: /^Confusion matrix: Superclasses 20/ });
  const inside = () => tatami.page.getByRole('listbox', { name: /^Confusion matrix: Inside trees/ });
  const grid = () => tatami.page.getByRole('listbox', { name: /pictures\. Arrow keys/ });
  const heading = (name: string) => tatami.page.getByRole('heading', { name });
  const classAt = (place: number) => classesOf(trees, better.taxonomy.superclassOf ?? [])[place] ?? 0;
  const nameOf = (index: number) => better.taxonomy.classes[index] ?? '';
  const wrongInTrees = () => {
    const own = classesOf(trees, better.taxonomy.superclassOf ?? []);
    return imagesOfCells(study.cells, own, own).filter((image) => study.isRight[image] === 0);
  };

  it('opens with the newest run that has predictions, and its accuracy', async () => {
    await tatami.page.getByRole('button', { name: 'Errors', exact: true }).click();
    await heading('Error atlas').waitFor();
    await tatami.page.getByText('1,500 test pictures').first().waitFor();
    const accuracy = (100 * better.evaluation.accuracy).toFixed(1);
    await tatami.page.getByText(`${accuracy}%`).waitFor();
    await whole().waitFor();
  });

  it('goes from a superclass cell to its wrong pictures with two clicks', async () => {
    const clicks = await countClicks();
    await clickCell(whole(), labelRoom.whole, { size: [20, 20], at: [trees, trees] });
    await tatami.page.getByText(`${wrongInTrees().length} pictures`).first().waitFor();
    await clickCell(inside(), labelRoom.inside, { size: [5, 6], at: [0, 1] });
    const [truth, guess] = [classAt(0), classAt(1)];
    const images = imagesOfCells(study.cells, [truth], [guess]);
    await tatami.page.getByText(`${images.length} pictures`, { exact: true }).first().waitFor();
    await tatami.page
      .getByRole('button', { name: `${nameOf(truth)} → ${nameOf(guess)}` })
      .first()
      .waitFor();
    expect(await clicks()).toBe(2);
  });

  it('keeps what is chosen when the language changes', async () => {
    await tatami.page.getByRole('button', { name: '日本語', exact: true }).click();
    const crumb = `${nameOf(classAt(0))} → ${nameOf(classAt(1))}`;
    await tatami.page.getByRole('navigation', { name: '選択の経路' }).getByText(crumb).waitFor();
    await tatami.page.getByRole('button', { name: 'EN', exact: true }).click();
    await tatami.page.getByRole('navigation', { name: 'What is chosen' }).getByText(crumb).waitFor();
  });

  it('shows the pictures of the part that the run was tested on, with the five best classes', async () => {
    await tatami.page.getByRole('button', { name: 'All', exact: true }).click();
    const [surest = 0] = study.cells.byRank.filter((image) => study.isRight[image] === 0);
    await grid().focus();
    await tatami.page.keyboard.press('Enter');
    const dialog = tatami.page.getByRole('dialog');
    await dialog.getByText(`Test picture ${(better.places[surest] ?? 0).toLocaleString('en')}`).waitFor();
    expect(await dialog.getByRole('listitem').count()).toBe(5);
    await tatami.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('is driven by keys: arrows, Enter down, Escape back, each cell in words', async () => {
    await whole().focus();
    await tatami.page.keyboard.press('Home');
    for (let row = 0; row < 20; row++) await tatami.page.keyboard.press('ArrowUp');
    await tatami.page.keyboard.press('ArrowRight');
    const count = study.superclasses?.counts[1] ?? 0;
    const [first, second] = better.taxonomy.superclasses ?? [];
    const words = `${first} taken for ${second}: ${count} pictures`;
    await whole().getByRole('option', { name: words }).waitFor();
    await tatami.page.keyboard.press('Enter');
    await heading(`${first} → ${second}`).waitFor();
    await tatami.page.keyboard.press('Escape');
    await heading('Inside a superclass').waitFor();
  });

  it('has the matrix as a table', async () => {
    await tatami.page.getByRole('button', { name: 'As a table' }).click();
    const rows = tatami.page.getByRole('dialog').getByRole('row');
    expect(await rows.count()).toBe(21);
    const cells = await rows.nth(1).getByRole('cell').allInnerTexts();
    expect(cells.map(Number)).toEqual([...(study.superclasses?.counts.slice(0, 20) ?? [])]);
    await tatami.page.keyboard.press('Escape');
  });

  it('zooms into all hundred classes', async () => {
    await tatami.page.getByRole('button', { name: 'Classes', exact: true }).click();
    const classes = tatami.page.getByRole('listbox', { name: /Classes 100/ });
    await classes.waitFor();
    for (let step = 0; step < 3; step++) await tatami.page.getByRole('button', { name: 'Zoom in' }).click();
    await tatami.screenshot('errors-classes-zoomed');
    await tatami.page.getByRole('button', { name: 'Superclasses', exact: true }).click();
  });

  it('compares two runs picture by picture, and says in words whether it is chance', async () => {
    await tatami.page.getByRole('tab', { name: 'A − B' }).click();
    await choose('Run B', /^without dropout/);
    const other = studyPredictions(worse.evaluation, worse.taxonomy);
    const { onlyA, onlyB } = flippedImages(study.isRight, other.isRight);
    const { verdict } = mcNemar(onlyA.length, onlyB.length);
    expect(verdict).toBe('a-better');
    await heading('A is better').waitFor();
    await tatami.page.getByRole('button', { name: `Only A right ${onlyA.length}` }).click();
    await tatami.page.getByText(`${onlyA.length} pictures`, { exact: true }).waitFor();
    await whole().press('d');
    await tatami.page.getByText('which has more').waitFor();
  });

  it('says why runs with other test pictures cannot be compared', async () => {
    await choose('Run B', /^other part/);
    await tatami.page
      .getByText(/not tested on the same pictures/)
      .last()
      .waitFor();
    await choose('Run B', /none/);
  });

  it('exports what is shown as CSV, SVG and PNG', async () => {
    const csv = (await exported('CSV')).toString('utf8').split('\r\n');
    const first = csv[1]?.split(',').slice(1).map(Number);
    expect(first).toEqual([...(study.superclasses?.counts.slice(0, 20) ?? [])]);
    expect((await exported('SVG')).toString('utf8')).toMatch(/^<svg [^]*<\/svg>\n$/);
    expect([...(await exported('PNG')).subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
  });

  it.each(['Confusions', 'By class', 'Confidence', 'A − B'])(
    'is accessible in both themes and languages: %s',
    async (tab) => {
      await tatami.page.getByRole('tab', { name: tab }).click();
      if (tab === 'A − B') await choose('Run B', /^without dropout/);
      await clickCell(whole(), labelRoom.whole, { size: [20, 20], at: [trees, trees] });
      expect(await violationsInAllLooks(tatami, `errors-${tab}`)).toEqual([]);
      await tatami.page.getByRole('button', { name: 'EN', exact: true }).click();
    },
  );

  it('has had no trouble', () => {
    expect(tatami.problems).toEqual([]);
    expect(tatami.refused).toEqual([]);
  });

  /** Counts the clicks that the page gets from now on. */
  async function countClicks(): Promise<() => Promise<number>> {
    const counter = await tatami.page.evaluateHandle(() => {
      const seen = { clicks: 0 };
      document.addEventListener('click', () => (seen.clicks += 1), { capture: true });
      return seen;
    });
    return () => counter.evaluate((seen) => seen.clicks);
  }

  /** One click in the middle of a cell. */
  async function clickCell(
    matrix: Locator,
    room: { readonly left: number; readonly top: number },
    cell: { readonly size: readonly [number, number]; readonly at: readonly [number, number] },
  ): Promise<void> {
    await matrix.waitFor();
    const { width, height } = (await matrix.boundingBox()) ?? { width: 0, height: 0 };
    const middle = (length: number, place: number, count: number) => (length * (place + 0.5)) / count;
    const x = room.left + middle(width - room.left - 1, cell.at[1], cell.size[1]);
    const y = room.top + middle(height - room.top - 1, cell.at[0], cell.size[0]);
    await matrix.click({ position: { x, y } });
  }

  async function choose(label: string, name: RegExp): Promise<void> {
    const list = tatami.page.getByRole('combobox', { name: label });
    const texts = await list.getByRole('option').allInnerTexts();
    await list.selectOption({ label: texts.find((text) => name.test(text)) ?? '' });
  }

  /** The native dialog cannot be driven from outside: it answers with a path as if a person had chosen it. */
  async function exported(kind: string): Promise<Buffer> {
    const path = join(home, `行列.${kind.toLowerCase()}`);
    await tatami.app.evaluate(({ dialog }, chosen) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
    }, path);
    await tatami.page.getByRole('button', { name: `Export as ${kind}` }).click();
    await tatami.page
      .getByText(/was saved$/)
      .last()
      .waitFor();
    await expect.poll(() => readFileSync(path).length).toBeGreaterThan(0);
    return readFileSync(path);
  }
});
