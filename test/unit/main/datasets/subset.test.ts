import { describe, expect, it } from 'vitest';
import { contentSha256 } from '../../../../src/main/datasets/fingerprint.ts';
import { withGrouping } from '../../../../src/main/datasets/grouping.ts';
import { subsetOf } from '../../../../src/main/datasets/subset.ts';
import type { ImageDataset } from '../../../../src/shared/contract/data.ts';
import { tinyImages } from '../../../fixtures/tiny-images.ts';

/** 60 + 30 + 10 training images of three classes, each image marked by its place. */
function marked(): ImageDataset {
  const { info } = tinyImages({ trainCount: 1, testCount: 1 });
  const labels = Int32Array.from({ length: 100 }, (_, index) =>
    index % 10 < 6 ? 0 : index % 10 < 9 ? 1 : 2,
  );
  const images = Uint8Array.from({ length: 100 }, (_, index) => index);
  const half = { images, labels };
  const size = { height: 1, width: 1, channels: 1, trainCount: 100, testCount: 100 };
  return { info: { ...info, ...size, sha256: contentSha256(half, half) }, train: half, test: half };
}

const countsOf = (labels: Int32Array) =>
  [0, 1, 2].map((label) => labels.filter((own) => own === label).length);

describe('a subset', () => {
  it('keeps each class’s share, to the image where it divides and by largest remainder where not', () => {
    expect(countsOf(subsetOf(marked(), { train: 50, test: null }, 1).train.labels)).toEqual([30, 15, 5]);
    expect(countsOf(subsetOf(marked(), { train: 7, test: null }, 1).train.labels)).toEqual([4, 2, 1]);
    expect(countsOf(subsetOf(marked(), { train: 1, test: null }, 1).train.labels)).toEqual([1, 0, 0]);
  });

  it('keeps the order, and each image with its label', () => {
    const { train } = subsetOf(marked(), { train: 37, test: null }, 5);
    const places = [...train.images];
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect([...train.labels]).toEqual(places.map((place) => marked().train.labels[place]));
  });

  it('is the same for the same seed, another for another, and not the same for training and test', () => {
    const cut = (seed: number) => subsetOf(marked(), { train: 20, test: 20 }, seed);
    expect(cut(3)).toEqual(cut(3));
    expect(cut(3).train.images).not.toEqual(cut(4).train.images);
    expect(cut(3).train.images).not.toEqual(cut(3).test.images);
  });

  it('says what it is: its counts and its own hash', () => {
    const { info, train, test } = subsetOf(marked(), { train: 20, test: 10 }, 0);
    expect(info).toMatchObject({ trainCount: 20, testCount: 10, sha256: contentSha256(train, test) });
  });

  it('is the set itself when nothing is cut', () => {
    const set = marked();
    expect(subsetOf(set, { train: null, test: 100 }, 0)).toBe(set);
  });

  it('is refused when more images are asked for than there are', () => {
    expect(() => subsetOf(marked(), { train: null, test: 101 }, 0)).toThrow(
      expect.objectContaining({
        code: 'data.too-few',
        details: { dataset: 'tiny', half: 'test', wanted: 101, found: 100 },
      }),
    );
  });
});

describe('a grouping', () => {
  const set = tinyImages({ trainCount: 4, testCount: 4 });
  const group = (superclass: string, ...labels: number[]) => ({
    superclass,
    classes: labels.map((label) => `class ${label}`),
  });

  it('gives every class its superclass and leaves the images alone', () => {
    const grouped = withGrouping(set, [group('ends', 0, 3), group('middle', 1, 2)]);
    expect(grouped.info.taxonomy).toMatchObject({
      superclasses: ['ends', 'middle'],
      superclassOf: [0, 1, 1, 0],
    });
    expect(grouped.train).toBe(set.train);
  });

  it.each([
    ['data.grouping-missing', [group('a', 0, 1, 2)], 'class 3'],
    ['data.grouping-twice', [group('a', 0, 1), group('b', 1, 2, 3)], 'class 1'],
    ['data.grouping-twice', [group('a', 0, 1), group('a', 2, 3)], 'a'],
    ['data.grouping-unknown', [group('a', 0, 1, 2, 3, 4)], 'class 4'],
  ])('is refused with %s when it is not a partition', (code, grouping, name) => {
    expect(() => withGrouping(set, grouping)).toThrow(
      expect.objectContaining({ code, details: expect.objectContaining({ name }) as unknown }),
    );
  });
});
