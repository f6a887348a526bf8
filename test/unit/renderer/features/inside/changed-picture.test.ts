import { describe, expect, it } from 'vitest';
import {
  changedPicture,
  coverSide,
  noChange,
} from '../../../../../src/renderer/src/features/inside/changed-picture.ts';
import type { InspectedPicture } from '../../../../../src/shared/contract/inspect.ts';

/** A grey picture with one bright pixel. */
function spot(row: number, column: number, side = 9): InspectedPicture {
  const pixels = new Uint8Array(side * side);
  pixels[row * side + column] = 200;
  return { height: side, width: side, channels: 1, pixels };
}

function brightest({ pixels, width }: InspectedPicture): readonly number[] {
  const at = pixels.indexOf(Math.max(...pixels));
  return [Math.floor(at / width), at % width];
}

describe('a changed picture', () => {
  it('stays as it is without a change, and the original is never touched', () => {
    const picture = spot(2, 3);
    expect(changedPicture(picture, noChange)).toEqual(picture);
    changedPicture(picture, { ...noChange, brightness: 50, cover: { row: 4, column: 4 } });
    expect(picture).toEqual(spot(2, 3));
  });

  it('moves to the right and down, and what leaves is gone', () => {
    expect(changedPicture(spot(2, 3), { ...noChange, right: 4, down: 1 })).toEqual(spot(3, 7));
    expect(Math.max(...changedPicture(spot(2, 3), { ...noChange, down: -3 }).pixels)).toBe(0);
  });

  it('turns clockwise around its middle', () => {
    expect(brightest(changedPicture(spot(0, 4), { ...noChange, degrees: 90 }))).toEqual([4, 8]);
    expect(brightest(changedPicture(spot(1, 1), { ...noChange, degrees: -90 }))).toEqual([7, 1]);
  });

  it('gets noise that is the same each time, and grows with its strength', () => {
    const grey = { ...spot(0, 0), pixels: new Uint8Array(81).fill(128) };
    const noisy = (noise: number): readonly number[] =>
      Array.from(changedPicture(grey, { ...noChange, noise }).pixels, (value) => value - 128);
    expect(noisy(20)).toEqual(noisy(20));
    const spread = Math.sqrt(noisy(20).reduce((sum, value) => sum + value ** 2, 0) / 81);
    expect(spread).toBeGreaterThan(15);
    expect(spread).toBeLessThan(25);
    noisy(40).forEach((value, at) =>
      expect(Math.abs(value - 2 * (noisy(20)[at] ?? NaN))).toBeLessThanOrEqual(2),
    );
  });

  it('is covered in all channels by a grey square that stays inside', () => {
    const colours: InspectedPicture = {
      height: 8,
      width: 8,
      channels: 3,
      pixels: new Uint8Array(192).fill(7),
    };
    expect(coverSide(colours)).toBe(2);
    const { pixels } = changedPicture(colours, { ...noChange, cover: { row: 0, column: 7 } });
    expect(pixels.filter((value) => value === 128)).toHaveLength(2 * 3);
    expect([...pixels.subarray(18, 24)]).toEqual([128, 128, 128, 128, 128, 128]);
  });
});
