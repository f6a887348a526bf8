import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { drawPalette, oklch } from '../../../../src/main/datasets/tatami-100/colour.ts';
import { generateTatami100 } from '../../../../src/main/datasets/tatami-100/generate.ts';
import { reach } from '../../../../src/main/datasets/tatami-100/layer.ts';
import { motifGroups, tatami100Taxonomy } from '../../../../src/main/datasets/tatami-100/names.ts';
import type { ImageSplit } from '../../../../src/shared/contract/data.ts';
import { randomStream } from '../../../../src/shared/random.ts';

const pictureBytes = 3 * 32 * 32;
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const generate = (trainCount: number, testCount: number, seed = 100) =>
  generateTatami100({ trainCount, testCount, seed });
const picture = ({ images }: ImageSplit, index: number): Uint8Array =>
  images.subarray(index * pictureBytes, (index + 1) * pictureBytes);
const allHashes = (split: ImageSplit): string[] =>
  Array.from(split.labels, (_label, index) => sha256(picture(split, index)));

describe('the names of Tatami-100', () => {
  it('are 100 different classes in 20 superclasses of five, in English and Japanese', () => {
    const classes = motifGroups.flatMap((group) => group.classes);
    expect(new Set(tatami100Taxonomy.classes).size).toBe(100);
    expect(new Set(tatami100Taxonomy.superclasses).size).toBe(20);
    expect(new Set(classes.map(({ japanese }) => japanese)).size).toBe(100);
    expect(new Set(motifGroups.map(({ japanese }) => japanese)).size).toBe(20);
    for (let superclass = 0; superclass < 20; superclass++) {
      expect(tatami100Taxonomy.superclassOf?.filter((of) => of === superclass)).toHaveLength(5);
    }
  });
});

describe('the motifs of Tatami-100', () => {
  const rim = Array.from({ length: 111 }, (_, index) => -reach + (2 * reach * index) / 110);
  const border = rim.flatMap((t) => [[t, -reach] as const, [t, reach], [-reach, t], [reach, t]] as const);

  it('lie wholly inside their square, so that none is cut off', () => {
    for (const { hue, classes } of motifGroups) {
      for (const { name, motif } of classes) {
        const stream = randomStream(1, name);
        const parts = motif(drawPalette(hue, stream), stream);
        const nearest = Math.min(...parts.flatMap(({ shape }) => border.map(([x, y]) => shape(x, y))));
        expect(nearest, name).toBeGreaterThan(0);
      }
    }
  });
});

describe('a colour', () => {
  it('is what the definition of OKLCH says: white, black, and the red of a screen', () => {
    const bytes = (lightness: number, chroma: number, hue: number): number[] =>
      oklch(lightness, chroma, hue).map((value) => Math.round(255 * value));
    expect(bytes(1, 0, 0)).toEqual([255, 255, 255]);
    expect(bytes(0, 0, 0)).toEqual([0, 0, 0]);
    expect(bytes(0.62796, 0.25768, 29.234 / 360)).toEqual([255, 0, 0]);
  });
});

describe('generated pictures', () => {
  it('are the same bytes for the same seed on every machine, and others for another seed', () => {
    const { train, test } = generate(100, 100);
    expect(sha256(train.images)).toBe('94ad1e2260d7b8524070059c24b2781acecec6878598bdf328b8ec1c908a670a');
    expect(sha256(test.images)).toBe('a232079a54ef02b1d3a5f99cae54827b4e3b11ab40b25a5ecdc706ad92f88325');
    expect(sha256(generate(100, 0, 101).train.images)).not.toBe(sha256(train.images));
  });

  it('come in equal numbers of every class', () => {
    for (const { labels } of Object.values(generate(300, 200))) {
      const counts = Array.from({ length: 100 }, () => 0);
      for (const label of labels) counts[label]! += 1;
      expect(new Set(counts)).toEqual(new Set([labels.length / 100]));
    }
  });

  it('of a small set are the first ones of a larger set', () => {
    const small = generate(100, 100);
    const large = generate(200, 150);
    expect(sha256(large.train.images.subarray(0, small.train.images.length))).toBe(
      sha256(small.train.images),
    );
    expect(sha256(large.test.images.subarray(0, small.test.images.length))).toBe(sha256(small.test.images));
    expect([...large.train.labels.subarray(0, 100)]).toEqual([...small.train.labels]);
  });

  it('never repeat, neither within a half nor across the halves', () => {
    const { train, test } = generate(300, 300);
    expect(new Set([...allHashes(train), ...allHashes(test)]).size).toBe(600);
  });

  it('are never blank', () => {
    const { train } = generate(300, 0);
    train.labels.forEach((_label, index) => {
      const pixels = picture(train, index);
      expect(Math.max(...pixels) - Math.min(...pixels)).toBeGreaterThan(40);
    });
  });

  it('of one class differ from each other in most of their pixels', () => {
    const { train } = generate(400, 0);
    for (let label = 0; label < 100; label++) {
      const [first, second] = [picture(train, label), picture(train, label + 300)];
      const changed = first.filter((value, at) => Math.abs(value - second[at]!) > 8).length;
      expect(changed / pictureBytes, tatami100Taxonomy.classes[label]).toBeGreaterThan(0.5);
    }
  });

  it('show class and superclass: the nearest mean picture is right far more often than chance', () => {
    const { train, test } = generate(2000, 300);
    const means = Array.from({ length: 100 }, () => new Float64Array(pictureBytes));
    train.labels.forEach((label, index) => {
      const mean = means[label]!;
      picture(train, index).forEach((value, at) => (mean[at]! += value / 20));
    });
    const distance = (pixels: Uint8Array, mean: Float64Array): number => {
      let sum = 0;
      for (let at = 0; at < pictureBytes; at++) sum += (pixels[at]! - mean[at]!) ** 2;
      return sum;
    };
    const guesses = Array.from(test.labels, (_label, index) => {
      const distances = means.map((mean) => distance(picture(test, index), mean));
      return distances.indexOf(Math.min(...distances));
    });
    const share = (isRight: (label: number, guess: number) => boolean): number =>
      guesses.filter((guess, index) => isRight(test.labels[index]!, guess)).length / guesses.length;
    expect(share((label, guess) => label === guess)).toBeGreaterThan(0.03);
    expect(share((label, guess) => Math.floor(label / 5) === Math.floor(guess / 5))).toBeGreaterThan(0.1);
  });

  it('report their progress', () => {
    const told: [number, number][] = [];
    const counts = { trainCount: 1000, testCount: 1000, seed: 100 };
    generateTatami100(counts, (done, total) => told.push([done, total]));
    expect(told).toEqual([
      [1000, 2000],
      [2000, 2000],
    ]);
  });
});
