/** Precision, recall and F1 of each class, as in scikit-learn's `classification_report`. */
import { cell, classIndices, predictedCounts, total, trueCounts, type ConfusionMatrix } from './confusion.ts';

/** Quality of one class; a quotient with divisor 0 counts as 0, as with scikit-learn's `zero_division=0`. */
export interface ClassQuality {
  /** Share of the images taken for the class that are of it. */
  readonly precision: number;
  /** Share of the images of the class that were taken for it. */
  readonly recall: number;
  /** Harmonic mean of precision and recall. */
  readonly f1: number;
  /** Images of the class. */
  readonly support: number;
}

/** Quality of all classes. */
export interface ClassificationReport {
  readonly perClass: readonly ClassQuality[];
  /** Mean over the classes; the support is the sum. */
  readonly macro: ClassQuality;
  /** Mean over the classes, weighted by their support. */
  readonly weighted: ClassQuality;
}

/** The report of a confusion matrix. */
export function classificationReport(matrix: ConfusionMatrix): ClassificationReport {
  const truths = trueCounts(matrix);
  const guesses = predictedCounts(matrix);
  const perClass = classIndices(matrix).map((index): ClassQuality => {
    const hits = cell(matrix, index, index);
    const support = truths[index] ?? 0;
    const guessed = guesses[index] ?? 0;
    return {
      precision: quotient(hits, guessed),
      recall: quotient(hits, support),
      f1: quotient(2 * hits, guessed + support),
      support,
    };
  });
  return {
    perClass,
    macro: mean(perClass, () => 1, total(matrix)),
    weighted: mean(perClass, (quality) => quality.support, total(matrix)),
  };
}

function mean(
  perClass: readonly ClassQuality[],
  weightOf: (quality: ClassQuality) => number,
  support: number,
): ClassQuality {
  const weight = perClass.reduce((sum, quality) => sum + weightOf(quality), 0);
  const of = (key: 'precision' | 'recall' | 'f1'): number =>
    quotient(
      perClass.reduce((sum, quality) => sum + quality[key] * weightOf(quality), 0),
      weight,
    );
  return { precision: of('precision'), recall: of('recall'), f1: of('f1'), support };
}

function quotient(dividend: number, divisor: number): number {
  return divisor === 0 ? 0 : dividend / divisor;
}
