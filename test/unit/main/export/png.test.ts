import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { pngOf } from '../../../../src/main/export/png.ts';

/** The unfiltered rows of a file that holds one block of data. */
function rowsOf(png: Buffer): number[] {
  const at = png.indexOf('IDAT');
  return [...inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)))];
}

describe('a PNG file', () => {
  it('holds a grey picture, each pixel as a square', () => {
    const png = pngOf({ width: 2, height: 1, channels: 1, pixels: Uint8Array.of(7, 9) }, 2);
    expect(png.readUInt32BE(16)).toBe(4);
    expect(png.readUInt32BE(20)).toBe(2);
    expect(rowsOf(png)).toEqual([0, 7, 7, 9, 9, 0, 7, 7, 9, 9]);
  });

  it('holds a coloured picture', () => {
    const png = pngOf({ width: 1, height: 2, channels: 3, pixels: Uint8Array.of(1, 2, 3, 4, 5, 6) });
    expect(png.readUInt8(25)).toBe(2);
    expect(rowsOf(png)).toEqual([0, 1, 2, 3, 0, 4, 5, 6]);
  });
});
