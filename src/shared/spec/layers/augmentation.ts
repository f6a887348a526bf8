/** Layers that change pictures at random while training, and leave them as they are (or cut the middle) afterwards. */
import * as z from 'zod';
import { classSpec } from '../class-spec.ts';
import { count, finite } from '../numbers.ts';
import { named } from './common.ts';

/** Most rows or columns that a crop may keep. */
const MOST_CROP = 4096;

const bound = z.number().min(-1).max(1);

/**
 * `[lowest, highest]` of a draw, as a share of the side (translation) or of a full turn (rotation), each in [-1, 1].
 * One number stands for both directions, and a pair may stand in either order, as in Keras.
 */
const factor = z.preprocess(
  (value) => {
    if (typeof value === 'number') return [0 - Math.abs(value), Math.abs(value)];
    const isPair =
      Array.isArray(value) && value.length === 2 && value.every((end) => typeof end === 'number');
    return isPair ? value.toSorted((a, b) => a - b) : value;
  },
  z.tuple([bound, bound]),
);

/** What stands where the moved picture has no pixel, and how values between pixels are made. */
const filling = {
  fill_mode: z.enum(['reflect', 'wrap', 'constant', 'nearest']).default('reflect'),
  interpolation: z.enum(['bilinear', 'nearest']).default('bilinear'),
  fill_value: finite.default(0),
};

/**
 * RandomFlip, RandomTranslation, RandomRotation and RandomCrop. Keras's `seed` is not among their keys: all draws of
 * an experiment follow from its own seed.
 */
export const augmentationLayers = [
  classSpec('RandomFlip', {
    ...named,
    mode: z.enum(['horizontal', 'vertical', 'horizontal_and_vertical']).default('horizontal_and_vertical'),
  }),
  classSpec('RandomTranslation', { ...named, height_factor: factor, width_factor: factor, ...filling }),
  classSpec('RandomRotation', { ...named, factor, ...filling }),
  classSpec('RandomCrop', { ...named, height: count(MOST_CROP), width: count(MOST_CROP) }),
] as const;
