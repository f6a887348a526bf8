/** How the errors of a run are looked at: what the window finds again after a restart, and what a saved selection is. */
import * as z from 'zod';
import { matrixScales } from '../metrics/matrix-grid.ts';

const id = z.string().min(1).max(100);
const classIndex = z.int().min(0).max(65_535).nullable();

const side = z.strictObject({
  run: id,
  /** Counted from 1; null for the end of the run. */
  epoch: z.int().positive().nullable(),
});

const chosen = z.strictObject({ row: classIndex, column: classIndex }).nullable();

/** Which of the pictures are shown: those that are wrong (surest first), those that are right (least sure first), … */
export const pictureKinds = ['wrong', 'right', 'onlyA', 'onlyB'] as const;

/** A name of {@link pictureKinds}. */
export type PictureKind = (typeof pictureKinds)[number];

/** What stands beside the matrix. */
export const errorsTabs = ['inside', 'classes', 'confidence', 'training', 'difference'] as const;

/** See the file. */
export const errorsViewSchema = z.strictObject({
  a: side,
  /** What A is compared with; null for nothing. */
  b: side.nullable(),
  level: z.enum(['superclass', 'class']),
  /** Whose matrix. */
  side: z.enum(['a', 'b', 'difference']),
  scale: z.enum(matrixScales),
  isDiagonalShown: z.boolean(),
  /** Figures below it are hidden: a number of pictures, or percents where shares are shown. */
  threshold: z.int().min(0).max(1_000_000),
  kind: z.enum(pictureKinds),
  tab: z.enum(errorsTabs),
  /** A cell, row or column at each level; the inner one lies inside the outer one where both are there. */
  selection: z.strictObject({ superclass: chosen, class: chosen }),
});

/** See {@link errorsViewSchema}. */
export type ErrorsView = z.output<typeof errorsViewSchema>;

/** A run, or an epoch of it. */
export type ErrorsSide = ErrorsView['a'];
