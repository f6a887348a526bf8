/** Keras's activation functions as functions of tensors. */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import type { ActivationName } from '../../shared/spec/activations.ts';
import { loadNative } from './native/binding.ts';
import { leakyRelu, relu, selu } from './native/ops.ts';

/** Slope of Keras's `leaky_relu` activation below 0. (The LeakyReLU layer's default is another: 0.3.) */
const leakySlope = 0.2;

/** Applies an activation to every element (softmax: along the last axis). */
export function activate(name: ActivationName, x: Tensor): Tensor {
  return functions[name](x);
}

const functions: Readonly<Record<ActivationName, (x: Tensor) => Tensor>> = {
  linear: (x) => x,
  relu,
  sigmoid: (x) => loadNative().tf.sigmoid(x),
  tanh: (x) => loadNative().tf.tanh(x),
  softmax: (x) => loadNative().tf.softmax(x),
  elu: (x) => loadNative().tf.elu(x),
  selu,
  leaky_relu: (x) => leakyRelu(x, leakySlope),
  silu: (x) => loadNative().tf.mul(x, loadNative().tf.sigmoid(x)),
  gelu,
};

/** x · Φ(x) with the exact normal distribution function (Hendrycks and Gimpel, 2016), Keras's default. */
function gelu(x: Tensor): Tensor {
  const { tf } = loadNative();
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
}
