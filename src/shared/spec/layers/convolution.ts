/** Layers that slide a kernel over the picture, and the padding that goes before them. */
import * as z from 'zod';
import { activationSchema } from '../activations.ts';
import { classSpec } from '../class-spec.ts';
import { initializerSchema } from '../initializers.ts';
import { count, pair } from '../numbers.ts';
import { regularizerSchema } from '../regularizers.ts';
import { kernelAndBias, MOST_KERNEL, MOST_UNITS, named, padding } from './common.ts';

/** Most kernels of one channel. */
const MOST_DEPTH_MULTIPLIER = 1024;

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

const geometry = {
  kernel_size: pair(MOST_KERNEL),
  strides: pair(MOST_KERNEL).prefault(1),
  padding: padding.prefault('valid'),
  dilation_rate: pair(MOST_KERNEL).prefault(1),
};

/** Kernels that see one channel each, and how many of them each channel has. */
const depthwise = {
  ...geometry,
  depth_multiplier: count(MOST_DEPTH_MULTIPLIER).prefault(1),
  activation: activationSchema.prefault('linear'),
  use_bias: z.boolean().default(true),
  depthwise_initializer: initializerSchema.prefault('glorot_uniform'),
  bias_initializer: initializerSchema.prefault('zeros'),
  depthwise_regularizer: regularizerSchema,
  bias_regularizer: regularizerSchema,
};

/** Conv2D, DepthwiseConv2D, SeparableConv2D and ZeroPadding2D. */
export const convolutionLayers = [
  classSpec('Conv2D', {
    ...named,
    filters: count(MOST_UNITS),
    ...geometry,
    activation: activationSchema.prefault('linear'),
    ...kernelAndBias,
  }),
  classSpec('DepthwiseConv2D', { ...named, ...depthwise }),
  classSpec('SeparableConv2D', {
    ...named,
    filters: count(MOST_UNITS),
    ...depthwise,
    pointwise_initializer: initializerSchema.prefault('glorot_uniform'),
    pointwise_regularizer: regularizerSchema,
  }),
  classSpec('ZeroPadding2D', { ...named, padding: borders.prefault(1) }),
] as const;
