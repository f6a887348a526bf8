import { describe, expect, it } from 'vitest';
import {
  accuracy,
  cell,
  confusionMatrix,
  correct,
  predictedCounts,
  total,
  trueCounts,
} from '../../../../src/shared/metrics/confusion.ts';
import { mostConfusedPairs } from '../../../../src/shared/metrics/pairs.ts';
import { classificationReport } from '../../../../src/shared/metrics/report.ts';
import {
  classesOf,
  foldToSuperclasses,
  submatrix,
  superclassErrors,
} from '../../../../src/shared/metrics/superclasses.ts';
import { permutation, randomStream } from '../../../../src/shared/random.ts';

/** The example of scikit-learn's user guide for `confusion_matrix`. */
const labels = [2, 0, 2, 2, 0, 1];
const predicted = [0, 0, 2, 2, 0, 2];
const matrix = confusionMatrix(labels, predicted, 3);

describe('A confusion matrix', () => {
  it('has true classes as rows and predicted classes as columns', () => {
    expect([...matrix.counts]).toStrictEqual([2, 0, 0, 0, 0, 1, 1, 0, 2]);
    expect(cell(matrix, 2, 0)).toBe(1);
    expect(cell(matrix, 0, 2)).toBe(0);
  });

  it('counts every image once', () => {
    expect(total(matrix)).toBe(6);
    expect(correct(matrix)).toBe(4);
    expect(accuracy(matrix)).toBeCloseTo(4 / 6, 15);
    expect(trueCounts(matrix)).toStrictEqual([2, 1, 3]);
    expect(predictedCounts(matrix)).toStrictEqual([3, 0, 3]);
  });

  it('of no images has accuracy 0', () => {
    expect(accuracy(confusionMatrix([], [], 3))).toBe(0);
  });

  it('takes the arrays of an evaluation', () => {
    const typed = confusionMatrix(Uint16Array.from(labels), Uint16Array.from(predicted), 3);
    expect(typed).toStrictEqual(matrix);
  });

  it('refuses classes that do not exist and lists that do not match', () => {
    expect(() => confusionMatrix([3], [0], 3)).toThrow(RangeError);
    expect(() => confusionMatrix([0], [-1], 3)).toThrow(RangeError);
    expect(() => confusionMatrix([0.5], [0], 3)).toThrow(RangeError);
    expect(() => confusionMatrix([0, 1], [0], 3)).toThrow(RangeError);
  });
});

describe('The report of a confusion matrix', () => {
  it('equals that of scikit-learn, 0 where the divisor is 0', () => {
    const { perClass, macro, weighted } = classificationReport(matrix);
    expect(perClass).toMatchObject([
      { precision: 2 / 3, recall: 1, f1: 0.8, support: 2 },
      { precision: 0, recall: 0, f1: 0, support: 1 },
      { precision: 2 / 3, recall: 2 / 3, support: 3 },
    ]);
    expect(perClass[2]?.f1).toBeCloseTo(2 / 3, 12);
    expect(macro.precision).toBeCloseTo(4 / 9, 12);
    expect(macro.recall).toBeCloseTo(5 / 9, 12);
    expect(macro.f1).toBeCloseTo((0.8 + 2 / 3) / 3, 12);
    expect(weighted.recall).toBeCloseTo(accuracy(matrix), 12);
    expect(weighted.precision).toBeCloseTo((2 * (2 / 3) + 3 * (2 / 3)) / 6, 12);
    expect([macro.support, weighted.support]).toStrictEqual([6, 6]);
  });

  it('of a class without images is 0 throughout', () => {
    const empty = classificationReport(confusionMatrix([0], [0], 2)).perClass[1];
    expect(empty).toStrictEqual({ precision: 0, recall: 0, f1: 0, support: 0 });
  });
});

describe('The most confused pairs', () => {
  it('come in falling order, equal ones in the order of the classes, without the diagonal', () => {
    const counts = confusionMatrix([0, 0, 0, 1, 1, 2, 2, 2], [1, 1, 0, 0, 2, 0, 0, 2], 3);
    expect(mostConfusedPairs(counts, 10)).toStrictEqual([
      { trueClass: 0, predictedClass: 1, count: 2 },
      { trueClass: 2, predictedClass: 0, count: 2 },
      { trueClass: 1, predictedClass: 0, count: 1 },
      { trueClass: 1, predictedClass: 2, count: 1 },
    ]);
    expect(mostConfusedPairs(counts, 1)).toHaveLength(1);
    expect(mostConfusedPairs(confusionMatrix([0], [0], 2), 5)).toStrictEqual([]);
  });
});

describe('Superclasses', () => {
  const superclassOf = [0, 1, 0, 1];
  const fine = confusionMatrix([0, 0, 0, 1, 1, 2, 3, 3], [0, 2, 1, 1, 3, 0, 0, 2], 4);

  it('fold a matrix without losing an image', () => {
    const coarse = foldToSuperclasses(fine, superclassOf, 2);
    expect([...coarse.counts]).toStrictEqual([3, 1, 2, 2]);
    expect(total(coarse)).toBe(total(fine));
  });

  it('split the errors into inside and across', () => {
    expect(superclassErrors(fine, superclassOf, 2)).toStrictEqual({
      inside: 3,
      across: 3,
      superclassAccuracy: 5 / 8,
    });
  });

  it('show the square of one superclass', () => {
    expect(classesOf(1, superclassOf)).toStrictEqual([1, 3]);
    expect(submatrix(fine, classesOf(0, superclassOf))).toStrictEqual({
      size: 2,
      counts: Uint32Array.from([1, 1, 1, 0]),
    });
  });

  it('of 100 classes and 10,000 images keep all sums', () => {
    const stream = randomStream(1, 'test');
    const groups = [...permutation(100, stream)].map((value) => value % 20);
    const draw = (): Uint16Array => Uint16Array.from({ length: 10_000 }, () => stream.below(100));
    const large = confusionMatrix(draw(), draw(), 100);
    const { inside, across, superclassAccuracy } = superclassErrors(large, groups, 20);
    expect(inside + across).toBe(total(large) - correct(large));
    expect(superclassAccuracy).toBeCloseTo((correct(large) + inside) / 10_000, 12);
  });

  it('refuse a class without superclass', () => {
    expect(() => foldToSuperclasses(fine, [0, 1], 2)).toThrow(RangeError);
  });
});
