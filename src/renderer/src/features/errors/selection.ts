/** Which part of a matrix is chosen, and which pictures stand behind it. */
import type { Taxonomy } from '../../../../shared/contract/data.ts';
import type { PictureKind } from '../../../../shared/contract/errors-view.ts';
import { imagesOfCells } from '../../../../shared/metrics/cell-images.ts';
import type { StudiedPredictions } from '../../../../shared/metrics/predictions.ts';
import { classesOf } from '../../../../shared/metrics/superclasses.ts';

/** A cell, or a whole row or column where the other is null. */
export interface Chosen {
  /** True class or superclass. */
  readonly row: number | null;
  /** Predicted one. */
  readonly column: number | null;
}

/** What is chosen at both levels; the inner choice lies inside the outer one where both are there. */
export interface Selection {
  readonly superclass: Chosen | null;
  readonly class: Chosen | null;
}

/** Nothing chosen: everything counts. */
export const everything: Selection = { superclass: null, class: null };

/** True and predicted classes that a selection stands for. */
export function selectedClasses(
  selection: Selection,
  { classes, superclassOf }: Taxonomy,
): { readonly rows: readonly number[]; readonly columns: readonly number[] } {
  const all = [...classes.keys()];
  const of = (side: keyof Chosen): readonly number[] => {
    const inner = selection.class?.[side] ?? null;
    if (inner !== null) return [inner];
    const outer = selection.superclass?.[side] ?? null;
    return outer === null || superclassOf === null ? all : classesOf(outer, superclassOf);
  };
  return { rows: of('row'), columns: of('column') };
}

/** The images of a selection, most confident first. */
export function selectedImages(study: StudiedPredictions, selection: Selection): Uint32Array {
  const { rows, columns } = selectedClasses(selection, study.taxonomy);
  return imagesOfCells(study.cells, rows, columns);
}

/**
 * The pictures of a selection of one kind. What two runs disagree on belongs to a cell if either of them put it there.
 *
 * @param other - The run that is compared with, for `onlyA` and `onlyB`.
 */
export function selectedPictures(
  study: StudiedPredictions,
  other: StudiedPredictions | null,
  { selection, kind }: Readonly<{ selection: Selection; kind: PictureKind }>,
): Uint32Array {
  if (kind === 'wrong' || kind === 'right') {
    const wanted = kind === 'right' ? 1 : 0;
    const images = selectedImages(study, selection).filter((image) => study.isRight[image] === wanted);
    return kind === 'right' ? images.toReversed() : images;
  }
  if (other === null) return new Uint32Array(0);
  const { rows, columns } = selectedClasses(selection, study.taxonomy);
  const [isRow, isColumn] = [new Set(rows), new Set(columns)];
  const [right, wrong] = kind === 'onlyA' ? [study, other] : [other, study];
  return study.cells.byRank.filter(
    (image) =>
      right.isRight[image] === 1 &&
      wrong.isRight[image] === 0 &&
      isRow.has(study.evaluation.labels[image] ?? -1) &&
      (isColumn.has(study.predicted[image] ?? -1) || isColumn.has(other.predicted[image] ?? -1)),
  );
}

/** Whether a cell is one of right answers. */
export function isDiagonal(chosen: Chosen | null): boolean {
  return chosen !== null && chosen.row !== null && chosen.row === chosen.column;
}

/**
 * The selection without its predicted side where it has a true one. Confidence is judged over rows: among the pictures of
 * one cell all are right or all wrong.
 */
export function wholeRows(selection: Selection): Selection {
  const widened = (chosen: Chosen | null): Chosen | null =>
    chosen === null || chosen.row === null ? chosen : { ...chosen, column: null };
  return { superclass: widened(selection.superclass), class: widened(selection.class) };
}

/** One step back: from the class to the superclass, from there to everything. */
export function stepBack(selection: Selection): Selection {
  return selection.class === null ? everything : { ...selection, class: null };
}

/** A class or superclass is chosen inside what is chosen, which stays only as far as it contains it. */
export function choose(
  selection: Selection,
  level: keyof Selection,
  chosen: Chosen,
  superclassOf: readonly number[] | null,
): Selection {
  if (level === 'superclass') return { superclass: chosen, class: null };
  const outer = selection.superclass;
  const isInside = (side: keyof Chosen): boolean => {
    const own = chosen[side];
    const around = outer?.[side] ?? null;
    return around === null || (own !== null && superclassOf?.[own] === around);
  };
  return { superclass: outer && isInside('row') && isInside('column') ? outer : null, class: chosen };
}

/** The selection as far as its classes are there: the set's superclasses may be others than when it was made. */
export function fitting(selection: Selection, { classes, superclasses }: Taxonomy): Selection {
  const isThere = (chosen: Chosen | null, names: readonly string[]): boolean =>
    chosen !== null && [chosen.row, chosen.column].every((index) => index === null || index < names.length);
  return {
    superclass: isThere(selection.superclass, superclasses ?? []) ? selection.superclass : null,
    class: isThere(selection.class, classes) ? selection.class : null,
  };
}
