/** Layers that disturb their input while training and pass it at inference: Dropout, SpatialDropout2D, GaussianNoise. */
import { loadNative } from '../native/binding.ts';
import { dropout as dropElements, nativeOp } from '../native/ops.ts';
import type { LayerForward } from './layer.ts';

/** Zeroes a random share of the elements and scales the rest by 1 / (1 - rate). */
export const dropout: LayerForward<'Dropout'> = (x, _weights, { rate }, context) =>
  context.training && rate > 0 ? dropElements(x, rate, context.key()) : x;

/** Zeroes a random share of whole feature maps and scales the rest by 1 / (1 - rate) (Tompson et al. 2015). */
export const spatialDropout: LayerForward<'SpatialDropout2D'> = (x, _weights, { rate }, context) => {
  if (!context.training || rate === 0) return x;
  const { tf } = loadNative();
  const maps = tf.ones([x.shape[0], 1, 1, x.shape[3] as number]);
  return tf.mul(x, dropElements(maps, rate, context.key()));
};

/** Adds normal noise of mean 0, drawn anew for each element and step. */
export const gaussianNoise: LayerForward<'GaussianNoise'> = (x, _weights, { stddev }, context) => {
  if (!context.training || stddev === 0) return x;
  const { tf } = loadNative();
  const noise = nativeOp(
    'StatelessRandomNormal',
    { dtype: { type: 'float32' }, T: { type: 'int32' }, Tseed: { type: 'int32' } },
    [tf.tensor1d(x.shape, 'int32'), context.key()],
  );
  return tf.add(x, tf.mul(noise, stddev));
};
