import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../../../../src/shared/contract/engine.ts';
import { atThreshold, calibration } from '../../../../src/shared/metrics/calibration.ts';
import { imagesOfCells } from '../../../../src/shared/metrics/cell-images.ts';
import { coarseHits, topKHits } from '../../../../src/shared/metrics/coarse.ts';
import { areSameImages, flippedImages } from '../../../../src/shared/metrics/flips.ts';
import { mcNemar } from '../../../../src/shared/metrics/mcnemar.ts';
import { mostConfusedEitherWay } from '../../../../src/shared/metrics/pairs.ts';
import { studyPredictions } from '../../../../src/shared/metrics/predictions.ts';

const taxonomy = {
  classes: ['cat', 'dog', 'rose', 'tulip'],
  superclasses: ['animal', 'flower'],
  superclassOf: [0, 0, 1, 1],
};

/** Six images; three classes are kept for each. */
const evaluation: Evaluation = {
  count: 6,
  loss: 1,
  accuracy: 0.5,
  superclassAccuracy: 5 / 6,
  labels: Uint16Array.of(0, 0, 1, 1, 2, 3),
  topK: 3,
  topClasses: Uint16Array.of(0, 1, 2, 1, 0, 2, 1, 0, 2, 0, 1, 2, 2, 3, 0, 0, 3, 2),
  topProbabilities: Float32Array.of(
    ...[0.75, 0.125, 0.125],
    ...[0.5, 0.25, 0.25],
    ...[0.75, 0.125, 0.125],
    ...[0.875, 0.125, 0],
    ...[1, 0, 0],
    ...[0.4, 0.35, 0.25],
  ),
};
const study = studyPredictions(evaluation, taxonomy);

describe('studied predictions', () => {
  it('know the images of each cell and block, most confident first', () => {
    expect([...imagesOfCells(study.cells, [1], [0])]).toEqual([3]);
    expect([...imagesOfCells(study.cells, [0, 1], [0, 1])]).toEqual([3, 0, 2, 1]);
    expect([...imagesOfCells(study.cells, [2], [0])]).toEqual([]);
  });

  it('take a probability that is not a number for 0', () => {
    const broken = studyPredictions(
      { ...evaluation, topProbabilities: new Float32Array(18).fill(NaN) },
      taxonomy,
    );
    expect([...broken.confidence]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(calibration(broken, [0, 1]).bins[0]).toMatchObject({ right: 1, wrong: 1, confidence: 0 });
  });

  it('count the images whose class is among the k best', () => {
    expect(topKHits(evaluation)).toEqual([3, 6, 6]);
  });

  it('name the superclass by the best class or by the sum, which can win against it', () => {
    // The last image: cat 0.4 against tulip 0.35 + rose 0.25.
    expect(coarseHits(evaluation, taxonomy.superclassOf)).toEqual({
      byBestClass: 5,
      bySum: 6,
      different: 1,
    });
  });

  it('are counted within a second for 10,000 images of 100 classes, and a block of cells at once', () => {
    const large = largeEvaluation();
    const begunMs = performance.now();
    const counted = studyPredictions(large, largeTaxonomy);
    expect(performance.now() - begunMs).toBeLessThan(1000);
    const block = [0, 1, 2, 3, 4];
    const clickMs = performance.now();
    const images = imagesOfCells(counted.cells, block, block);
    expect(performance.now() - clickMs).toBeLessThan(100);
    const confidences = Array.from(images, (image) => counted.confidence[image] ?? 0);
    expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
  });
});

describe('confidence', () => {
  it('is put into bins that end with their upper limit, and gives the calibration error by hand', () => {
    const judged = { confidence: [0, 0.5, 0.5, 0.75, 1], isRight: [0, 1, 0, 1, 1] };
    const { bins, expectedError, overconfidence } = calibration(judged, [0, 1, 2, 3, 4], 2);
    expect(bins).toMatchObject([
      { right: 1, wrong: 2, confidence: 1 / 3, accuracy: 1 / 3 },
      { right: 2, wrong: 0, confidence: 0.875, accuracy: 1 },
    ]);
    // (3 * |1/3 - 1/3| + 2 * |1 - 0.875|) / 5
    expect(expectedError).toBeCloseTo(0.05, 12);
    expect(overconfidence).toBeCloseTo(-0.05, 12);
  });

  it('says nothing without images', () => {
    expect(calibration({ confidence: [], isRight: [] }, [])).toMatchObject({
      expectedError: 0,
      overconfidence: 0,
    });
  });

  it('decides what is answered: at the threshold and above', () => {
    const judged = { confidence: [0.2, 0.5, 0.6, 0.9], isRight: [0, 0, 1, 1] };
    expect(atThreshold(judged, [0, 1, 2, 3], 0.5)).toEqual({ answered: 3, right: 2, caught: 1 });
    expect(atThreshold(judged, [0, 1, 2, 3], 0)).toEqual({ answered: 4, right: 2, caught: 0 });
    expect(atThreshold(judged, [0, 1, 2, 3], 1)).toEqual({ answered: 0, right: 0, caught: 2 });
  });
});

describe('McNemar’s test', () => {
  it('is exact for few images: 1 against 5 is 2 * (1 + 6) / 64', () => {
    expect(mcNemar(1, 5)).toEqual({
      ...{ onlyA: 1, onlyB: 5, method: 'exact', statistic: null },
      ...{ p: 14 / 64, verdict: 'undecided' },
    });
    expect(mcNemar(0, 6)).toMatchObject({ p: 2 / 64, verdict: 'b-better' });
  });

  it('corrects chi-squared for many: 30 against 60 is 29² / 90', () => {
    const { statistic, method, verdict, p } = mcNemar(60, 30);
    expect({ method, verdict }).toEqual({ method: 'chi-squared', verdict: 'a-better' });
    expect(statistic).toBeCloseTo(841 / 90, 12);
    expect(p).toBeCloseTo(0.0022366, 7);
  });

  it('finds no difference where there is none', () => {
    expect(mcNemar(0, 0)).toMatchObject({ p: 1, verdict: 'undecided' });
    expect(mcNemar(12, 12)).toMatchObject({ p: 1, verdict: 'undecided' });
    expect(mcNemar(500, 500)).toMatchObject({ statistic: 0, p: 1, verdict: 'undecided' });
  });
});

describe('two runs', () => {
  it('flip images both ways', () => {
    const { onlyA, onlyB } = flippedImages([1, 1, 0, 0, 1], [1, 0, 1, 0, 0]);
    expect([[...onlyA], [...onlyB]]).toEqual([[1, 4], [2]]);
  });

  it('are of the same images where all classes are equal', () => {
    expect(areSameImages([1, 2], [1, 2])).toBe(true);
    expect(areSameImages([1, 2], [1, 3])).toBe(false);
    expect(areSameImages([1, 2], [1, 2, 2])).toBe(false);
  });
});

describe('confused pairs, whichever way round', () => {
  it('add both directions and keep the one with more errors in front', () => {
    const matrix = { size: 3, counts: Uint32Array.of(9, 1, 2, 4, 9, 0, 1, 0, 9) };
    expect(mostConfusedEitherWay(matrix, 5)).toEqual([
      { trueClass: 1, predictedClass: 0, count: 5 },
      { trueClass: 0, predictedClass: 2, count: 3 },
    ]);
  });
});

const largeTaxonomy = {
  classes: Array.from({ length: 100 }, (_, index) => `class ${index}`),
  superclasses: Array.from({ length: 20 }, (_, index) => `superclass ${index}`),
  superclassOf: Array.from({ length: 100 }, (_, index) => Math.floor(index / 5)),
};

/** 10,000 images; each is right, or one of its neighbours. */
function largeEvaluation(): Evaluation {
  const count = 10_000;
  const classAt = (image: number, place: number): number => (image + place * (image % 7)) % 100;
  return {
    ...{ count, loss: 1, accuracy: 0, superclassAccuracy: 0, topK: 5 },
    labels: Uint16Array.from({ length: count }, (_, image) => image % 100),
    topClasses: Uint16Array.from({ length: 5 * count }, (_, place) =>
      classAt(Math.floor(place / 5), 1 + (place % 5)),
    ),
    topProbabilities: Float32Array.from(
      { length: 5 * count },
      (_, place) => ((Math.floor(place / 5) * 37) % 101) / 101 / (1 + (place % 5)),
    ),
  };
}
