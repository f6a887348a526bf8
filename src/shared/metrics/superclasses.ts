/** Confusion at the level of superclasses. */
import { accuracy, cell, classIndices, correct, total, type ConfusionMatrix } from './confusion.ts';

/** Which superclass each class belongs to: the index is the class. */
export type SuperclassOf = readonly number[];

/** Errors of a class-level matrix, by whether they stay inside the true superclass. */
export interface SuperclassErrors {
  /** Wrong class of the right superclass. */
  readonly inside: number;
  /** Wrong superclass. */
  readonly across: number;
  /** Share of images whose predicted class lies in the true superclass; 0 for an empty matrix. */
  readonly superclassAccuracy: number;
}

/** Adds the cells of each pair of superclasses: a 100 x 100 matrix becomes 20 x 20; the sum stays. */
export function foldToSuperclasses(
  matrix: ConfusionMatrix,
  superclassOf: SuperclassOf,
  superclassCount: number,
): ConfusionMatrix {
  const counts = new Uint32Array(superclassCount * superclassCount);
  for (const row of classIndices(matrix)) {
    for (const column of classIndices(matrix)) {
      const place = superclassAt(superclassOf, row) * superclassCount + superclassAt(superclassOf, column);
      counts[place] = (counts[place] ?? 0) + cell(matrix, row, column);
    }
  }
  return { size: superclassCount, counts };
}

/** Splits the errors of a class-level matrix; inside and across together are all errors. */
export function superclassErrors(
  matrix: ConfusionMatrix,
  superclassOf: SuperclassOf,
  superclassCount: number,
): SuperclassErrors {
  const folded = foldToSuperclasses(matrix, superclassOf, superclassCount);
  return {
    inside: correct(folded) - correct(matrix),
    across: total(folded) - correct(folded),
    superclassAccuracy: accuracy(folded),
  };
}

/** The part of a matrix that concerns some classes, in their order: the 5 x 5 square of one superclass. */
export function submatrix(matrix: ConfusionMatrix, classes: readonly number[]): ConfusionMatrix {
  const counts = classes.flatMap((row) => classes.map((column) => cell(matrix, row, column)));
  return { size: classes.length, counts: Uint32Array.from(counts) };
}

/** The classes of one superclass, rising. */
export function classesOf(superclass: number, superclassOf: SuperclassOf): readonly number[] {
  return superclassOf.flatMap((own, index) => (own === superclass ? [index] : []));
}

function superclassAt(superclassOf: SuperclassOf, index: number): number {
  const superclass = superclassOf[index];
  if (superclass === undefined) throw new RangeError(`Class ${index} has no superclass`);
  return superclass;
}
