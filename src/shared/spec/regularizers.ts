/** Regularizers: penalties on weights that are added to the loss, as in Keras (no factor 1/2). */
import * as z from 'zod';
import { asClassSpec, classSpec } from './class-spec.ts';
import { nonNegative } from './numbers.ts';

const classes = [
  classSpec('L1', { l1: nonNegative.default(0.01) }),
  classSpec('L2', { l2: nonNegative.default(0.01) }),
  classSpec('L1L2', { l1: nonNegative.default(0), l2: nonNegative.default(0) }),
] as const;

/** A regularizer or null; a Keras name such as `l2` stands for the class with its defaults. Absent means null. */
export const regularizerSchema = z.preprocess(
  asClassSpec({ names: classes.map((option) => option.shape.class_name.value) }),
  z.discriminatedUnion('class_name', classes).nullable().default(null),
);

/** A regularizer in normal form: `l1 * sum(|w|) + l2 * sum(w^2)`. */
export type RegularizerSpec = NonNullable<z.output<typeof regularizerSchema>>;
