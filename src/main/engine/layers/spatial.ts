/** The pooling layers and ZeroPadding2D, on NHWC images. */
import type { Tensor4D } from '@tensorflow/tfjs-node-gpu';
import { loadNative } from '../native/binding.ts';
import { max } from '../native/ops.ts';
import type { LayerForward } from './layer.ts';

/** The largest value of each window. */
export const maxPooling: LayerForward<'MaxPooling2D'> = (x, _weights, { pool_size, strides, padding }) =>
  loadNative().tf.maxPool(x as Tensor4D, pool_size, strides, padding);

/** The mean of each window; with `same` padding the mean of what lies inside the image. */
export const averagePooling: LayerForward<'AveragePooling2D'> = (
  x,
  _weights,
  { pool_size, strides, padding },
) => loadNative().tf.avgPool(x as Tensor4D, pool_size, strides, padding);

/** The mean of each feature map. */
export const globalAveragePooling: LayerForward<'GlobalAveragePooling2D'> = (x, _weights, { keepdims }) =>
  loadNative().tf.mean(x, [1, 2], keepdims);

/** The largest value of each feature map. Equal largest values share the gradient, as in Keras. */
export const globalMaxPooling: LayerForward<'GlobalMaxPooling2D'> = (x, _weights, { keepdims }) => {
  const { tf } = loadNative();
  const pooled = max(x, [1, 2]);
  return keepdims ? pooled : tf.reshape(pooled, [pooled.shape[0], pooled.shape[3] as number]);
};

/** A frame of zeros around the image. */
export const zeroPadding: LayerForward<'ZeroPadding2D'> = (x, _weights, { padding }) =>
  loadNative().tf.pad(x, [[0, 0], [...padding[0]], [...padding[1]], [0, 0]]);
