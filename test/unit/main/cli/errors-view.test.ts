import { describe, expect, it } from 'vitest';
import { matrixLines } from '../../../../src/main/cli/errors-view.ts';

describe('a confusion matrix as text', () => {
  it('numbers rows and columns, aligns Japanese names and shows zeros as dots', () => {
    const matrix = [
      [120, 0, 3],
      [0, 7, 0],
      [1, 0, 2],
    ];
    expect(matrixLines({ labels: ['犬', 'cat', '花'], matrix })).toEqual([
      '         0   1   2',
      ' 0 犬  120   ·   3',
      ' 1 cat   ·   7   ·',
      ' 2 花    1   ·   2',
    ]);
  });

  it('names a class once that is named by its number', () => {
    expect(
      matrixLines({
        labels: ['0', '1'],
        matrix: [
          [1, 0],
          [0, 1],
        ],
      }),
    ).toEqual(['    0  1', ' 0  1  ·', ' 1  ·  1']);
  });
});
