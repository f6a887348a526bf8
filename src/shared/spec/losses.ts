/** Losses in Keras 3's words. */
import * as z from 'zod';
import { asClassSpec, classSpec } from './class-spec.ts';

const from_logits = z.boolean().default(false);
const label_smoothing = z.number().min(0).max(1).default(0);

const classes = [
  classSpec('MeanSquaredError', {}),
  classSpec('MeanAbsoluteError', {}),
  classSpec('CategoricalCrossentropy', { from_logits, label_smoothing }),
  classSpec('SparseCategoricalCrossentropy', { from_logits }),
  classSpec('BinaryCrossentropy', { from_logits, label_smoothing }),
  classSpec('Hinge', {}),
  classSpec('SquaredHinge', {}),
  classSpec('CategoricalHinge', {}),
  classSpec('KLDivergence', {}),
] as const;

/** Every loss class. */
export const lossClassNames = classes.map((option) => option.shape.class_name.value);

const aliases = new Map([
  ['mse', 'MeanSquaredError'],
  ['mae', 'MeanAbsoluteError'],
  ['bce', 'BinaryCrossentropy'],
  ['kld', 'KLDivergence'],
  ['kullbackleiblerdivergence', 'KLDivergence'],
]);

/** A loss; a Keras name such as `categorical_crossentropy` or `mse` stands for the class with its defaults. */
export const lossSchema = z.preprocess(
  asClassSpec({ names: lossClassNames, aliases }),
  z.discriminatedUnion('class_name', classes),
);

/** A loss in normal form. */
export type LossSpec = z.output<typeof lossSchema>;
