import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { generateTatami100 } from '../../../../src/main/datasets/tatami-100/generate.ts';
import { motifGroups, tatami100Taxonomy } from '../../../../src/main/datasets/tatami-100/names.ts';
import type { ImageSplit } from '../../../../src/shared/contract/data.ts';

const pictureBytes = 3 * 32 * 32;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const generate = (trainCount: number, testCount: number, seed = 100) =>
  generateTatami100({ trainCount, testCount, seed });
const picture = ({ images }: ImageSplit, index: number): Uint8Array =>
  images.subarray(index * pictureBytes, (index + 1) * pictureBytes);

describe('the names of Tatami-100', () => {
  it('are 100 different classes in 20 superclasses of five, in English and Japanese', () => {
    expect(new Set(tatami100Taxonomy.classes).size).toBe(100);
    expect(new Set(tatami100Taxonomy.superclasses).size).toBe(20);
    expect(new Set(motifGroups.flatMap(({ classes }) => classes.map(({ japanese }) => japanese))).size).toBe(
      100,
    );
    for (let superclass = 0; superclass < 20; superclass++) {
      expect(tatami100Taxonomy.superclassOf?.filter((of) => of === superclass)).toHaveLength(5);
    }
  });
});

describe('generated pictures', () => {
  it('are the same bytes for the same seed on every machine, and others for another seed', () => {
    const { train, test } = generate(100, 100);
    expect(sha256(train.images)).toBe('a40b9f74daa9b81e036e97704d101062094d89ff686e28f233681549f8ff18e1');
    expect(sha256(test.images)).not.toBe(sha256(train.images));
    expect(sha256(generate(100, 0, 101).train.images)).not.toBe(sha256(train.images));
  });

  it('come in equal numbers of every class, and a small set begins a larger one', () => {
    const small = generate(100, 0).train;
    const large = generate(200, 0).train;
    expect([...large.labels]).toEqual([...small.labels, ...small.labels]);
    expect(new Set(small.labels).size).toBe(100);
    expect(sha256(large.images.subarray(0, small.images.length))).toBe(sha256(small.images));
  });

  it('are never blank and never repeat', () => {
    const { train } = generate(300, 0);
    const hashes = Array.from(train.labels, (_, index) => sha256(picture(train, index)));
    expect(new Set(hashes).size).toBe(300);
    train.labels.forEach((_label, index) => {
      const pixels = picture(train, index);
      expect(Math.max(...pixels) - Math.min(...pixels)).toBeGreaterThan(40);
    });
  });

  it('show their superclass: the nearest mean picture is right far more often than chance', () => {
    const { train, test } = generate(2000, 400);
    const means = Array.from({ length: 20 }, () => new Float64Array(pictureBytes));
    train.labels.forEach((label, index) => {
      const mean = means[Math.floor(label / 5)]!;
      picture(train, index).forEach((value, at) => (mean[at]! += value / 100));
    });
    const distance = (pixels: Uint8Array, mean: Float64Array): number =>
      pixels.reduce((sum, value, at) => sum + (value - mean[at]!) ** 2, 0);
    const right = Array.from(test.labels).filter((label, index) => {
      const distances = means.map((mean) => distance(picture(test, index), mean));
      return distances.indexOf(Math.min(...distances)) === Math.floor(label / 5);
    }).length;
    expect(right / 400).toBeGreaterThan(0.1);
  });

  it('report their progress', () => {
    const told: [number, number][] = [];
    generateTatami100({ trainCount: 1000, testCount: 0, seed: 100 }, (done, total) =>
      told.push([done, total]),
    );
    expect(told).toEqual([[1000, 1000]]);
  });
});
