import { describe, expect, it } from 'vitest';
import { nextOrder, sortedRows } from '../../../../../src/renderer/src/features/errors/class-rows.ts';
import {
  chosenPair,
  classesAt,
  insideMatrix,
  placesOf,
  wholeMatrix,
} from '../../../../../src/renderer/src/features/errors/matrix-parts.ts';
import {
  choose,
  everything,
  isDiagonal,
  selectedClasses,
  selectedImages,
  selectedPictures,
  stepBack,
  wholeRows,
} from '../../../../../src/renderer/src/features/errors/selection.ts';
import { studyPredictions } from '../../../../../src/shared/metrics/predictions.ts';
import { classificationReport } from '../../../../../src/shared/metrics/report.ts';

/** Classes of the two superclasses stand mixed: cat and dog are animals, rose and tulip flowers. */
const taxonomy = {
  classes: ['cat', 'rose', 'dog', 'tulip'],
  superclasses: ['animal', 'flower'],
  superclassOf: [0, 1, 0, 1],
};
const labels = Uint16Array.of(0, 0, 0, 1, 2, 3);

/** Predictions of six images with falling confidence. */
function studied(predicted: readonly number[]) {
  return studyPredictions(
    {
      ...{ count: 6, loss: 1, accuracy: 0, superclassAccuracy: null, topK: 1, labels },
      topClasses: Uint16Array.from(predicted),
      topProbabilities: Float32Array.of(0.9, 0.8, 0.7, 0.6, 0.5, 0.4),
    },
    taxonomy,
  );
}
const a = studied([0, 2, 1, 1, 0, 1]);
const b = studied([2, 0, 1, 1, 2, 1]);
const animals = { superclass: { row: 0, column: 0 }, class: null };

describe('what is chosen', () => {
  it('is a cell of superclasses, then a cell of classes inside it', () => {
    const inner = choose(animals, 'class', { row: 0, column: 2 }, taxonomy.superclassOf);
    expect(inner).toEqual({ superclass: { row: 0, column: 0 }, class: { row: 0, column: 2 } });
    expect(selectedClasses(animals, taxonomy)).toEqual({ rows: [0, 2], columns: [0, 2] });
    expect(selectedClasses(inner, taxonomy)).toEqual({ rows: [0], columns: [2] });
  });

  it('drops the superclasses when a class elsewhere is chosen', () => {
    const elsewhere = choose(animals, 'class', { row: 0, column: 1 }, taxonomy.superclassOf);
    expect(elsewhere).toEqual({ superclass: null, class: { row: 0, column: 1 } });
  });

  it('goes back step by step', () => {
    const inner = choose(animals, 'class', { row: 0, column: 2 }, taxonomy.superclassOf);
    expect(stepBack(inner)).toEqual(animals);
    expect(stepBack(animals)).toEqual(everything);
  });

  it('can be a whole row, to which confidence is always widened', () => {
    const row = { superclass: { row: 0, column: null }, class: null };
    expect(selectedClasses(row, taxonomy)).toEqual({ rows: [0, 2], columns: [0, 1, 2, 3] });
    expect(wholeRows(animals)).toEqual(row);
    expect(isDiagonal({ row: 2, column: 2 })).toBe(true);
    expect(isDiagonal({ row: null, column: null })).toBe(false);
  });
});

describe('the pictures of a selection', () => {
  it('are the wrong ones, surest first, or the right ones, least sure first', () => {
    expect([...selectedImages(a, animals)]).toEqual([0, 1, 4]);
    expect([...selectedPictures(a, null, { selection: animals, kind: 'wrong' })]).toEqual([1, 4]);
    expect([...selectedPictures(a, null, { selection: everything, kind: 'right' })]).toEqual([3, 0]);
  });

  it('are those that flipped, where either run put them into the cell', () => {
    expect([...selectedPictures(a, b, { selection: everything, kind: 'onlyA' })]).toEqual([0]);
    expect([...selectedPictures(a, b, { selection: everything, kind: 'onlyB' })]).toEqual([1, 4]);
    const catForDog = { superclass: null, class: { row: 0, column: 2 } };
    expect([...selectedPictures(a, b, { selection: catForDog, kind: 'onlyB' })]).toEqual([1]);
    expect([...selectedPictures(a, b, { selection: catForDog, kind: 'onlyA' })]).toEqual([0]);
    expect([...selectedPictures(a, null, { selection: everything, kind: 'onlyA' })]).toEqual([]);
  });
});

describe('the matrices', () => {
  it('have classes in the order of their superclasses, with blocks', () => {
    const { grid, blocks } = wholeMatrix(a, null, 'class');
    expect(grid.rows).toEqual([0, 2, 1, 3]);
    expect(blocks).toEqual([
      { label: 'animal', start: 0, length: 2 },
      { label: 'flower', start: 2, length: 2 },
    ]);
    expect(placesOf(grid, { row: 1, column: null })).toEqual({ row: 2, column: null });
    expect(classesAt(grid, { row: 2, column: 3 })).toEqual({ row: 1, column: 3 });
  });

  it('show the classes of a pair of superclasses, and all others in one column', () => {
    const part = insideMatrix(a, b, { superclass: { row: 0, column: 0 }, class: null });
    expect([...(part?.grid.counts ?? [])]).toEqual([1, 1, 1, 1, 0, 0]);
    expect([...(part?.minus?.counts ?? [])]).toEqual([1, 1, 1, 0, 1, 0]);
    expect(part && classesAt(part.grid, { row: 0, column: 2 })).toBeNull();
    expect(insideMatrix(a, null, everything)).toBeNull();
  });

  it('find the pair of a chosen class, row or column', () => {
    expect(chosenPair({ superclass: null, class: { row: 0, column: 3 } }, taxonomy)).toEqual({
      row: 0,
      column: 1,
    });
    expect(chosenPair({ superclass: { row: null, column: 1 }, class: null }, taxonomy)).toEqual({
      row: 1,
      column: 1,
    });
  });
});

describe('the table of classes', () => {
  const { perClass } = classificationReport(a.classes);
  const names = taxonomy.classes;

  it('is sorted by any column, and found by name', () => {
    const byRecall = sortedRows(perClass, names, { sought: '', order: { by: 'recall', isRising: true } });
    expect(byRecall.map(({ name }) => name)).toEqual(['dog', 'tulip', 'cat', 'rose']);
    const found = sortedRows(perClass, names, { sought: ' O', order: { by: 'name', isRising: false } });
    expect(found.map(({ name, support }) => [name, support])).toEqual([
      ['rose', 1],
      ['dog', 1],
    ]);
  });

  it('turns its order round at the second click, and begins with what needs attention', () => {
    expect(nextOrder({ by: 'f1', isRising: true }, 'f1')).toEqual({ by: 'f1', isRising: false });
    expect(nextOrder({ by: 'f1', isRising: true }, 'support')).toEqual({ by: 'support', isRising: false });
    expect(nextOrder({ by: 'f1', isRising: false }, 'recall')).toEqual({ by: 'recall', isRising: true });
  });
});
