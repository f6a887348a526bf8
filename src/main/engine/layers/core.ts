/** Dense, Flatten, Activation, ReLU, LeakyReLU, Rescaling. */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { activate } from '../activations.ts';
import { loadNative } from '../native/binding.ts';
import { biasAdd, leakyRelu as leaky, matMul, relu, relu6 } from '../native/ops.ts';
import { weightOf, type LayerForward } from './layer.ts';

/** activation(x · kernel + bias) along the last axis. */
export const dense: LayerForward<'Dense'> = (x, weights, config) => {
  const { tf } = loadNative();
  const kernel = weightOf(weights, 'kernel');
  const features = kernel.shape[0];
  const rows = x.rank === 2 ? x : tf.reshape(x, [-1, features]);
  const product = matMul(rows, kernel);
  const sum = config.use_bias ? biasAdd(product, weightOf(weights, 'bias')) : product;
  const shaped = x.rank === 2 ? sum : tf.reshape(sum, [...x.shape.slice(0, -1), config.units]);
  return activate(config.activation, shaped);
};

/** All axes but the batch in one, row by row, channels last. */
export const flatten: LayerForward<'Flatten'> = (x) => {
  const { tf } = loadNative();
  return tf.reshape(x, [x.shape[0], x.size / x.shape[0]]);
};

/** An activation as a layer of its own. */
export const activation: LayerForward<'Activation'> = (x, _weights, config) => activate(config.activation, x);

/** min(max_value, x) above the threshold, negative_slope · (x - threshold) below (Keras `relu`). */
export const reluLayer: LayerForward<'ReLU'> = (x, _weights, { max_value, negative_slope, threshold }) => {
  const { tf } = loadNative();
  if (max_value === null && threshold === 0) return leaky(x, negative_slope);
  const above = passed(x, threshold, max_value);
  return negative_slope === 0 ? above : tf.sub(above, tf.mul(relu(tf.sub(threshold, x)), negative_slope));
};

/** x where it is above the threshold, at most `max_value`; else 0. */
function passed(x: Tensor, threshold: number, max_value: number | null): Tensor {
  const { tf } = loadNative();
  if (threshold === 0 && max_value === 6) return relu6(x);
  const open = threshold === 0 ? relu(x) : tf.mul(x, step(tf.sub(x, threshold)));
  return max_value === null ? open : tf.minimum(open, max_value);
}

/** 1 above 0, else 0. TF.js's own makes arrays of the input's size, which would tie a graph to a number of pictures. */
function step(x: Tensor): Tensor {
  return relu(loadNative().tf.sign(x));
}

/** x above 0, negative_slope · x below. */
export const leakyRelu: LayerForward<'LeakyReLU'> = (x, _weights, config) => leaky(x, config.negative_slope);

/** x · scale + offset. */
export const rescaling: LayerForward<'Rescaling'> = (x, _weights, { scale, offset }) => {
  const { tf } = loadNative();
  const scaled = tf.mul(x, scale);
  return offset === 0 ? scaled : tf.add(scaled, offset);
};
