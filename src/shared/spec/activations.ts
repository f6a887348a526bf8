/** Activation functions by their Keras names. */
import * as z from 'zod';
import { resolveName } from './names.ts';

/** Every activation that the engine knows. */
export const activationNames = [
  'linear',
  'sigmoid',
  'tanh',
  'softmax',
  'relu',
  'leaky_relu',
  'elu',
  'selu',
  'gelu',
  'silu',
] as const;

const aliases = new Map([
  ['swish', 'silu'],
  ['identity', 'linear'],
]);

/** An activation; any case is read, null means `linear` as in Keras. */
export const activationSchema = z.preprocess((value) => {
  if (value === null) return 'linear';
  return typeof value === 'string' ? resolveName(value, activationNames, aliases) : value;
}, z.enum(activationNames));

/** The name of an activation. */
export type ActivationName = z.output<typeof activationSchema>;
