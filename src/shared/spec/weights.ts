/** The weights of each layer: names, shapes and order as in Keras's `layer.weights`. */
import type { InitializerSpec } from './initializers.ts';
import type { LayerOf, LayerSpec } from './layers.ts';
import type { RegularizerSpec } from './regularizers.ts';

/** One weight of a layer. */
export interface WeightSpec {
  /** Keras's name: `kernel`, `bias`, `gamma`, `beta`, `moving_mean`, `moving_variance`. */
  readonly name: string;
  /** Dense kernels are `[in, out]`, Conv2D kernels `[height, width, in, out]`. */
  readonly shape: readonly number[];
  /** False for moving averages and for all weights of a layer with `trainable: false`. */
  readonly trainable: boolean;
  readonly initializer: InitializerSpec;
  readonly regularizer: RegularizerSpec | null;
}

/** The weights of a layer that receives `channels` values at each place, in Keras's order. */
export function layerWeights(layer: LayerSpec, channels: number): readonly WeightSpec[] {
  switch (layer.class_name) {
    case 'Dense':
      return kernelWeights(layer, [channels, layer.config.units]);
    case 'Conv2D':
      return kernelWeights(layer, [...layer.config.kernel_size, channels, layer.config.filters]);
    case 'BatchNormalization':
      return normalizationWeights(layer, channels);
    default:
      return [];
  }
}

function kernelWeights(layer: LayerOf<'Dense' | 'Conv2D'>, shape: readonly number[]): WeightSpec[] {
  const { config } = layer;
  const { trainable } = config;
  const kernel = { initializer: config.kernel_initializer, regularizer: config.kernel_regularizer };
  const bias = { initializer: config.bias_initializer, regularizer: config.bias_regularizer };
  const weights = [{ name: 'kernel', shape, trainable, ...kernel }];
  if (config.use_bias) weights.push({ name: 'bias', shape: shape.slice(-1), trainable, ...bias });
  return weights;
}

function normalizationWeights(layer: LayerOf<'BatchNormalization'>, channels: number): WeightSpec[] {
  const { config } = layer;
  const { trainable } = config;
  const shape = [channels];
  const gamma = { initializer: config.gamma_initializer, regularizer: config.gamma_regularizer };
  const beta = { initializer: config.beta_initializer, regularizer: config.beta_regularizer };
  const mean = { initializer: config.moving_mean_initializer, regularizer: null };
  const variance = { initializer: config.moving_variance_initializer, regularizer: null };
  return [
    ...(config.scale ? [{ name: 'gamma', shape, trainable, ...gamma }] : []),
    ...(config.center ? [{ name: 'beta', shape, trainable, ...beta }] : []),
    { name: 'moving_mean', shape, trainable: false, ...mean },
    { name: 'moving_variance', shape, trainable: false, ...variance },
  ];
}
