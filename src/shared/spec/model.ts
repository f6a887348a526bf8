/** A model: a list of layers, one after the other. */
import * as z from 'zod';
import { nameLayers, refuseEqualNames } from './layer-names.ts';
import { completeLayer, layerSchema } from './layers.ts';
import { identifier } from './text.ts';

/** Most layers of a model. */
export const MOST_LAYERS = 200;

/** A model; layers without a name get Keras's (`conv2d`, `conv2d_1`), passing over names that are taken. */
export const modelSchema = z.strictObject({
  name: identifier.default('sequential'),
  layers: z.preprocess(
    (value) => nameLayers(value, completeLayer),
    z
      .array(layerSchema)
      .min(1)
      .max(MOST_LAYERS)
      .superRefine((layers, context) => refuseEqualNames(layers, context)),
  ),
});

/** A model in normal form. */
export type ModelSpec = z.output<typeof modelSchema>;
