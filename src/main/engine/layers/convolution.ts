/** Conv2D, DepthwiseConv2D and SeparableConv2D, on NHWC images: a product with kernels, then bias and activation. */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import type { LayerSpec } from '../../../shared/spec/layers.ts';
import { activate } from '../activations.ts';
import { depthwiseConv2d as convolveEach } from '../native/depthwise.ts';
import { biasAdd, conv2d as convolve, type ConvolutionGeometry } from '../native/ops.ts';
import { weightOf, type LayerForward, type LayerWeights } from './layer.ts';

/** A layer that convolves. */
export type ConvolutionSpec = Extract<
  LayerSpec,
  { class_name: 'Conv2D' | 'DepthwiseConv2D' | 'SeparableConv2D' }
>;

const everyPlace: ConvolutionGeometry = { strides: [1, 1], padding: 'valid', dilations: [1, 1] };

/** activation(x ∗ kernel + bias). */
export const conv2d: LayerForward<'Conv2D'> = (x, weights, config) =>
  endOfConvolution(productOfConvolution({ class_name: 'Conv2D', config }, x, weights), weights, config);

/** activation(each channel ∗ its own kernels + bias). */
export const depthwiseConv2d: LayerForward<'DepthwiseConv2D'> = (x, weights, config) =>
  endOfConvolution(
    productOfConvolution({ class_name: 'DepthwiseConv2D', config }, x, weights),
    weights,
    config,
  );

/** A depthwise convolution, then a 1 × 1 convolution that mixes the channels (Chollet 2017), bias and activation. */
export const separableConv2d: LayerForward<'SeparableConv2D'> = (x, weights, config) =>
  endOfConvolution(
    productOfConvolution({ class_name: 'SeparableConv2D', config }, x, weights),
    weights,
    config,
  );

/** Whether a layer is one of these three. */
export function isConvolution(layer: LayerSpec): layer is ConvolutionSpec {
  return /^(Conv2D|DepthwiseConv2D|SeparableConv2D)$/.test(layer.class_name);
}

/** x ∗ kernel, without bias and activation. */
export function productOfConvolution(layer: ConvolutionSpec, x: Tensor, weights: LayerWeights): Tensor {
  const { strides, padding, dilation_rate: dilations } = layer.config;
  const geometry = { strides, padding, dilations };
  switch (layer.class_name) {
    case 'Conv2D':
      return convolve(x, weightOf(weights, 'kernel'), geometry);
    case 'DepthwiseConv2D':
      return convolveEach(x, weightOf(weights, 'kernel'), geometry);
    case 'SeparableConv2D': {
      const apart = convolveEach(x, weightOf(weights, 'depthwise_kernel'), geometry);
      return convolve(apart, weightOf(weights, 'pointwise_kernel'), everyPlace);
    }
  }
}

/** activation(product + bias): what is left to do after {@link productOfConvolution}. */
export function endOfConvolution(
  product: Tensor,
  weights: LayerWeights,
  config: ConvolutionSpec['config'],
): Tensor {
  const sum = config.use_bias ? biasAdd(product, weightOf(weights, 'bias')) : product;
  return activate(config.activation, sum);
}
