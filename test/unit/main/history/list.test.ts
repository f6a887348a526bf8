import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { HistoryPort, RunQuery } from '../../../../src/shared/contract/history.ts';
import { completed, experiment, failureOf, newRun, open } from './history-fixture.ts';

describe('the list of runs', () => {
  let history: HistoryPort;
  const names = async (query: RunQuery): Promise<string[]> =>
    (await history.list(query)).map((run) => run.name);

  beforeEach(async () => {
    history = open();
    const adam = { class_name: 'Adam', config: {} };
    await history.createRun(newRun({ name: '手書き数字の分類' }));
    const second = await history.createRun(
      newRun({ name: 'Fashion', experiment: experiment({ optimizer: adam }) }),
    );
    const third = await history.createRun(
      newRun({ name: '犬と猫', experiment: experiment({ dataset: { id: 'cifar-100' } }) }),
    );
    await history.setTags(second, ['第3回', 'AND "NOT" *']);
    await history.setNote(third, 'ＣＮＮの結果は 50% でした。ﾃｽﾄ under_score');
    await history.endRun(third, completed);
  });

  it('shows the newest first, by the order of creation and not by the clock', async () => {
    vi.useFakeTimers({ now: 0, toFake: ['Date'] });
    await history.createRun(newRun({ name: 'in 1970' }));
    vi.useRealTimers();
    expect(await names({})).toEqual(['in 1970', '犬と猫', 'Fashion', '手書き数字の分類']);
  });

  it('filters by status, data set and tag, alone and together', async () => {
    expect(await names({ status: 'completed' })).toEqual(['犬と猫']);
    expect(await names({ status: 'running', dataset: 'mnist' })).toEqual(['Fashion', '手書き数字の分類']);
    expect(await names({ tag: '第3回' })).toEqual(['Fashion']);
    expect(await names({ tag: '第3回', dataset: 'cifar-100' })).toEqual([]);
    expect(await names({ tag: '第3' })).toEqual([]);
  });

  it('shows 50 runs unless told otherwise, and pages', async () => {
    for (let index = 0; index < 50; index++) await history.createRun(newRun({ name: `run ${index}` }));
    expect(await names({})).toHaveLength(50);
    expect(await names({ limit: 2, offset: 1 })).toEqual(['run 48', 'run 47']);
    expect(await names({ limit: 10_000 })).toHaveLength(53);
    expect(await names({ offset: 53 })).toEqual([]);
  });

  it.each([
    [{ limit: 0 }, { field: 'limit', found: 0, least: 1, most: 10_000 }],
    [{ limit: 10_001 }, { field: 'limit', found: 10_001, least: 1, most: 10_000 }],
    [{ limit: 1.5 }, { field: 'limit', found: 1.5, least: 1, most: 10_000 }],
    [{ limit: NaN }, { field: 'limit', found: NaN, least: 1, most: 10_000 }],
    [{ offset: -1 }, { field: 'offset', found: -1, least: 0, most: Number.MAX_SAFE_INTEGER }],
  ])('refuses the page %j', async (query, details) => {
    const error = await failureOf(history.list(query));
    expect(error.code).toBe('history.bad-page');
    expect(error.details).toEqual(details);
  });

  it.each([
    ['手書き', ['手書き数字の分類']],
    ['書き数', ['手書き数字の分類']],
    ['数字', ['手書き数字の分類']],
    ['犬', ['犬と猫']],
    ['猫 犬', ['犬と猫']],
    ['犬　猫', ['犬と猫']],
    ['犬 数字', []],
    ['第3回', ['Fashion']],
    ['Fash', ['Fashion']],
    ['FASHION', ['Fashion']],
    ['adadelta', ['犬と猫', '手書き数字の分類']],
    ['Adad mnist', ['手書き数字の分類']],
    ['cifar-100', ['犬と猫']],
    ['conv2d', ['犬と猫', 'Fashion', '手書き数字の分類']],
    ['Flat', ['犬と猫', 'Fashion', '手書き数字の分類']],
    ['CNNの結果', ['犬と猫']],
    ['ｃｎｎ', ['犬と猫']],
    ['テスト', ['犬と猫']],
    ['50%', ['犬と猫']],
    ['%', ['犬と猫']],
    ['_', ['犬と猫']],
    ['MaxPooling2D', []],
    ['   ', ['犬と猫', 'Fashion', '手書き数字の分類']],
  ])('finds by the text %s', async (text, expected) => {
    expect(await names({ text })).toEqual(expected);
  });

  it.each([
    '"',
    '""',
    '*',
    'AND',
    'NOT "',
    'name:',
    '(',
    'NEAR(a b)',
    "'; DROP TABLE run; --",
    '\u0000abc',
    '^犬と猫',
  ])('takes %j as mere text', async (text) => {
    const found = await names({ text });
    expect(found.length).toBeLessThanOrEqual(1);
    expect(await names({})).toHaveLength(3);
  });

  it('finds a tag that looks like a query', async () => {
    expect(await names({ text: '"NOT" *' })).toEqual(['Fashion']);
    expect(await names({ text: 'AND' })).toEqual(['Fashion']);
  });

  it('finds a run by its newest note only', async () => {
    const [run] = await history.list({ text: '手書き' });
    await history.setNote(run?.id ?? '', 'first thought');
    await history.setNote(run?.id ?? '', 'second thought');
    expect(await names({ text: 'first' })).toEqual([]);
    expect(await names({ text: 'second' })).toEqual(['手書き数字の分類']);
  });

  it('survives a search text of a million characters', async () => {
    expect(await names({ text: 'ab '.repeat(333_333) })).toEqual([]);
    expect(await names({ text: 'x'.repeat(1_000_000) })).toEqual([]);
  });
});
