/** The weights of each layer: names, shapes and order as in Keras's `layer.weights`. */
import type { InitializerSpec } from './initializers.ts';
import { layerSize, normalizedAxes } from './layer-size.ts';
import type { LayerOf, LayerSpec } from './layers.ts';
import type { RegularizerSpec } from './regularizers.ts';
import { mainPath, projectionOf, type ResidualSpec } from './residual.ts';

/** One weight of a layer. */
export interface WeightSpec {
  /**
   * Keras's name: `kernel`, `depthwise_kernel`, `bias`, `gamma`, `beta`, `moving_mean` and so on. In a residual block
   * the layer's name stands before it: `conv2d/kernel`, `shortcut/kernel`.
   */
  readonly name: string;
  /** Dense kernels are `[in, out]`, Conv2D's `[height, width, in, out]`, depthwise `[height, width, in, multiplier]`. */
  readonly shape: readonly number[];
  /** False for moving averages and for all weights of a layer with `trainable: false`. */
  readonly trainable: boolean;
  readonly initializer: InitializerSpec;
  readonly regularizer: RegularizerSpec | null;
}

/**
 * The weights of a layer, in Keras's order.
 * @param inputShape Without the batch axis; most layers need only its last size, the channels.
 */
export function layerWeights(layer: LayerSpec, inputShape: readonly number[]): readonly WeightSpec[] {
  const channels = inputShape.at(-1) ?? 1;
  switch (layer.class_name) {
    case 'Dense':
      return kernelWeights(layer, [channels, layer.config.units]);
    case 'Conv2D':
      return kernelWeights(layer, [...layer.config.kernel_size, channels, layer.config.filters]);
    case 'DepthwiseConv2D':
      return depthwiseWeights(layer, channels);
    case 'SeparableConv2D':
      return separableWeights(layer, channels);
    case 'BatchNormalization':
      return [...scaleAndCenter(layer, [channels]), ...movingAverages(layer, channels)];
    case 'LayerNormalization': {
      const axes = normalizedAxes(layer.config.axis, inputShape.length);
      return scaleAndCenter(
        layer,
        axes.map((axis) => inputShape[axis] ?? 1),
      );
    }
    case 'Residual':
      return residualWeights(layer, inputShape);
    default:
      return [];
  }
}

/** Those of the main path, then those of the shortcut. */
function residualWeights(block: ResidualSpec, inputShape: readonly number[]): WeightSpec[] {
  const under = (layer: LayerSpec, shape: readonly number[]): WeightSpec[] =>
    layerWeights(layer, shape).map((weight) => ({ ...weight, name: `${layer.config.name}/${weight.name}` }));
  let shape = inputShape;
  const main = mainPath(block).flatMap((layer) => {
    const weights = under(layer, shape);
    shape = layerSize(layer, shape, 1).outputShape;
    return weights;
  });
  const projection = projectionOf(block, shape.at(-1) ?? 1);
  return projection ? [...main, ...under(projection, inputShape)] : main;
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

function depthwiseWeights(layer: LayerOf<'DepthwiseConv2D'>, channels: number): WeightSpec[] {
  const { config } = layer;
  const shape = [...config.kernel_size, channels, config.depth_multiplier];
  const kernel = { initializer: config.depthwise_initializer, regularizer: config.depthwise_regularizer };
  const weights = [{ name: 'kernel', shape, trainable: config.trainable, ...kernel }];
  return config.use_bias ? [...weights, biasOf(layer, channels * config.depth_multiplier)] : weights;
}

function separableWeights(layer: LayerOf<'SeparableConv2D'>, channels: number): WeightSpec[] {
  const { config } = layer;
  const { trainable, depth_multiplier, filters } = config;
  const depthwise = { initializer: config.depthwise_initializer, regularizer: config.depthwise_regularizer };
  const pointwise = { initializer: config.pointwise_initializer, regularizer: config.pointwise_regularizer };
  const between = channels * depth_multiplier;
  const weights = [
    {
      name: 'depthwise_kernel',
      shape: [...config.kernel_size, channels, depth_multiplier],
      trainable,
      ...depthwise,
    },
    { name: 'pointwise_kernel', shape: [1, 1, between, filters], trainable, ...pointwise },
  ];
  return config.use_bias ? [...weights, biasOf(layer, filters)] : weights;
}

function biasOf(layer: LayerOf<'DepthwiseConv2D' | 'SeparableConv2D'>, size: number): WeightSpec {
  const { trainable, bias_initializer: initializer, bias_regularizer: regularizer } = layer.config;
  return { name: 'bias', shape: [size], trainable, initializer, regularizer };
}

function scaleAndCenter(
  layer: LayerOf<'BatchNormalization' | 'LayerNormalization'>,
  shape: readonly number[],
): WeightSpec[] {
  const { config } = layer;
  const { trainable } = config;
  const gamma = { initializer: config.gamma_initializer, regularizer: config.gamma_regularizer };
  const beta = { initializer: config.beta_initializer, regularizer: config.beta_regularizer };
  return [
    ...(config.scale ? [{ name: 'gamma', shape, trainable, ...gamma }] : []),
    ...(config.center ? [{ name: 'beta', shape, trainable, ...beta }] : []),
  ];
}

function movingAverages(layer: LayerOf<'BatchNormalization'>, channels: number): WeightSpec[] {
  const { moving_mean_initializer, moving_variance_initializer } = layer.config;
  const still = { shape: [channels], trainable: false, regularizer: null };
  return [
    { name: 'moving_mean', initializer: moving_mean_initializer, ...still },
    { name: 'moving_variance', initializer: moving_variance_initializer, ...still },
  ];
}
