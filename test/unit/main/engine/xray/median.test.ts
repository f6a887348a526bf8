import { describe, expect, it } from 'vitest';
import { medianOf } from '../../../../../src/main/engine/xray/median.ts';
import { randomStream } from '../../../../../src/shared/random.ts';

describe('the median', () => {
  it('is the middle of an odd count and the mean of the two in the middle of an even one', () => {
    expect(medianOf(Float64Array.of(3, 1, 2))).toBe(2);
    expect(medianOf(Float64Array.of(4, 1, 3, 2))).toBe(2.5);
    expect(medianOf(Float64Array.of(7))).toBe(7);
    expect(medianOf(Float64Array.of(5, 5, 5, 5))).toBe(5);
  });

  it('is none of nothing, and no number where one of them is none', () => {
    expect(medianOf(new Float64Array())).toBeNull();
    expect(medianOf(Float64Array.of(1, NaN, 2))).toBeNaN();
    expect(medianOf(Float64Array.of(1, Infinity, 2))).toBe(2);
  });

  it('is what sorting gives, for many numbers with many equal ones', () => {
    const stream = randomStream(1, 'median');
    for (let length = 1; length < 200; length++) {
      const values = Float64Array.from({ length }, () => stream.below(1 + length / 3));
      const sorted = values.toSorted();
      const wanted = ((sorted[(length - 1) >> 1] ?? NaN) + (sorted[length >> 1] ?? NaN)) / 2;
      expect(medianOf(values)).toBe(wanted);
    }
  });
});
