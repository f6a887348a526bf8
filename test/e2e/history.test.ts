import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finishEpoch } from '../../src/main/history/epochs.ts';
import { openHistory } from '../../src/main/history/open.ts';
import { insertRun } from '../../src/main/history/runs.ts';
import { indexRun } from '../../src/main/history/search.ts';
import { openSqlite } from '../../src/main/history/sqlite.ts';
import { epochRecord, experiment } from '../unit/main/history/history-fixture.ts';
import { violationsInAllLooks } from './accessibility.ts';
import { useTatami } from './tatami-window.ts';

const home = mkdtempSync(join(tmpdir(), 'tatami-履歴 🗂-'));
const runCount = 10_000;

describe('History', () => {
  beforeAll(fillHistory, 120_000);
  const tatami = useTatami({ home });
  const table = () => tatami.page.getByRole('grid');
  const rows = () =>
    table()
      .getByRole('row')
      .filter({ has: tatami.page.getByRole('gridcell') });

  afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));

  it('shows ten thousand runs without a wait, and draws only those in sight', async () => {
    await tatami.page.getByRole('button', { name: 'History' }).click();
    await rows().first().waitFor();
    expect(await table().getAttribute('aria-rowcount')).toBe(String(runCount + 1));
    expect(await rows().count()).toBeLessThan(60);
  });

  it('reaches the oldest run with one key', async () => {
    await table().focus();
    await tatami.page.keyboard.press('End');
    await tatami.page.getByText('run 0 ', { exact: false }).first().waitFor();
  });

  it('finds by text, by filter and by star, and says when nothing meets them', async () => {
    const search = tatami.page.getByRole('searchbox');
    await tatami.page.keyboard.press('/');
    await tatami.page.keyboard.type('run 4321');
    await tatami.page.getByText('Run · 1', { exact: true }).waitFor();
    await rows().first().getByRole('button', { name: /^Star/ }).click();
    await search.fill('');
    await tatami.page.getByRole('button', { name: 'Starred' }).click();
    await tatami.page.getByText('Run · 1', { exact: true }).waitFor();
    await search.fill('nothing is called this');
    await tatami.page.getByText('No run meets these filters').waitFor();
    await tatami.page.getByRole('button', { name: 'Clear filters' }).last().click();
    await tatami.page.getByText('Run · 10,000').waitFor();
  });

  it('opens a run, keeps its note and tags, and finds it by them', async () => {
    await rows().first().click();
    const note = tatami.page.getByRole('textbox', { name: 'Note' });
    await note.fill('裏返しを試す');
    await tatami.page.getByRole('textbox', { name: 'Add a tag' }).fill('第 3 回');
    await tatami.page.keyboard.press('Enter');
    await tatami.page.getByRole('searchbox').fill('裏返し');
    await tatami.page.getByText('Run · 1', { exact: true }).waitFor();
    await tatami.page.getByRole('searchbox').fill('');
  });

  it('deletes with a way back', async () => {
    await tatami.page.getByRole('searchbox').fill('9876');
    await tatami.page.getByText('Run · 1', { exact: true }).waitFor();
    await rows().first().getByRole('checkbox').check();
    await tatami.page.getByRole('button', { name: 'Delete' }).click();
    await tatami.page.getByRole('button', { name: 'Undo', exact: true }).click();
    await tatami.page.waitForTimeout(9000);
    await tatami.page.getByText('Run · 1', { exact: true }).waitFor();
    await rows().first().getByRole('checkbox').check();
    await tatami.page.getByRole('button', { name: 'Delete' }).click();
    await tatami.page.getByText('No run meets these filters').waitFor({ timeout: 20_000 });
  });

  it('says with the keyboard alone which run is open, and closes it', async () => {
    await tatami.page.getByRole('searchbox').fill('');
    await rows().first().waitFor();
    await table().focus();
    for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'Enter']) await tatami.page.keyboard.press(key);
    await tatami.page.getByRole('region', { name: /^Details of/ }).waitFor();
    await tatami.page.keyboard.press('Escape');
    await tatami.page.getByRole('region', { name: /^Details of/ }).waitFor({ state: 'detached' });
  });

  it('is accessible in both themes and languages, with a run open', async () => {
    await rows().first().click();
    await tatami.page.waitForTimeout(500);
    expect(await violationsInAllLooks(tatami, 'history')).toEqual([]);
  });

  it('has had no trouble', () => {
    expect(tatami.problems).toEqual([]);
    expect(tatami.refused).toEqual([]);
  });
});

/** Ten thousand runs of two epochs, written by the history's own code in one transaction. */
async function fillHistory(): Promise<void> {
  const file = join(home, 'history.db');
  await openHistory(file).close();
  const db = openSqlite(file, { timeoutMs: 1000 });
  const document = experiment({ epochs: 2 });
  db.transaction(() => {
    for (let index = 0; index < runCount; index++) {
      const run = insertRun(db, {
        id: index.toString(36).padStart(12, '0'),
        name: `run ${index} of many`,
        status: 'completed',
        owner: null,
        experiment: document,
        createdAtMs: 1_700_000_000_000 + index * 60_000,
        comparison: null,
        variant: null,
        repeatOf: null,
        tags: [],
        note: '',
      });
      indexRun(db, run);
      for (const epoch of [1, 2]) finishEpoch(db, run, epochRecord(epoch));
    }
  })();
  db.close();
}
