/** Layers that do not look at the neighbourhood of a pixel. */
import * as z from 'zod';
import { activationSchema } from '../activations.ts';
import { classSpec } from '../class-spec.ts';
import { initializerSchema } from '../initializers.ts';
import { count, finite, nonNegative, positive, share } from '../numbers.ts';
import { regularizerSchema } from '../regularizers.ts';
import { kernelAndBias, MOST_UNITS, named } from './common.ts';

/** An axis as Keras counts it: the batch is axis 0, the last one is -1. */
const axis = z.union([z.int().min(-3).max(-1), z.int().min(1).max(3)]);

/** Dense, Flatten, Dropout and its relatives, the normalisations, Activation, ReLU, LeakyReLU, Rescaling. */
export const coreLayers = [
  classSpec('Dense', {
    ...named,
    units: count(MOST_UNITS),
    activation: activationSchema.prefault('linear'),
    ...kernelAndBias,
  }),
  classSpec('Flatten', named),
  classSpec('Dropout', { ...named, rate: share }),
  classSpec('SpatialDropout2D', { ...named, rate: share }),
  classSpec('GaussianNoise', { ...named, stddev: z.number().min(0).max(1) }),
  classSpec('LayerNormalization', {
    ...named,
    axis: z
      .preprocess((value) => (typeof value === 'number' ? [value] : value), z.array(axis).min(1).max(3))
      .prefault([-1]),
    epsilon: positive.default(0.001),
    center: z.boolean().default(true),
    scale: z.boolean().default(true),
    beta_initializer: initializerSchema.prefault('zeros'),
    gamma_initializer: initializerSchema.prefault('ones'),
    beta_regularizer: regularizerSchema,
    gamma_regularizer: regularizerSchema,
  }),
  classSpec('BatchNormalization', {
    ...named,
    momentum: share.default(0.99),
    epsilon: positive.default(0.001),
    center: z.boolean().default(true),
    scale: z.boolean().default(true),
    beta_initializer: initializerSchema.prefault('zeros'),
    gamma_initializer: initializerSchema.prefault('ones'),
    moving_mean_initializer: initializerSchema.prefault('zeros'),
    moving_variance_initializer: initializerSchema.prefault('ones'),
    beta_regularizer: regularizerSchema,
    gamma_regularizer: regularizerSchema,
  }),
  classSpec('Activation', { ...named, activation: activationSchema }),
  classSpec('ReLU', {
    ...named,
    max_value: nonNegative.nullable().default(null),
    negative_slope: nonNegative.default(0),
    threshold: nonNegative.default(0),
  }),
  classSpec('LeakyReLU', { ...named, negative_slope: nonNegative.default(0.3) }),
  classSpec('Rescaling', { ...named, scale: finite, offset: finite.default(0) }),
] as const;
