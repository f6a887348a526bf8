/** BatchNormalization and LayerNormalization. */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { normalizedAxes } from '../../../shared/spec/layer-size.ts';
import { loadNative } from '../native/binding.ts';
import { batchNormalize } from '../native/ops.ts';
import { weightOf, type LayerConfig, type LayerForward, type LayerWeights } from './layer.ts';

type Config = LayerConfig<'BatchNormalization'>;

/**
 * Normalises each channel (Ioffe and Szegedy, 2015). Training: by the batch's mean and variance, while the moving
 * averages follow with `momentum`. Inference, and a layer that is not trainable: by the moving averages.
 */
export const batchNormalization: LayerForward<'BatchNormalization'> = (x, weights, config, context) => {
  if (!context.training || !config.trainable) return normalizeByMoving(x, weights, config);
  const { tf } = loadNative();
  const channels = x.shape.at(-1) as number;
  const images = x.rank === 4 ? x : tf.reshape(x, [-1, 1, 1, channels]);
  const gamma = config.scale ? weightOf(weights, 'gamma') : tf.ones([channels]);
  const beta = config.center ? weightOf(weights, 'beta') : tf.zeros([channels]);
  const { output, mean, variance } = batchNormalize(images, gamma, beta, config.epsilon);
  const follow = (name: string, now: Tensor): void => {
    const kept = tf.mul(weightOf(weights, name), config.momentum);
    context.update(name, tf.add(kept, tf.mul(now, 1 - config.momentum)));
  };
  follow('moving_mean', mean);
  follow('moving_variance', variance);
  return x.rank === 4 ? output : tf.reshape(output, x.shape);
};

function normalizeByMoving(x: Tensor, weights: LayerWeights, config: Config): Tensor {
  const { tf } = loadNative();
  const inverse = tf.rsqrt(tf.add(weightOf(weights, 'moving_variance'), config.epsilon));
  const scale = config.scale ? tf.mul(inverse, weightOf(weights, 'gamma')) : inverse;
  const shift = tf.mul(weightOf(weights, 'moving_mean'), scale);
  const offset = config.center ? tf.sub(weightOf(weights, 'beta'), shift) : tf.neg(shift);
  return tf.add(tf.mul(x, scale), offset);
}

/** Normalises each image by itself, along the given axes (Ba, Kiros and Hinton 2016); alike in training and inference. */
export const layerNormalization: LayerForward<'LayerNormalization'> = (x, weights, config) => {
  const { tf } = loadNative();
  const axes = normalizedAxes(config.axis, x.rank - 1).map((axis) => axis + 1);
  const { mean, variance } = tf.moments(x, axes, true);
  const normal = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, config.epsilon)));
  const shape = x.shape.map((size, axis) => (axes.includes(axis) ? size : 1));
  const spread = (name: string): Tensor => tf.reshape(weightOf(weights, name), shape);
  const scaled = config.scale ? tf.mul(normal, spread('gamma')) : normal;
  return config.center ? tf.add(scaled, spread('beta')) : scaled;
};
