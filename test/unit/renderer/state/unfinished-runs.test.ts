import { describe, expect, it } from 'vitest';
import { unfinishedRuns } from '../../../../src/renderer/src/state/unfinished-runs.ts';
import type { RunLine } from '../../../../src/shared/contract/history.ts';

const line = (id: string, status: RunLine['status'], comparisonId: string | null = null): RunLine =>
  ({
    id,
    status,
    comparisonId,
    name: 'cnn',
    variant: comparisonId && id,
    epochsDone: 1,
    epochs: 3,
  }) as RunLine;

describe('the trainings that can go on', () => {
  it('are all that were stopped or interrupted, each with what goes on with it', () => {
    const found = unfinishedRuns([
      line('a', 'completed'),
      line('b', 'interrupted'),
      line('c', 'diverged'),
      line('d', 'stopped'),
      line('e', 'running'),
    ]);
    expect(found.map(({ request }) => request)).toEqual([
      { kind: 'resume', run: 'b' },
      { kind: 'resume', run: 'd' },
    ]);
    expect(found[0]).toMatchObject({ title: 'cnn', done: 1, epochs: 3 });
  });

  it('name a comparison once, whatever the number of its runs', () => {
    const found = unfinishedRuns([line('Adam', 'interrupted', 'race'), line('SGD', 'stopped', 'race')]);
    expect(found.map(({ title, request }) => [title, request])).toEqual([
      ['cnn · Adam', { kind: 'continue', comparison: 'race' }],
    ]);
  });
});
