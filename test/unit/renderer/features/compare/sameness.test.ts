import { describe, expect, it } from 'vitest';
import { samenessOf, shortHash } from '../../../../../src/renderer/src/features/compare/sameness.ts';
import { applySettings } from '../../../../../src/shared/spec/settings.ts';
import { experiment } from './comparisons.ts';

describe('what racers share', () => {
  it('is everything but the optimizer where only that differs, as far as documents tell', () => {
    const { differs, same } = samenessOf([experiment, applySettings(experiment, { optimizer: 'SGD' })], null);
    expect(differs.map(({ path }) => path)).toEqual(['optimizer']);
    expect(same).toEqual(['model', 'data', 'loss', 'batchSize', 'epochs']);
  });

  it('leaves the seed out: it is told elsewhere', () => {
    expect(samenessOf([experiment, { ...experiment, seed: 5 }], null).differs).toEqual([]);
  });

  it('names a hash by its ends', () => {
    expect(shortHash('3f9c000000a1')).toBe('3f9c…a1');
  });
});
