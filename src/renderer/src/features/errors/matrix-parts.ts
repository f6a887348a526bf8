/** The matrices of the place: the large one at either level, and the classes inside a pair of superclasses. */
import type { Taxonomy } from '../../../../shared/contract/data.ts';
import { gridOf, restColumn, type MatrixGrid } from '../../../../shared/metrics/matrix-grid.ts';
import type { StudiedPredictions } from '../../../../shared/metrics/predictions.ts';
import { classesOf } from '../../../../shared/metrics/superclasses.ts';
import type { MatrixPoint } from './matrix-layout.ts';
import type { Block } from './matrix-painter.ts';
import type { Chosen, Selection } from './selection.ts';

/** A grid with the same of the run that is taken away, and the order of its classes in blocks. */
export interface MatrixPart {
  readonly grid: MatrixGrid;
  readonly minus: MatrixGrid | null;
  /** Names by class (or superclass). */
  readonly names: readonly string[];
  readonly blocks: readonly Block[];
}

/** The whole matrix; classes stand in the order of their superclasses. */
export function wholeMatrix(
  study: StudiedPredictions,
  minus: StudiedPredictions | null,
  level: keyof Selection,
): MatrixPart {
  const { taxonomy, superclasses } = study;
  if (level === 'superclass' && superclasses !== null) {
    const all = [...(taxonomy.superclasses ?? []).keys()];
    const other = minus?.superclasses ?? null;
    return {
      grid: gridOf(superclasses, all, all),
      minus: other && gridOf(other, all, all),
      names: taxonomy.superclasses ?? [],
      blocks: [],
    };
  }
  const { order, blocks } = orderedClasses(taxonomy);
  return {
    grid: gridOf(study.classes, order, order),
    minus: minus && gridOf(minus.classes, order, order),
    names: taxonomy.classes,
    blocks,
  };
}

/** The classes of the chosen pair of superclasses, and a column for all others; null where no superclass is chosen. */
export function insideMatrix(
  study: StudiedPredictions,
  minus: StudiedPredictions | null,
  selection: Selection,
): MatrixPart | null {
  const { taxonomy } = study;
  const { superclassOf } = taxonomy;
  const pair = chosenPair(selection, taxonomy);
  if (pair === null || superclassOf === null) return null;
  const rows = classesOf(pair.row, superclassOf);
  const columns = [...classesOf(pair.column, superclassOf), restColumn];
  return {
    grid: gridOf(study.classes, rows, columns),
    minus: minus && gridOf(minus.classes, rows, columns),
    names: taxonomy.classes,
    blocks: [],
  };
}

/** Superclasses of what is chosen at either level; a side that is not chosen is that of the other. */
export function chosenPair(
  selection: Selection,
  { superclassOf }: Taxonomy,
): { readonly row: number; readonly column: number } | null {
  const of = (side: keyof Chosen): number | null => {
    const inner = selection.class?.[side] ?? null;
    return selection.superclass?.[side] ?? (inner === null ? null : (superclassOf?.[inner] ?? null));
  };
  const [row, column] = [of('row') ?? of('column'), of('column') ?? of('row')];
  return row === null || column === null ? null : { row, column };
}

/** Where the chosen classes stand in a grid; null where they are not in it. */
export function placesOf({ rows, columns }: MatrixGrid, chosen: Chosen | null): MatrixPoint | null {
  if (chosen === null) return null;
  const row = chosen.row === null ? null : rows.indexOf(chosen.row);
  const column = chosen.column === null ? null : columns.indexOf(chosen.column);
  return row === -1 || column === -1 ? null : { row, column };
}

/** The classes at a place of a grid; null for the column of all others. */
export function classesAt({ rows, columns }: MatrixGrid, { row, column }: MatrixPoint): Chosen | null {
  const chosen = {
    row: row === null ? null : (rows[row] ?? null),
    column: column === null ? null : (columns[column] ?? null),
  };
  return chosen.column === restColumn ? null : chosen;
}

function orderedClasses({ classes, superclasses, superclassOf }: Taxonomy): {
  readonly order: readonly number[];
  readonly blocks: readonly Block[];
} {
  if (superclasses === null || superclassOf === null) return { order: [...classes.keys()], blocks: [] };
  const groups = superclasses.map((_, index) => classesOf(index, superclassOf));
  let start = 0;
  const blocks = groups.map((group, index): Block => {
    const block = { label: superclasses[index] ?? '', start, length: group.length };
    start += group.length;
    return block;
  });
  return { order: groups.flat(), blocks: blocks.filter(({ length }) => length > 0) };
}
