/** Lab's strip of ready-made labs, its training settings and its curves, in the real window with the real engine. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Experiment } from '../../src/shared/spec/experiment.ts';
import { parseAnyDocument } from '../../src/shared/spec/labs.ts';
import { useTatami } from './tatami-window.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const patience = { timeout: 60_000 };

describe('Lab', () => {
  const tatami = useTatami();
  const button = (name: string | RegExp) => tatami.page.getByRole('button', { name, exact: true });
  const field = async (label: string, text: string): Promise<void> => {
    const input = tatami.page.getByLabel(label, { exact: true });
    await input.fill(text);
    await input.press('Enter');
  };

  it('runs a ready-made lab in one click, and its curve moves', async () => {
    const { page } = tatami;
    await choose(page, 'en', 'light');
    await button('Run “CNN on MNIST (the slides’ picture)”').click(patience);
    await page.getByText(/Epoch 1 \/ 12/).waitFor(patience);
    await page.getByRole('img', { name: /Curve of the loss\. Step \d+: training \d/ }).waitFor(patience);
    await page
      .getByRole('img', { name: /Step [2-9]: training/ })
      .first()
      .waitFor(patience);
    await tatami.screenshot('lab-training-en');
    await button('Stop').click();
    await page.getByText(/Stopped after 0 of 12 epochs/).waitFor(patience);
    await button('Go on').waitFor(patience);
  });

  it('takes settings over, says at the field why it refuses one, and undoes', async () => {
    const { page } = tatami;
    await field('Epochs', '0');
    const refusal = page.getByRole('alert').filter({ hasText: 'epochs' });
    await refusal.waitFor(patience);
    await field('Epochs', '3');
    await refusal.waitFor({ state: 'detached', ...patience });
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('Control+z');
    expect(await page.getByLabel('Epochs', { exact: true }).inputValue()).toBe('12');
  });

  it('gives the experiment another name at the top, which undo takes back', async () => {
    const { page } = tatami;
    const named = (name: string) => page.locator('.topbar .exp b').filter({ hasText: name });
    const before = (await page.locator('.topbar .exp b').textContent(patience)) ?? '';
    await button('Rename the experiment').click(patience);
    await page.getByLabel('Name of the experiment').fill('わたしの CNN');
    await page.keyboard.press('Enter');
    await named('わたしの CNN').waitFor(patience);
    await button('Rename the experiment').click();
    await page.getByLabel('Name of the experiment').fill('forgotten');
    await page.keyboard.press('Escape');
    await named('わたしの CNN').waitFor(patience);
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('Control+z');
    await named(before).waitFor(patience);
  });

  it('says why a run diverged and tries a tenth of its learning rate in one click', async () => {
    const { page } = tatami;
    const job = JSON.stringify({ kind: 'run', experiment: divergingExperiment() });
    await page.evaluate(`window.lab.call.addJob(${job})`);
    await page.getByText(/It diverged/).waitFor(patience);
    await page.getByText(/η = 1000 is too large/).waitFor(patience);
    await button('Try a tenth of the learning rate').click();
    await page.getByText(/η = 100 is too large/).waitFor(patience);
    await tatami.screenshot('lab-diverged-en');
  });

  it('tells, in another place, that a run has finished, and shows it in one click', async () => {
    const { page } = tatami;
    await button('History').click();
    const job = JSON.stringify({ kind: 'run', experiment: smallExperiment() });
    await page.evaluate(`window.lab.call.addJob(${job})`);
    await page.getByText('“small” has finished').waitFor(patience);
    await page.getByText(/Test accuracy \d\d/).waitFor(patience);
    await button('Details').click();
    await page.getByText(/Finished/).waitFor(patience);
    await button('Table of epochs').click();
    await page.getByRole('rowheader', { name: '2' }).waitFor(patience);
    await button('Close').click();
  });

  it('tells of a lab whose data set is not there how to get it', async () => {
    const { page } = tatami;
    await button('Run “CNN on CIFAR-100 (exercise 9.4)”').click();
    await page.getByText(/cifar-100-binary\.tar\.gz/).waitFor(patience);
    await button('Cancel').click();
  });

  it.for([
    ['ja', 'light'],
    ['ja', 'dark'],
    ['en', 'light'],
    ['en', 'dark'],
  ] as const)('has nothing that keeps anyone out, in %s and %s', async ([language, theme]) => {
    const { page } = tatami;
    await choose(page, language, theme);
    await tatami.screenshot(`lab-training-${language}-${theme}`);
    for (const tab of [0, 1, 2]) {
      await page.getByRole('tab').nth(tab).click(patience);
      expect(await violations(page), `tab ${tab}`).toEqual([]);
    }
  });

  it('has nothing to complain about', () => {
    expect(tatami.problems).toEqual([]);
  });
});

/** Softmax regression on few images, done in a second or two. */
function smallExperiment(): Experiment {
  const file = new URL('../../resources/labs/softmax-regression.json', import.meta.url);
  const document = parseAnyDocument(JSON.parse(readFileSync(file, 'utf8'))) as Experiment;
  return { ...document, name: 'small', dataset: { id: 'mnist', train: 2000, test: 500 }, epochs: 2 };
}

/** One linear layer on the squared error, with steps so large that the loss grows beyond every number. */
function divergingExperiment(): unknown {
  return {
    ...smallExperiment(),
    model: { layers: [{ class_name: 'Flatten' }, { class_name: 'Dense', config: { units: 10 } }] },
    loss: 'mse',
    optimizer: { class_name: 'SGD', config: { learning_rate: 1000 } },
  };
}

/** Shows the page in a language and a theme. */
async function choose(page: Page, language: 'ja' | 'en', theme: 'light' | 'dark'): Promise<void> {
  const settings = JSON.stringify({ language, theme, isProjector: false, place: 'lab' });
  await page.evaluate(`window.lab.call.saveSettings(${settings})`);
  await page.reload();
  await page.getByRole('tab').first().waitFor(patience);
}

/** What axe finds in the parts of Lab that this file is about. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate<string[]>(`
    axe.run({ include: [['.strip'], ['section[aria-labelledby]']] }).then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' | ')))
  `);
}
