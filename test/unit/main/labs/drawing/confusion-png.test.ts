import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PixelCanvas } from '../../../../../src/main/labs/drawing/canvas.ts';
import { confusionPng } from '../../../../../src/main/labs/drawing/confusion-png.ts';
import { Glyphs } from '../../../../../src/main/labs/drawing/glyphs.ts';
import { pngOf } from '../../../../../src/main/labs/drawing/png.ts';
import { toneInks } from '../../../../../src/shared/metrics/confusion-svg.ts';
import { gridOf, lookOf } from '../../../../../src/shared/metrics/matrix-grid.ts';

/** The pixels of a PNG of ours: rows without a filter. */
function decoded(bytes: Uint8Array) {
  const file = Buffer.from(bytes);
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const start = file.indexOf('IDAT');
  const rows = inflateSync(file.subarray(start + 4, start + 4 + file.readUInt32BE(start - 4)));
  const at = (x: number, y: number) => [...rows.subarray(y * (3 * width + 1) + 1 + 3 * x).subarray(0, 3)];
  return { width, height, at };
}

const rgb = (colour: string) => [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));

function drawing(labels: readonly string[], counts: readonly number[]) {
  const all = [...labels.keys()];
  const grid = gridOf({ size: labels.length, counts: Uint32Array.from(counts) }, all, all);
  const look = lookOf({ grid, minus: null, scale: 'count', isDiagonalShown: true });
  const words = { title: '実行 4f2a の混同行列', trueAxis: '行: 正解 ↓', predictedAxis: '列: 予測 →' };
  return { grid, look, rowLabels: labels, columnLabels: labels, ...words };
}

describe('a picture', () => {
  it('is a PNG whose pixels come back', () => {
    const pixels = Uint8Array.from({ length: 3 * 5 * 4 }, (_, index) => (index * 37) % 256);
    const { width, height, at } = decoded(pngOf({ width: 5, height: 4, pixels }));
    expect([width, height]).toEqual([5, 4]);
    expect(at(3, 2)).toEqual([...pixels.subarray(3 * (2 * 5 + 3), 3 * (2 * 5 + 3) + 3)]);
  });

  it('holds letters across and upwards, the same ink both ways', () => {
    const glyphs = Glyphs.read();
    const ink = (isUpward: boolean) => {
      const canvas = new PixelCanvas({ width: 80, height: 80 }, glyphs);
      canvas.write('猫 cat', { x: 40, y: 40, colour: '#ffffff', anchor: 'middle', isUpward });
      return canvas.pixels.reduce((sum, value) => sum + value, 0);
    };
    expect(ink(false)).toBeGreaterThan(1000);
    expect(ink(true)).toBe(ink(false));
  });
});

describe('the confusion matrix as a PNG', () => {
  it('has the colours of the cells in their places', () => {
    const shown = drawing(['零', 'one'], [5, 2, 0, 9]);
    const { bytes, missing } = confusionPng(shown);
    const { width, height, at } = decoded(bytes);
    expect(missing).toEqual([]);
    shown.look.shades.forEach((shade, place) => {
      const x = width - 24 - (2 - (place % 2)) * 52 + 1;
      const y = height - 24 - (2 - Math.floor(place / 2)) * 52 + 1;
      expect(at(x, y)).toEqual(rgb(toneInks(shade)[0]));
    });
  });

  it('says which characters it has no letters for', () => {
    expect(confusionPng(drawing(['🐱', 'a'], [1, 0, 0, 1])).missing).toEqual(['🐱']);
  });
});
