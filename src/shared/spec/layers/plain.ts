/** All layers that Keras has as one class, and what Keras's rules fill in. */
import type * as z from 'zod';
import { augmentationLayers } from './augmentation.ts';
import { convolutionLayers } from './convolution.ts';
import { coreLayers } from './core.ts';
import { poolingLayers } from './pooling.ts';

/** The schemas of all layers but the residual block. */
export const plainLayers = [
  ...coreLayers,
  ...convolutionLayers,
  ...poolingLayers,
  ...augmentationLayers,
] as const;

/** A layer of Keras in normal form. */
export type PlainLayerSpec = z.output<(typeof plainLayers)[number]>;

/** Other names of layers, lower case and without underscores. */
export const layerAliases: ReadonlyMap<string, string> = new Map([
  ['convolution2d', 'Conv2D'],
  ['depthwiseconvolution2d', 'DepthwiseConv2D'],
  ['separableconvolution2d', 'SeparableConv2D'],
  ['maxpool2d', 'MaxPooling2D'],
  ['avgpool2d', 'AveragePooling2D'],
  ['globalavgpool2d', 'GlobalAveragePooling2D'],
  ['globalaveragepool2d', 'GlobalAveragePooling2D'],
  ['globalmaxpool2d', 'GlobalMaxPooling2D'],
]);

/** Writes out what depends on another argument: `strides` of a pooling layer is its `pool_size`. */
export function completeConfig(
  config: Readonly<Record<string, unknown>>,
  className: string,
): Record<string, unknown> {
  const isWindowed = className === 'MaxPooling2D' || className === 'AveragePooling2D';
  if (!isWindowed || (config['strides'] ?? null) !== null) return { ...config };
  return { ...config, strides: config['pool_size'] ?? 2 };
}
