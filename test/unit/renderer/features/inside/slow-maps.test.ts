import { describe, expect, it } from 'vitest';
import { slowMap, slowPictures } from '../../../../../src/renderer/src/features/inside/slow-maps.ts';
import type { InspectedPicture, InspectReport } from '../../../../../src/shared/contract/inspect.ts';

/** A bright spot in the lower right quarter. */
const picture: InspectedPicture = {
  ...{ height: 20, width: 20, channels: 1 },
  pixels: Uint8Array.from({ length: 400 }, (_, at) => (at >= 240 && at % 20 >= 12 ? 200 : 0)),
};

/** A net whose one class is sure of the share of the spot that it sees, with the picture itself as saliency. */
function look({ pixels }: InspectedPicture): InspectReport {
  const seen = pixels.filter((value) => value === 200).length / 64;
  return {
    ...{ input: new Float32Array(), layers: [], probabilities: Float32Array.of(seen, 1 - seen) },
    reasons: { classIndex: 0, score: 0, gradCam: null, saliency: Float32Array.from(pixels) },
  };
}

describe('the occlusion map', () => {
  it('shows what is lost where the cover lies on what counts, and nothing elsewhere', () => {
    const pictures = slowPictures('occlusion', picture);
    expect(pictures).toHaveLength(100);
    const { values, height, width } = slowMap('occlusion', picture, look(picture), pictures.map(look));
    expect([height, width]).toEqual([10, 10]);
    expect(values[7 * 10 + 7]).toBeCloseTo(25 / 64, 5);
    expect(values[0]).toBe(0);
    const inQuarter = [...values.keys()].filter((at) => at >= 40 && at % 10 >= 4);
    const sum = (places: readonly number[]): number =>
      places.reduce((total, at) => total + (values[at] ?? 0), 0);
    expect(sum(inQuarter)).toBe(sum([...values.keys()]));
  });
});

describe('SmoothGrad', () => {
  it('is the mean of the saliencies of 25 copies, the same each time, with noise of 15 % of the range', () => {
    const pictures = slowPictures('smooth', picture);
    expect(pictures).toEqual(slowPictures('smooth', picture));
    expect(pictures).toHaveLength(25);
    const { values } = slowMap('smooth', picture, look(picture), pictures.map(look));
    const mean = pictures.reduce((sum, { pixels }) => sum + (pixels[399] ?? 0), 0) / 25;
    expect(values[399]).toBeCloseTo(mean, 3);
    const spot = pictures.flatMap(({ pixels }) => [...pixels].filter((_, at) => picture.pixels[at] === 200));
    const spread = Math.sqrt(spot.reduce((sum, value) => sum + (value - 200) ** 2, 0) / spot.length);
    expect(spread).toBeGreaterThan(24);
    expect(spread).toBeLessThan(33);
  });
});
