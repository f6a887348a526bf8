/**
 * RandomFlip, RandomTranslation, RandomRotation and RandomCrop: every step shows each picture a little differently.
 * At inference pictures pass unchanged, except that RandomCrop cuts the middle.
 */
import type { Tensor, Tensor4D } from '@tensorflow/tfjs-node-gpu';
import { loadNative } from '../native/binding.ts';
import { moved, uniform, windowAt } from '../native/pictures.ts';
import type { LayerForward } from './layer.ts';

const TURN = 2 * Math.PI;

/** Mirrors about half of the pictures; with both directions a picture is mirrored in both or in none, as in Keras. */
export const randomFlip: LayerForward<'RandomFlip'> = (x, _weights, { mode }, context) => {
  if (!context.training) return x;
  const { tf } = loadNative();
  const axes = { horizontal: [2], vertical: [1], horizontal_and_vertical: [1, 2] }[mode];
  const isFlipped = tf.lessEqual(uniform([x.shape[0], 1, 1, 1], context.key()), 0.5);
  return tf.where(isFlipped, tf.reverse(x, axes), x);
};

/** Shifts each picture by a share of its height and width; positive is down and right. */
export const randomTranslation: LayerForward<'RandomTranslation'> = (x, _weights, config, context) => {
  if (!context.training) return x;
  const { tf } = loadNative();
  const [count, height, width] = x.shape as [number, number, number];
  const [down, right] = tf.unstack(uniform([2, count], context.key())) as [Tensor, Tensor];
  const shift = (draw: Tensor, [low, high]: readonly [number, number], side: number): Tensor =>
    tf.neg(tf.mul(between(draw, low, high), side));
  const [ones, zeros] = [tf.ones([count]), tf.zeros([count])];
  const dx = shift(right, config.width_factor, width);
  const dy = shift(down, config.height_factor, height);
  return moved(x, [ones, zeros, dx, zeros, ones, dy], config);
};

/** Turns each picture about its centre by a share of a full turn; positive is counter-clockwise. */
export const randomRotation: LayerForward<'RandomRotation'> = (x, _weights, config, context) => {
  if (!context.training) return x;
  const { tf } = loadNative();
  const [count, height, width] = x.shape as [number, number, number];
  const [low, high] = config.factor;
  const angle = between(uniform([count], context.key()), low * TURN, high * TURN);
  const [cos, sin] = [tf.cos(angle), tf.sin(angle)];
  const [centerX, centerY] = [(width - 1) / 2, (height - 1) / 2];
  const dx = tf.add(tf.sub(centerX, tf.mul(centerX, cos)), tf.mul(centerY, sin));
  const dy = tf.sub(tf.sub(centerY, tf.mul(centerX, sin)), tf.mul(centerY, cos));
  return moved(x, [cos, tf.neg(sin), dx, sin, cos, dy], config);
};

/**
 * Cuts a window of the given size. Training: one random place for the whole batch, as in Keras. Inference, and where
 * a side leaves no choice: the largest window in the middle that has the target's proportions, resized to it. That is
 * what Keras documents; its 3.15 returns the whole picture at inference, which fits no layer that follows.
 */
export const randomCrop: LayerForward<'RandomCrop'> = (x, _weights, { height, width }, context) => {
  const { tf } = loadNative();
  const [, rows, columns] = x.shape as [number, number, number];
  if (!context.training || rows === height || columns === width) return middle(x, height, width);
  const [down, right] = tf.unstack(uniform([2], context.key())) as [Tensor, Tensor];
  const start = (draw: Tensor, places: number): Tensor => tf.cast(tf.mul(draw, places), 'int32');
  const corner = [start(down, rows - height + 1), start(right, columns - width + 1)] as const;
  return windowAt(x, corner, [height, width]);
};

function middle(x: Tensor, height: number, width: number): Tensor {
  const { tf } = loadNative();
  const [, rows, columns] = x.shape as [number, number, number];
  const keptRows = Math.max(1, Math.min(rows, Math.trunc((columns * height) / width)));
  const keptColumns = Math.max(1, Math.min(columns, Math.trunc((rows * width) / height)));
  const start = [0, Math.trunc((rows - keptRows) / 2), Math.trunc((columns - keptColumns) / 2), 0];
  const cut = tf.slice(x, start, [-1, keptRows, keptColumns, -1]);
  if (keptRows === height && keptColumns === width) return cut;
  return tf.image.resizeBilinear(cut as Tensor4D, [height, width], false, true);
}

/** Draws of [0, 1) spread over [low, high). */
function between(draw: Tensor, low: number, high: number): Tensor {
  const { tf } = loadNative();
  return tf.add(tf.mul(draw, high - low), low);
}
