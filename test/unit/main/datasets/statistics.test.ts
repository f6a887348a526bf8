import { describe, expect, it } from 'vitest';
import { statisticsOf, sumClasses } from '../../../../src/main/datasets/statistics.ts';
import type { ImageDataset } from '../../../../src/shared/contract/data.ts';
import { tinyImages } from '../../../fixtures/tiny-images.ts';

/** Three training pictures of two pixels, of the classes 0, 0 and 2; one test picture of class 1. */
const small: ImageDataset = {
  info: {
    ...tinyImages({ trainCount: 1, testCount: 1 }).info,
    ...{ height: 1, width: 2, channels: 1, trainCount: 3, testCount: 1 },
    taxonomy: { classes: ['a', 'b', 'c'], superclasses: ['a and b', 'c'], superclassOf: [0, 0, 1] },
  },
  train: { images: Uint8Array.of(0, 255, 1, 255, 30, 0), labels: Int32Array.of(0, 0, 2) },
  test: { images: Uint8Array.of(9, 9), labels: Int32Array.of(1) },
};
const size = { height: 1, width: 2, channels: 1 };

describe('the statistics of a data set', () => {
  it('count the pictures of each class and show the mean picture of classes, superclasses and all', async () => {
    const sums = await sumClasses(small, async () => undefined);
    expect(statisticsOf(sums, size, small.info.taxonomy)).toEqual({
      ...size,
      trainPerClass: [2, 0, 1],
      testPerClass: [0, 1, 0],
      mean: Uint8Array.of(10, 170),
      classMeans: [Uint8Array.of(1, 255), Uint8Array.of(0, 0), Uint8Array.of(30, 0)],
      superclassMeans: [Uint8Array.of(1, 255), Uint8Array.of(30, 0)],
    });
  });

  it('have no superclasses where the set has none', async () => {
    const sums = await sumClasses(small, async () => undefined);
    const taxonomy = { ...small.info.taxonomy, superclasses: null, superclassOf: null };
    expect(statisticsOf(sums, size, taxonomy).superclassMeans).toBeNull();
  });

  it('give way to others between the shares of a large set', async () => {
    let turns = 0;
    await sumClasses(tinyImages({ trainCount: 2500, testCount: 1 }), async () => void (turns += 1));
    expect(turns).toBe(3);
  });
});
