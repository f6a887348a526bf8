/** Moving and cutting NHWC pictures by amounts that are known only when the graph runs. */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { loadNative } from './binding.ts';
import { differentiable, nativeOp, type Attributes } from './ops.ts';

/** How a moved picture is read between and beyond its pixels. */
export interface Sampling {
  readonly interpolation: 'bilinear' | 'nearest';
  readonly fill_mode: 'reflect' | 'wrap' | 'constant' | 'nearest';
  readonly fill_value: number;
}

/**
 * Output pixel (x, y) of image i is input pixel (a0 x + a1 y + a2, b0 x + b1 y + b2); each entry one number per
 * image.
 */
export type Affine = readonly [a0: Tensor, a1: Tensor, a2: Tensor, b0: Tensor, b1: Tensor, b2: Tensor];

/**
 * Uniform float32 numbers in [0, 1).
 * @param key int32 vector of 2: the same key gives the same numbers, on every device.
 */
export function uniform(shape: readonly number[], key: Tensor): Tensor {
  const { tf } = loadNative();
  const attributes: Attributes = {
    dtype: { type: 'float32' },
    T: { type: 'int32' },
    Tseed: { type: 'int32' },
  };
  return nativeOp('StatelessRandomUniform', attributes, [tf.tensor1d([...shape], 'int32'), key]);
}

/**
 * Moves each picture by its own affine map. The slope by the pictures is TensorFlow's: the slope's picture moved by
 * the inverse map.
 */
export function moved(images: Tensor, map: Affine, sampling: Sampling): Tensor {
  return differentiable([images], ([x]) => ({
    value: transform(x, map, sampling),
    kept: [...map],
    gradient: (dy, _inputs, kept) => [
      transform(dy, inverse(kept as unknown as Affine), { ...sampling, fill_value: 0 }),
    ],
  }));
}

/** The window of `height` by `width` pixels whose first row and column are int32 scalars. */
export function windowAt(
  images: Tensor,
  [row, column]: readonly [Tensor, Tensor],
  [height, width]: readonly [number, number],
): Tensor {
  const { tf } = loadNative();
  const [count, rows, columns, channels] = images.shape as [number, number, number, number];
  const after = (start: Tensor, length: number): Tensor => tf.sub(tf.scalar(length, 'int32'), start);
  return differentiable([images], ([x]) => ({
    value: nativeOp('Slice', { T: { type: 'float32' }, Index: { type: 'int32' } }, [
      x,
      tf.stack([tf.scalar(0, 'int32'), row, column, tf.scalar(0, 'int32')]),
      tf.tensor1d([count, height, width, channels], 'int32'),
    ]),
    kept: [row, column],
    gradient: (dy, _inputs, kept) => {
      const [row, column] = kept as [Tensor, Tensor];
      const none = tf.scalar(0, 'int32');
      const borders = [none, none, row, after(row, rows - height), column, after(column, columns - width)];
      const paddings = tf.reshape(tf.stack([...borders, none, none]), [4, 2]);
      return [nativeOp('Pad', { T: { type: 'float32' }, Tpaddings: { type: 'int32' } }, [dy, paddings])];
    },
  }));
}

function transform(images: Tensor, map: Affine, sampling: Sampling): Tensor {
  const { tf } = loadNative();
  const { interpolation, fill_mode, fill_value } = sampling;
  const zeros = tf.zerosLike(map[0]);
  const attributes: Attributes = {
    dtype: { type: 'float32' },
    interpolation: { text: interpolation.toUpperCase() },
    fill_mode: { text: fill_mode.toUpperCase() },
  };
  return nativeOp('ImageProjectiveTransformV3', attributes, [
    images,
    tf.stack([...map, zeros, zeros], 1),
    tf.tensor1d(images.shape.slice(1, 3), 'int32'),
    tf.scalar(fill_value),
  ]);
}

function inverse([a0, a1, a2, b0, b1, b2]: Affine): Affine {
  const { tf } = loadNative();
  const cross = (p: Tensor, q: Tensor, r: Tensor, s: Tensor): Tensor => tf.sub(tf.mul(p, q), tf.mul(r, s));
  const area = cross(a0, b1, a1, b0);
  const over = (value: Tensor): Tensor => tf.div(value, area);
  return [
    over(b1),
    over(tf.neg(a1)),
    over(cross(a1, b2, b1, a2)),
    over(tf.neg(b0)),
    over(a0),
    over(cross(b0, a2, a0, b2)),
  ];
}
