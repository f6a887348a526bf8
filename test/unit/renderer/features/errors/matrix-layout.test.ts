import { describe, expect, it } from 'vitest';
import { figureSize } from '../../../../../src/renderer/src/features/errors/matrix-painter.ts';
import { keyStep } from '../../../../../src/renderer/src/features/errors/matrix-keys.ts';
import {
  boxOf,
  fitted,
  inSight,
  type MatrixLayout,
  mostZoom,
  panned,
  pointAt,
  revealed,
  zoomedAt,
} from '../../../../../src/renderer/src/features/errors/matrix-layout.ts';
import { randomStream } from '../../../../../src/shared/random.ts';

const labels = { left: 136, top: 118 };
const whole = fitted({ width: 662, height: 557 }, labels, { rowCount: 100, columnCount: 100 });
const { uniform, below } = randomStream(6, 'matrix layout');

/** A matrix of 100 classes at a zoom, moved to anywhere. */
function anywhere(zoom: number): MatrixLayout {
  const zoomed = zoomedAt(whole, zoom, { x: 136 + 500 * uniform(), y: 118 + 400 * uniform() });
  return panned(zoomed, 2000 * (uniform() - 0.5), 2000 * (uniform() - 0.5));
}

describe('the figures in cells', () => {
  it('shrink where three of them must fit into a cell of a projector’s matrix, and go where nobody can read them', () => {
    expect(figureSize(2, 25)).toBe(11);
    expect(figureSize(3, 18)).toBe(8);
    expect(figureSize(3, 20)).toBe(10);
    expect(figureSize(3, 12)).toBeNull();
    expect(figureSize(3, 60)).toBe(13);
  });
});

describe('the place under a point', () => {
  it.each([1, 1.37, 2.5, 5, mostZoom(whole)])('is exact for 1,000 points at zoom %d', (zoom) => {
    for (let draw = 0; draw < 1000; draw++) {
      const layout = anywhere(zoom);
      const x = layout.left + uniform() * layout.width;
      const y = layout.top + uniform() * layout.height;
      const found = pointAt(layout, x, y);
      const box = boxOf(layout, found?.row ?? -1, found?.column ?? -1);
      expect(x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height).toBe(true);
    }
  });

  it('is a cell at its left and upper edge, its neighbour just before', () => {
    for (let draw = 0; draw < 1000; draw++) {
      const layout = anywhere(1 + 6 * uniform());
      const [row, column] = [1 + below(99), 1 + below(99)];
      const { x, y } = boxOf(layout, row, column);
      const isSeen = x >= layout.left + 1 && y >= layout.top + 1;
      if (!isSeen || x >= layout.left + layout.width || y >= layout.top + layout.height) continue;
      expect(pointAt(layout, x, y)).toEqual({ row, column });
      expect(pointAt(layout, x - 1e-9, y - 1e-9)).toEqual({ row: row - 1, column: column - 1 });
    }
  });

  it('is a whole row or column beside the cells, and nothing elsewhere', () => {
    expect(pointAt(whole, 20, 118)).toEqual({ row: 0, column: null });
    expect(pointAt(whole, 661 - 1, 20)).toEqual({ row: null, column: 99 });
    expect(pointAt(whole, 20, 20)).toBeNull();
    expect(pointAt(whole, whole.left + whole.width, 200)).toBeNull();
    expect(pointAt(whole, -1, 200)).toBeNull();
  });
});

describe('zoom and pan', () => {
  it('keep the cell under the pointer, and end where cells are large', () => {
    const at = { x: 400, y: 300 };
    const zoomed = zoomedAt(whole, 3, at);
    expect(pointAt(zoomed, at.x, at.y)).toEqual(pointAt(whole, at.x, at.y));
    expect(zoomedAt(whole, 1000, at).zoom).toBe(mostZoom(whole));
    expect(zoomedAt(zoomed, 0, at)).toEqual(whole);
  });

  it('never leave the cells', () => {
    const far = panned(zoomedAt(whole, 3, { x: 400, y: 300 }), 1e6, -1e6);
    expect(pointAt(far, whole.left, whole.top)?.column).toBe(0);
    expect(inSight(far, 'row').to).toBe(100);
    expect(inSight(whole, 'column')).toEqual({ from: 0, to: 100 });
  });

  it('bring a cell into sight, and stay where it already is', () => {
    const zoomed = zoomedAt(whole, 5, { x: 136, y: 118 });
    expect(revealed(zoomed, 3, 4)).toEqual(zoomed);
    for (const [row, column] of [
      [99, 0],
      [0, 99],
      [50, 50],
    ] as const) {
      const box = boxOf(revealed(zoomed, row, column), row, column);
      expect(pointAt(revealed(zoomed, row, column), box.x + 1, box.y + 1)).toEqual({ row, column });
    }
  });

  it('are not needed for few classes, whose cells do not grow beyond reason', () => {
    const small = fitted({ width: 1000, height: 900 }, labels, { rowCount: 2, columnCount: 3 });
    expect([small.width, small.height, mostZoom(small)]).toEqual([330, 220, 1]);
  });
});

describe('keys', () => {
  const size = { rowCount: 3, columnCount: 4 };
  it('go from cell to cell and stop at the edges', () => {
    expect(keyStep('ArrowRight', { row: 1, column: 1 }, size)).toEqual({ row: 1, column: 2 });
    expect(keyStep('ArrowUp', { row: 0, column: 1 }, size)).toEqual({ row: 0, column: 1 });
    expect(keyStep('End', { row: 0, column: 1 }, size)).toEqual({ row: 0, column: 3 });
    expect(keyStep('PageDown', { row: 0, column: 1 }, size)).toEqual({ row: 2, column: 1 });
    expect(keyStep('x', { row: 0, column: 1 }, size)).toBeNull();
  });
});
