/** Layers of a Sequential model in Keras 3's words and defaults. */
import * as z from 'zod';
import { augmentationLayers } from './layers/augmentation.ts';
import { convolutionLayers } from './layers/convolution.ts';
import { coreLayers } from './layers/core.ts';
import { poolingLayers } from './layers/pooling.ts';
import { asClassSpec, isRecord } from './class-spec.ts';

const classes = [...coreLayers, ...convolutionLayers, ...poolingLayers, ...augmentationLayers] as const;

/** Every layer class that a model may hold. */
export const layerClassNames = classes.map((option) => option.shape.class_name.value);

const aliases = new Map([
  ['convolution2d', 'Conv2D'],
  ['depthwiseconvolution2d', 'DepthwiseConv2D'],
  ['separableconvolution2d', 'SeparableConv2D'],
  ['maxpool2d', 'MaxPooling2D'],
  ['avgpool2d', 'AveragePooling2D'],
  ['globalavgpool2d', 'GlobalAveragePooling2D'],
  ['globalaveragepool2d', 'GlobalAveragePooling2D'],
  ['globalmaxpool2d', 'GlobalMaxPooling2D'],
]);

/**
 * Writes out what a layer leaves to Keras's rules rather than to a fixed default: the class for an alias
 * (`MaxPool2D`), `strides` of a pooling layer (its `pool_size`). Anything unreadable passes, for the schema to judge.
 */
export const completeLayer = asClassSpec({ names: layerClassNames, aliases, config: completeConfig });

/** A layer; a bare class name stands for the layer with its defaults. Without a name it gets that of the first of its class. */
export const layerSchema = z.preprocess(
  (value) => withName(completeLayer(value), snakeCase),
  z.discriminatedUnion('class_name', classes),
);

/** Gives a completed layer a name made from its class, unless it has one or is unreadable. */
export function withName(layer: unknown, makeName: (className: string) => string): unknown {
  if (!isRecord(layer) || !isRecord(layer['config']) || layer['config']['name'] !== undefined) return layer;
  const name = makeName(String(layer['class_name']));
  return { ...layer, config: { ...layer['config'], name } };
}

/** A layer in normal form. */
export type LayerSpec = z.output<typeof layerSchema>;

/** The class of a layer, such as `Conv2D`. */
export type LayerClassName = LayerSpec['class_name'];

/** The layer of one class, such as `LayerOf<'Dense'>`. */
export type LayerOf<Name extends LayerClassName> = Extract<LayerSpec, { class_name: Name }>;

/** Keras's automatic name of a class, without number: `Conv2D` becomes `conv2d`, `LeakyReLU` `leaky_re_lu`. */
export function snakeCase(className: string): string {
  return className
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

function completeConfig(
  config: Readonly<Record<string, unknown>>,
  className: string,
): Record<string, unknown> {
  const isWindowed = className === 'MaxPooling2D' || className === 'AveragePooling2D';
  if (!isWindowed || (config['strides'] ?? null) !== null) return { ...config };
  return { ...config, strides: config['pool_size'] ?? 2 };
}
