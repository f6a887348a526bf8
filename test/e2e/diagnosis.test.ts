import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { show, violations } from './accessibility.ts';
import { useTatami } from './tatami-window.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-diagnosis-'));
const commandLine = join(import.meta.dirname, '../../src/main/cli.ts');

const looks = [
  ['日本語', 'light'],
  ['日本語', 'dark'],
  ['EN', 'dark'],
  ['EN', 'light'],
] as const;

describe('The diagnosis of a run', () => {
  beforeAll(() => {
    if (inject('noWindowBecause') !== null) return;
    const few = ['--train', '60', '--test', '300', '--epochs', '40', '--batch-size', '10'];
    execFileSync(process.execPath, [commandLine, '--home', home, 'run', 'mlp', ...few]);
  });
  const tatami = useTatami({ home });
  const button = (name: string | RegExp) => tatami.page.getByRole('button', { name, exact: true });
  const finding = () => tatami.page.getByRole('region', { name: 'The net overfits' });

  afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

  it('says in History what is wrong, with numbers and the slide', async () => {
    await button('History').click();
    await tatami.page.getByText('mlp', { exact: true }).first().click();
    await button('Diagnosis').click();
    await finding()
      .getByText(/^Accuracy in the last epoch: training 100\.0 %, validation \d\d\.\d %/)
      .waitFor({ timeout: 60_000 });
    await finding().getByText('Slide: Less overfitting: Dropout; regularisation').waitFor();
  });

  it('is accessible in both themes and languages', async () => {
    for (const [language, theme] of looks) {
      await tatami.page.keyboard.press('Escape');
      await show(tatami.page, language, theme);
      await button(language === 'EN' ? /^Diagnosis: \d/ : /^診断：\d/).click();
      await tatami.page.getByRole('dialog').waitFor();
      expect(await violations(tatami.page, `diagnosis ${language} ${theme}`)).toEqual([]);
      await tatami.screenshot(`diagnosis-${language === 'EN' ? 'en' : 'ja'}-${theme}`);
    }
  });

  it('puts the variant that may help on the bench with one click', async () => {
    await finding().getByRole('button', { name: 'Add Dropout (0.5)' }).click();
    await tatami.page.getByText('“Add Dropout (0.5)” is ready in Lab').waitFor();
    await tatami.page.getByText('mlp · Add Dropout (0.5)').first().waitFor();
  });

  it('says without being asked what is wrong with a run that this session has trained', async () => {
    await button('Run').click();
    await button(/^Diagnosis: (\d+|fine)$/).waitFor({ timeout: 120_000 });
  });

  it('has had no trouble', () => {
    expect(tatami.problems).toEqual([]);
    expect(tatami.refused).toEqual([]);
  });
});
