import { describe, expect, it } from 'vitest';
import { confusionSvg } from '../../../../src/shared/metrics/confusion-svg.ts';
import {
  figureOf,
  gridOf,
  isRightCell,
  lookOf,
  restColumn,
  tones,
  type MatrixView,
} from '../../../../src/shared/metrics/matrix-grid.ts';

const matrix = { size: 3, counts: Uint32Array.of(8, 2, 0, 1, 5, 4, 0, 0, 0) };
const grid = gridOf(matrix, [0, 1, 2], [0, 1, 2]);
const view = (changes: Partial<MatrixView> = {}): MatrixView => ({
  ...{ grid, minus: null, scale: 'count', isDiagonalShown: true },
  ...changes,
});
const toneNames = (shown: MatrixView) => Array.from(lookOf(shown).shades, (shade) => tones[shade]);

describe('a grid of a matrix', () => {
  it('has any rows and columns, and all the rest in one column', () => {
    const block = gridOf(matrix, [1, 0], [2, restColumn]);
    expect([...block.counts]).toEqual([4, 6, 0, 10]);
    expect(block).toMatchObject({ rowTotals: [10, 10], columnTotals: [4, 20] });
    expect(isRightCell(gridOf(matrix, [2], [0, 2]), 1)).toBe(true);
  });

  it('is shaded by the largest error, right answers by their share of the class', () => {
    expect(toneNames(view())).toEqual([
      ...['ok-3', 'seq-4', 'seq-0'],
      ...['seq-2', 'ok-2', 'seq-7'],
      ...['seq-0', 'seq-0', 'ok-0'],
    ]);
  });

  it('hides what is below a threshold, but never the shade of right answers', () => {
    const look = lookOf(view({ threshold: 3 }));
    expect([0, 1, 2, 3, 4, 5].map((place) => figureOf(look, place))).toEqual(['8', '', '', '', '5', '4']);
    expect(Array.from(look.shades, (shade) => tones[shade]).slice(0, 6)).toEqual([
      ...['ok-3', 'seq-0', 'seq-0'],
      ...['seq-0', 'ok-2', 'seq-7'],
    ]);
    const shares = lookOf(view({ scale: 'row', threshold: 20 }));
    expect(figureOf(shares, 1)).toBe('20');
    expect(figureOf(shares, 3)).toBe('');
  });

  it('shows shares of rows and of columns in whole percents, nothing as nothing', () => {
    const rows = lookOf(view({ scale: 'row' }));
    expect([0, 1, 2].map((place) => figureOf(rows, place))).toEqual(['80', '20', '']);
    const columns = lookOf(view({ scale: 'column' }));
    expect([0, 3, 8].map((place) => figureOf(columns, place))).toEqual(['89', '11', '']);
  });

  it('lets small errors be seen by their logarithm, with the counts as figures', () => {
    const look = lookOf(view({ scale: 'log' }));
    expect(tones[look.shades[3] ?? 0]).toBe('seq-4');
    expect(figureOf(look, 3)).toBe('1');
  });

  it('hides the diagonal', () => {
    expect(toneNames(view({ isDiagonalShown: false }))[0]).toBe('seq-0');
  });

  it('takes another run away, with signs and from shu to ai', () => {
    const minus = gridOf(
      { size: 3, counts: Uint32Array.of(4, 6, 0, 1, 9, 0, 0, 0, 0) },
      [0, 1, 2],
      [0, 1, 2],
    );
    const look = lookOf(view({ minus }));
    expect([0, 1, 3, 5].map((place) => figureOf(look, place))).toEqual(['+4', '−4', '', '+4']);
    expect([0, 1, 3, 5].map((place) => tones[look.shades[place] ?? 0])).toEqual([
      ...['div-p3', 'div-n3', 'div-0', 'div-p3'],
    ]);
  });

  it('of nothing has no shade', () => {
    const empty = gridOf({ size: 2, counts: new Uint32Array(4) }, [0, 1], [0, 1]);
    const shown = view({ grid: empty, minus: empty });
    expect(new Set(toneNames(shown))).toEqual(new Set(['div-0']));
    expect(toneNames(view({ grid: empty }))).toEqual(['ok-0', 'seq-0', 'seq-0', 'ok-0']);
  });
});

describe('the drawing of a matrix', () => {
  const drawing = {
    ...{ grid, look: lookOf(view()), title: 'cats & dogs <1>' },
    ...{ rowLabels: ['a', '猫\u0000', '"c"'], columnLabels: ['a', '猫', '"c"'] },
    ...{ trueAxis: 'rows: true', predictedAxis: 'columns: predicted' },
  };

  it('has every cell with its figure, and labels that XML allows', () => {
    const svg = confusionSvg(drawing);
    expect(svg.match(/<rect /g)).toHaveLength(10);
    expect(svg.match(/>8<\/text>/g)).toHaveLength(1);
    expect(svg).toContain('cats &amp; dogs &lt;1&gt;');
    expect(svg).toContain('&quot;c&quot;');
    expect(svg).not.toContain('\u0000');
  });

  it('is as wide as its title, which no reader could read the end of otherwise', () => {
    const widthOf = (title: string): number =>
      Number(/width="(\d+)"/.exec(confusionSvg({ ...drawing, title }))?.[1]);
    expect(widthOf('short')).toBeLessThan(260);
    expect(widthOf('mnist-cnn: Confusion matrix (classes), 83.6 %')).toBeGreaterThan(400);
    expect(widthOf('混同行列（クラス）'.repeat(4))).toBeGreaterThan(570);
  });

  it('is the same for the same matrix', () => {
    expect(confusionSvg(drawing)).toBe(confusionSvg(drawing));
  });
});
