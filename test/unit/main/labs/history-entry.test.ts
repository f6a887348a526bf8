import { describe, expect, it } from 'vitest';
import { findEntry } from '../../../../src/main/labs/history-entry.ts';
import { LabError } from '../../../../src/shared/contract/errors.ts';
import type { ComparisonRecord, RunDetail } from '../../../../src/shared/contract/history.ts';

/** A history of one run and one comparison whose ids begin alike. */
const history = {
  run: async (id: string) => {
    if (!'abcdrrrrrrrr'.startsWith(id)) throw new LabError('history.no-such-run', { id });
    return { id: 'abcdrrrrrrrr' } as RunDetail;
  },
  comparison: async (id: string) => {
    if (!'abcdcccccccc'.startsWith(id)) throw new LabError('history.no-such-comparison', { id });
    return { id: 'abcdcccccccc' } as ComparisonRecord;
  },
};

describe('an id of the history', () => {
  it('stands for a run or a comparison, whichever begins so', async () => {
    expect(await findEntry(history, 'abcdr')).toEqual({ kind: 'run', run: { id: 'abcdrrrrrrrr' } });
    expect(await findEntry(history, 'abcdc')).toMatchObject({ kind: 'comparison' });
  });

  it('is refused where it could be both, with both, and where it is neither', async () => {
    await expect(findEntry(history, 'abcd')).rejects.toMatchObject({
      code: 'history.ambiguous-run',
      details: { id: 'abcd', candidates: 'abcdrrrrrrrr, abcdcccccccc' },
    });
    await expect(findEntry(history, 'zzzz')).rejects.toMatchObject({ code: 'history.no-such-run' });
  });
});
