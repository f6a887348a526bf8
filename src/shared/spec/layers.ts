/** Layers of a model in Keras 3's words and defaults. */
import * as z from 'zod';
import { asClassSpec } from './class-spec.ts';
import { snakeCase, withName } from './layer-names.ts';
import { completeConfig, layerAliases, plainLayers } from './layers/plain.ts';
import { residualLayer } from './layers/residual.ts';

const classes = [...plainLayers, residualLayer] as const;

/** Every layer class that a model may hold. */
export const layerClassNames = classes.map((option) => option.shape.class_name.value);

/**
 * Writes out what a layer leaves to Keras's rules rather than to a fixed default: the class for an alias
 * (`MaxPool2D`), `strides` of a pooling layer (its `pool_size`). Anything unreadable passes, for the schema to judge.
 */
export const completeLayer = asClassSpec({
  names: layerClassNames,
  aliases: layerAliases,
  config: completeConfig,
});

/** A layer; a bare class name stands for the layer with its defaults. Without a name it gets that of the first of its class. */
export const layerSchema = z.preprocess(
  (value) => withName(completeLayer(value), snakeCase),
  z.discriminatedUnion('class_name', classes),
);

/** A layer in normal form. */
export type LayerSpec = z.output<typeof layerSchema>;

/** The class of a layer, such as `Conv2D`. */
export type LayerClassName = LayerSpec['class_name'];

/** The layer of one class, such as `LayerOf<'Dense'>`. */
export type LayerOf<Name extends LayerClassName> = Extract<LayerSpec, { class_name: Name }>;
