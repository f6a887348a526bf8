import { beforeEach, describe, expect, it } from 'vitest';
import type { HistoryPort, PageQuery } from '../../../../src/shared/contract/history.ts';
import { completed, epochRecord, experiment, failureOf, newRun, open, start } from './history-fixture.ts';

describe('a page of the list', () => {
  let history: HistoryPort;
  const names = async (query: PageQuery): Promise<string[]> =>
    (await history.page(query)).lines.map(({ name }) => name);

  beforeEach(() => {
    history = open();
  });

  it('counts all lines that meet the query, whatever the page holds', async () => {
    for (const name of ['a', 'b', 'c']) await history.createRun(newRun({ name }));
    expect(await history.page({ limit: 2 })).toMatchObject({
      total: 3,
      lines: [{ name: 'c' }, { name: 'b' }],
    });
    expect(await history.page({ limit: 2, offset: 2 })).toMatchObject({ total: 3, lines: [{ name: 'a' }] });
    expect(await history.page({ text: 'nothing has this' })).toEqual({ total: 0, lines: [] });
  });

  it('draws the course of validation accuracy, with the duration and the device', async () => {
    const id = await history.createRun(newRun());
    await history.startRun(id, start, 0);
    for (const epoch of [1, 2, 3]) {
      const record = { ...epochRecord(epoch), val_accuracy: epoch / 10, durationMs: 1000 };
      await history.finishEpoch(id, record);
    }
    const [line] = (await history.page({})).lines;
    expect(line).toMatchObject({ course: [0.1, 0.2, 0.3], durationMs: 3000, device: 'cpu', runCount: 1 });
  });

  it('thins a long course to sixty values and keeps the last', async () => {
    const id = await history.createRun(newRun({ experiment: experiment({ epochs: 200 }) }));
    await history.startRun(id, start, 0);
    for (let epoch = 1; epoch <= 200; epoch++) {
      await history.finishEpoch(id, { ...epochRecord(epoch), val_accuracy: epoch / 1000 });
    }
    const [line] = (await history.page({})).lines;
    expect(line?.course.length).toBeLessThanOrEqual(60);
    expect(line?.course.at(-1)).toBe(0.2);
  });

  it('shows a comparison as one line where asked, in the place of its newest run', async () => {
    const comparison = await history.createComparison('race', {});
    for (const variant of ['SGD', 'Adam']) {
      await history.createRun(newRun({ name: 'race', comparison: { id: comparison, variant } }));
    }
    await history.createRun(newRun({ name: 'alone' }));
    const grouped = await history.page({ isGrouped: true });
    expect(grouped.lines).toMatchObject([
      { name: 'alone', runCount: 1, comparisonId: null },
      { name: 'race', runCount: 2, comparisonId: comparison, variant: 'Adam' },
    ]);
    expect(grouped.total).toBe(2);
    expect((await history.page({})).total).toBe(3);
  });

  it('filters by optimizer, star, archive and time', async () => {
    const adam = { optimizer: { class_name: 'Adam', config: {} } };
    const first = await history.createRun(newRun({ name: 'first', experiment: experiment(adam) }));
    const second = await history.createRun(newRun({ name: 'second' }));
    await history.setMarks(first, { isStarred: true, isArchived: null });
    await history.setMarks(second, { isStarred: null, isArchived: true });
    expect(await names({ optimizer: 'Adam' })).toEqual(['first']);
    expect(await names({ isStarred: true })).toEqual(['first']);
    expect(await names({ isArchived: false })).toEqual(['first']);
    expect(await names({ isArchived: true })).toEqual(['second']);
    expect(await names({ sinceMs: Date.now() + 60_000 })).toEqual([]);
    await history.setMarks(first, { isStarred: false, isArchived: null });
    expect(await names({ isStarred: true })).toEqual([]);
  });

  it('orders by name and by accuracy, runs without a test at the end', async () => {
    const good = await history.createRun(newRun({ name: 'b good' }));
    await history.createRun(newRun({ name: 'c untested' }));
    const bad = await history.createRun(newRun({ name: 'A bad' }));
    for (const [id, accuracy] of [
      [good, 0.9],
      [bad, 0.1],
    ] as const) {
      const labels = Uint16Array.of(0);
      const top = { topClasses: Uint16Array.of(0), topProbabilities: Float32Array.of(1), topK: 1 };
      await history.recordEvaluation(id, {
        count: 1,
        loss: 1,
        accuracy,
        superclassAccuracy: null,
        labels,
        ...top,
      });
      await history.endRun(id, completed);
    }
    expect(await names({ order: 'name' })).toEqual(['A bad', 'b good', 'c untested']);
    expect(await names({ order: 'accuracy' })).toEqual(['b good', 'A bad', 'c untested']);
  });

  it('refuses a page without an end', async () => {
    expect(await failureOf(history.page({ limit: 501 }))).toMatchObject({ code: 'history.bad-page' });
  });
});

describe('the values for choosing a filter', () => {
  it('are those that runs have, most frequent first', async () => {
    const history = open();
    const fashion = experiment({ dataset: { id: 'fashion-mnist' } });
    const ids = [newRun(), newRun(), newRun({ experiment: fashion })].map((run) => history.createRun(run));
    const [first = '', second = ''] = await Promise.all(ids);
    await history.setTags(first, ['lecture', 'first']);
    await history.setTags(second, ['lecture']);
    expect(await history.facets()).toEqual({
      datasets: ['mnist', 'fashion-mnist'],
      optimizers: ['Adadelta'],
      tags: ['lecture', 'first'],
      runs: 3,
    });
  });
});

describe('a name', () => {
  it('may be changed, and is then what a search finds', async () => {
    const history = open();
    const id = await history.createRun(newRun({ name: 'before' }));
    await history.setName(id, 'after');
    expect((await history.list({ text: 'after' })).map((run) => run.id)).toEqual([id]);
    expect(await history.list({ text: 'before' })).toEqual([]);
  });
});
