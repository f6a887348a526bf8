/** DepthwiseConv2D and SeparableConv2D, on NHWC images. */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { activate } from '../activations.ts';
import { depthwiseConv2d as convolveEach } from '../native/depthwise.ts';
import { biasAdd, conv2d, type ConvolutionGeometry } from '../native/ops.ts';
import { weightOf, type LayerConfig, type LayerForward, type LayerWeights } from './layer.ts';

type Config = LayerConfig<'DepthwiseConv2D'> | LayerConfig<'SeparableConv2D'>;

const everyPlace: ConvolutionGeometry = { strides: [1, 1], padding: 'valid', dilations: [1, 1] };

/** activation(each channel ∗ its own kernels + bias). */
export const depthwiseConv2d: LayerForward<'DepthwiseConv2D'> = (x, weights, config) =>
  finish(convolveEach(x, weightOf(weights, 'kernel'), geometryOf(config)), weights, config);

/** A depthwise convolution, then a 1 × 1 convolution that mixes the channels (Chollet 2017). */
export const separableConv2d: LayerForward<'SeparableConv2D'> = (x, weights, config) => {
  const apart = convolveEach(x, weightOf(weights, 'depthwise_kernel'), geometryOf(config));
  return finish(conv2d(apart, weightOf(weights, 'pointwise_kernel'), everyPlace), weights, config);
};

function geometryOf({ strides, padding, dilation_rate: dilations }: Config): ConvolutionGeometry {
  return { strides, padding, dilations };
}

function finish(product: Tensor, weights: LayerWeights, config: Config): Tensor {
  const sum = config.use_bias ? biasAdd(product, weightOf(weights, 'bias')) : product;
  return activate(config.activation, sum);
}
