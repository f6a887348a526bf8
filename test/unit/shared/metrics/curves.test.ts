import { describe, expect, it } from 'vitest';
import { bestPoint, firstReaching } from '../../../../src/shared/metrics/curves.ts';

const points = [
  { step: 1, timeMs: 100, accuracy: 0.5 },
  { step: 2, timeMs: null, accuracy: null },
  { step: 3, timeMs: 300, accuracy: 0.9 },
  { step: 4, timeMs: 400, accuracy: 0.7 },
  { step: 5, timeMs: 500, accuracy: 0.9 },
];

describe('A learning curve', () => {
  it('tells when an accuracy was first reached', () => {
    expect(firstReaching(points, 0.5)).toStrictEqual({ step: 1, timeMs: 100 });
    expect(firstReaching(points, 0.6)).toStrictEqual({ step: 3, timeMs: 300 });
    expect(firstReaching(points, 0.91)).toBeNull();
    expect(firstReaching([], 0)).toBeNull();
  });

  it('has a best point, the first of equals', () => {
    expect(bestPoint(points)?.step).toBe(3);
    expect(bestPoint([{ step: 1, timeMs: null, accuracy: null }])).toBeNull();
  });

  it('may have 0 as its best', () => {
    expect(bestPoint([{ step: 1, timeMs: 1, accuracy: 0 }])?.step).toBe(1);
  });
});
