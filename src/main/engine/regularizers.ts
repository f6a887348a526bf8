/** Keras's penalties on weights. */
import type { Scalar, Tensor } from '@tensorflow/tfjs-node-gpu';
import type { RegularizerSpec } from '../../shared/spec/regularizers.ts';
import { loadNative } from './native/binding.ts';
import { abs } from './native/ops.ts';

/** l1 · Σ|w| + l2 · Σw², without Keras-foreign factors of one half. */
export function penalty({ config }: RegularizerSpec, weight: Tensor): Scalar {
  const { tf } = loadNative();
  const l1 = 'l1' in config ? tf.mul(tf.sum(abs(weight)), config.l1) : tf.scalar(0);
  const l2 = 'l2' in config ? tf.mul(tf.sum(tf.square(weight)), config.l2) : tf.scalar(0);
  return tf.add(l1, l2);
}
