/** Config keys that several layers share. */
import * as z from 'zod';
import { initializerSchema } from '../initializers.ts';
import { regularizerSchema } from '../regularizers.ts';
import { identifier } from '../text.ts';

/** Most units or filters of one layer. */
export const MOST_UNITS = 65_536;

/** Most rows or columns of a kernel, pool, stride or padding. */
export const MOST_KERNEL = 512;

/** `name` (unique in its model) and `trainable`, which every layer has. */
export const named = {
  name: identifier,
  trainable: z.boolean().default(true),
};

/** Bias, initializers and regularizers of a layer with a kernel. */
export const kernelAndBias = {
  use_bias: z.boolean().default(true),
  kernel_initializer: initializerSchema.prefault('glorot_uniform'),
  bias_initializer: initializerSchema.prefault('zeros'),
  kernel_regularizer: regularizerSchema,
  bias_regularizer: regularizerSchema,
};

/** `valid` (no padding) or `same` (zero padding, the odd pixel at the end). */
export const padding = z.preprocess(
  (value) => (typeof value === 'string' ? value.toLowerCase() : value),
  z.enum(['valid', 'same']),
);
