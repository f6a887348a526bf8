import { describe, expect, it } from 'vitest';
import { graphVersion, rewriteNames, rewritesOf } from '../../../../src/shared/contract/rewrites.ts';

describe('the graph version of a run', () => {
  it('says which rewrites it used', () => {
    for (const used of [[], ['crop'], ['pool-first'], rewriteNames] as const)
      expect(rewritesOf(graphVersion(used))).toEqual(used);
  });

  it('of a run from before there were any says that it used none', () => {
    expect(rewritesOf('2')).toEqual([]);
    expect(rewritesOf(undefined)).toEqual([]);
  });
});
