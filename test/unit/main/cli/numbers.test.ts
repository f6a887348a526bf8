import { describe, expect, it } from 'vitest';
import {
  formatClock,
  formatCount,
  formatMetric,
  formatShare,
  formatSize,
  shortHash,
} from '../../../../src/main/cli/numbers.ts';

describe('numbers for people', () => {
  it('prints losses as Keras does, tiny and huge ones in exponent form, and says NaN', () => {
    expect(formatMetric(0.43219)).toBe('0.4322');
    expect(formatMetric(0)).toBe('0.0000');
    expect(formatMetric(0.00012)).toBe('1.200e-4');
    expect(formatMetric(123456)).toBe('1.235e+5');
    expect(formatMetric(NaN)).toBe('NaN');
    expect(formatMetric(null)).toBe('-');
  });

  it('prints shares, counts and sizes', () => {
    expect(formatShare(0.9731)).toBe('97.3 %');
    expect(formatCount(60000)).toBe('60,000');
    expect([999, 1000, 162_170_000, 999_990_000].map(formatSize)).toEqual([
      '999 B',
      '1.0 kB',
      '162.2 MB',
      '1.0 GB',
    ]);
  });

  it('prints times as clocks', () => {
    expect([-5, 7400, 750_000, 3_723_000].map(formatClock)).toEqual(['0:00', '0:07', '12:30', '1:02:03']);
  });

  it('shortens hashes', () => {
    expect(shortHash('0123456789abcdef')).toBe('0123456789ab');
    expect(shortHash(null)).toBe('-');
  });
});
