/** Depthwise convolution: each channel of an NHWC image has kernels of its own. */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { loadNative } from './binding.ts';
import { differentiable, nativeOp, type Attributes, type ConvolutionGeometry } from './ops.ts';

/**
 * 2-D depthwise convolution of NHWC images with a kernel `[height, width, channels, multiplier]`; the output has
 * `channels · multiplier` channels. Strides must be equal. TensorFlow's own operation knows no dilation on a
 * CPU, so the kernel itself is widened by zeros, which changes no sum.
 */
export function depthwiseConv2d(x: Tensor, kernel: Tensor, geometry: ConvolutionGeometry): Tensor {
  const { tf } = loadNative();
  const attributes: Attributes = {
    T: { type: 'float32' },
    strides: { ints: [1, ...geometry.strides, 1] },
    padding: { text: geometry.padding.toUpperCase() },
    data_format: { text: 'NHWC' },
    explicit_paddings: { ints: [] },
    dilations: { ints: [1, 1, 1, 1] },
  };
  const shapeOf = (tensor: Tensor): Tensor => tf.tensor1d(tensor.shape, 'int32');
  const wide = widen(kernel, geometry.dilations);
  return differentiable([x, wide], ([images, filters]) => ({
    value: nativeOp('DepthwiseConv2dNative', attributes, [images, filters]),
    gradient: (dy, [x, w]) => [
      nativeOp('DepthwiseConv2dNativeBackpropInput', attributes, [shapeOf(x), w, dy]),
      nativeOp('DepthwiseConv2dNativeBackpropFilter', attributes, [x, shapeOf(w), dy]),
    ],
  }));
}

/** Puts `dilation - 1` zeros between the rows and columns of a kernel. */
function widen(kernel: Tensor, [down, across]: readonly [number, number]): Tensor {
  if (down === 1 && across === 1) return kernel;
  const { tf } = loadNative();
  const [rows, columns, channels, multiplier] = kernel.shape as [number, number, number, number];
  const values = channels * multiplier;
  const tall = tf.pad(tf.reshape(kernel, [rows, 1, columns * values]), [
    [0, 0],
    [0, down - 1],
    [0, 0],
  ]);
  const apart = tf.reshape(tall, [rows * down * columns, 1, values]);
  const both = tf.pad(apart, [
    [0, 0],
    [0, across - 1],
    [0, 0],
  ]);
  const frame = tf.reshape(both, [rows * down, columns * across, values]);
  const height = (rows - 1) * down + 1;
  const width = (columns - 1) * across + 1;
  const cut = tf.slice(frame, [0, 0, 0], [height, width, values]);
  return tf.reshape(cut, [height, width, channels, multiplier]);
}
