import { describe, expect, it } from 'vitest';
import {
  computeTypes,
  graphFormOf,
  graphVersion,
  rewriteNames,
} from '../../../../src/shared/contract/graph-form.ts';

describe('the graph version of a run', () => {
  it('says which rewrites it used, and in which type it was computed', () => {
    for (const rewrites of [[], ['crop'], ['pool-first'], rewriteNames] as const)
      for (const compute of computeTypes)
        expect(graphFormOf(graphVersion({ rewrites, compute }))).toEqual({ rewrites, compute });
  });

  it('of a run from before there were any says that it used none', () => {
    expect(graphFormOf('2')).toEqual({ rewrites: [], compute: 'float32' });
    expect(graphFormOf(undefined)).toEqual({ rewrites: [], compute: 'float32' });
  });
});
