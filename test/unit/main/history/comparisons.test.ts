import { describe, expect, it } from 'vitest';
import { codeOf, completed, newRun, open } from './history-fixture.ts';

describe('a comparison in the history', () => {
  it('is kept with its document and found by the beginning of its id', async () => {
    const history = open();
    const document = { tatami: 'comparison', variants: [{ name: 'adam' }] };
    const id = await history.createComparison('最適化手法の比較', document);
    expect(await history.comparison(id.slice(0, 6))).toEqual({
      id,
      name: '最適化手法の比較',
      document,
      createdAtMs: expect.any(Number) as number,
    });
    expect(await codeOf(history.comparison('zzzzzz'))).toBe('history.no-such-comparison');
  });

  it('groups its runs, which are found by its id and by their variants', async () => {
    const history = open();
    const id = await history.createComparison('race', {});
    for (const variant of ['lr high', 'lr low']) {
      await history.createRun(newRun({ name: 'race', comparison: { id, variant } }));
    }
    await history.createRun(newRun());
    const runs = await history.list({ comparisonId: id });
    expect(runs.map((run) => [run.comparisonId, run.variant])).toEqual([
      [id, 'lr low'],
      [id, 'lr high'],
    ]);
    expect((await history.list({ text: 'low' })).map((run) => run.variant)).toEqual(['lr low']);
    expect(await history.list({ comparisonId: 'other' })).toEqual([]);
  });

  it('has to be there before a run can belong to it', async () => {
    const history = open();
    const run = newRun({ comparison: { id: 'zzzzzzzzzzzz', variant: 'a' } });
    expect(await codeOf(history.createRun(run))).toBe('history.no-such-comparison');
    expect(await history.list({})).toEqual([]);
  });

  it('goes with the last of its runs', async () => {
    const history = open();
    const id = await history.createComparison('race', {});
    const runs = [];
    for (const variant of ['a', 'b']) {
      const run = await history.createRun(newRun({ comparison: { id, variant } }));
      await history.endRun(run, completed);
      runs.push(run);
    }
    await history.deleteRun(runs[0] ?? '');
    expect((await history.comparison(id)).id).toBe(id);
    await history.deleteRun(runs[1] ?? '');
    expect(await codeOf(history.comparison(id))).toBe('history.no-such-comparison');
  });
});
