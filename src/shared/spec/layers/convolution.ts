/** Layers that slide a kernel over the picture, and the padding that goes before them. */
import * as z from 'zod';
import { activationSchema } from '../activations.ts';
import { classSpec } from '../class-spec.ts';
import { count, pair } from '../numbers.ts';
import { kernelAndBias, MOST_KERNEL, MOST_UNITS, named, padding } from './common.ts';

const border = z.int().min(0).max(MOST_KERNEL);

/** `[[top, bottom], [left, right]]`; one number stands for all four, two numbers for rows and columns. */
const borders = z.preprocess(
  (value) => {
    const rowsAndColumns = typeof value === 'number' ? [value, value] : value;
    if (!Array.isArray(rowsAndColumns)) return rowsAndColumns;
    return rowsAndColumns.map((side: unknown) => (typeof side === 'number' ? [side, side] : side));
  },
  z.tuple([z.tuple([border, border]), z.tuple([border, border])]),
);

/** Conv2D and ZeroPadding2D. */
export const convolutionLayers = [
  classSpec('Conv2D', {
    ...named,
    filters: count(MOST_UNITS),
    kernel_size: pair(MOST_KERNEL),
    strides: pair(MOST_KERNEL).prefault(1),
    padding: padding.prefault('valid'),
    dilation_rate: pair(MOST_KERNEL).prefault(1),
    activation: activationSchema.prefault('linear'),
    ...kernelAndBias,
  }),
  classSpec('ZeroPadding2D', { ...named, padding: borders.prefault(1) }),
] as const;
