/** Layers that summarise a neighbourhood of pixels. */
import * as z from 'zod';
import { classSpec } from '../class-spec.ts';
import { pair } from '../numbers.ts';
import { MOST_KERNEL, named, padding } from './common.ts';

const window = {
  ...named,
  pool_size: pair(MOST_KERNEL).prefault(2),
  /** Written out: where Keras's null or nothing stands, `layerSchema` fills in `pool_size`. */
  strides: pair(MOST_KERNEL),
  padding: padding.prefault('valid'),
};

const global = { ...named, keepdims: z.boolean().default(false) };

/** Max and average pooling, over windows or over the whole picture. */
export const poolingLayers = [
  classSpec('MaxPooling2D', window),
  classSpec('AveragePooling2D', window),
  classSpec('GlobalAveragePooling2D', global),
  classSpec('GlobalMaxPooling2D', global),
] as const;
