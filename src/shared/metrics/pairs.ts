/** The pairs of classes that are confused most. */
import { cell, classIndices, type ConfusionMatrix } from './confusion.ts';

/** A kind of error: images of one class taken for another. */
export interface ConfusedPair {
  readonly trueClass: number;
  readonly predictedClass: number;
  readonly count: number;
}

/** The most frequent errors, most frequent first; equal counts in the order of the classes. Pairs without errors are left out. */
export function mostConfusedPairs(matrix: ConfusionMatrix, most: number): readonly ConfusedPair[] {
  const classes = classIndices(matrix);
  const pairs = classes.flatMap((trueClass) =>
    classes.map((predictedClass) => ({
      trueClass,
      predictedClass,
      count: cell(matrix, trueClass, predictedClass),
    })),
  );
  return pairs
    .filter((pair) => pair.trueClass !== pair.predictedClass && pair.count > 0)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, most);
}

/**
 * The most confused pairs whichever way round: the errors of both directions are added. `trueClass` is the class of the
 * direction with more errors (of two equal ones the lower class).
 */
export function mostConfusedEitherWay(matrix: ConfusionMatrix, most: number): readonly ConfusedPair[] {
  const classes = classIndices(matrix);
  const pairs = classes.flatMap((low) =>
    classes.slice(low + 1).map((high) => {
      const [there, back] = [cell(matrix, low, high), cell(matrix, high, low)];
      const [trueClass, predictedClass] = there >= back ? [low, high] : [high, low];
      return { trueClass, predictedClass, count: there + back };
    }),
  );
  return pairs
    .filter((pair) => pair.count > 0)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, most);
}
