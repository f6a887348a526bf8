import { describe, expect, it } from 'vitest';
import { sparkline } from '../../../../src/main/cli/sparkline.ts';

describe('a curve in one line', () => {
  it('runs from the lowest to the highest bar', () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 40)).toBe('▁▂▃▄▅▆▇█');
    expect(sparkline([2, 2], 40)).toBe('▁▁');
  });

  it('shows a loss that is no number as a gap', () => {
    expect(sparkline([1, NaN, 0], 40)).toBe('█ ▁');
    expect(sparkline([NaN], 40)).toBe(' ');
  });

  it('averages more values than there is room for', () => {
    expect(sparkline([0, 0, 4, 4, 8, 8], 3)).toBe('▁▅█');
  });
});
