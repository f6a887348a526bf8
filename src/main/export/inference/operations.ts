/** What a trained net computes at prediction, as a list of plain operations on pictures in NHWC order. */
import type { ActivationName } from '../../../shared/spec/activations.ts';

/** Values in row-major order, with their shape. */
export interface Values {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Pixels before the first and after the last, for rows and for columns. */
export type Borders = readonly [readonly [number, number], readonly [number, number]];

/** What an operation does to a window that slides over rows and columns. */
export interface WindowGeometry {
  readonly strides: readonly [number, number];
  readonly padding: Borders;
}

/** What an operation computes; shapes are without the batch axis. */
export type Computation =
  /** Cross-correlation. `all`: a kernel `[rows, columns, in, out]` sees all channels. `each`: a kernel `[rows, columns, channels, multiplier]` sees one. */
  | ({
      readonly kind: 'convolution';
      readonly channels: 'all' | 'each';
      readonly kernel: Values;
      readonly bias: Float32Array | null;
      readonly dilations: readonly [number, number];
    } & WindowGeometry)
  /** `x · kernel + bias` along the last axis. */
  | { readonly kind: 'dense'; readonly kernel: Values; readonly bias: Float32Array | null }
  /** `x · scale + offset`. */
  | { readonly kind: 'rescaling'; readonly scale: number; readonly offset: number }
  /** `(x - mean) / √(variance + epsilon) · gamma + beta` for each channel. */
  | {
      readonly kind: 'batch-normalization';
      readonly gamma: Float32Array;
      readonly beta: Float32Array;
      readonly mean: Float32Array;
      readonly variance: Float32Array;
      readonly epsilon: number;
    }
  /** The same with mean and variance of each picture along the axes (rising, 0 is rows); null for no factor or summand. */
  | {
      readonly kind: 'layer-normalization';
      readonly axes: readonly number[];
      readonly gamma: Float32Array | null;
      readonly beta: Float32Array | null;
      readonly epsilon: number;
    }
  /** The mean counts pixels inside the picture only. */
  | ({
      readonly kind: 'pooling';
      readonly take: 'maximum' | 'mean';
      readonly size: readonly [number, number];
    } & WindowGeometry)
  | { readonly kind: 'global-pooling'; readonly take: 'maximum' | 'mean' }
  | { readonly kind: 'activation'; readonly activation: Exclude<ActivationName, 'linear'> }
  /** Above the threshold `min(x, maximum)`, else `slope · (x - threshold)`. */
  | {
      readonly kind: 'rectifier';
      readonly maximum: number | null;
      readonly slope: number;
      readonly threshold: number;
    }
  | { readonly kind: 'zero-padding'; readonly padding: Borders }
  /** A window is cut out and, where it is not of the output's size, resized (bilinear, pixel centres at halves). */
  | {
      readonly kind: 'crop';
      readonly corner: readonly [number, number];
      readonly size: readonly [number, number];
    }
  | { readonly kind: 'flatten' }
  /** The sum of both paths; an empty path passes its input on. */
  | {
      readonly kind: 'sum';
      readonly main: readonly InferenceOperation[];
      readonly shortcut: readonly InferenceOperation[];
    };

/** A computation with its place in the net. */
export type InferenceOperation = Computation & {
  /** The layer that it belongs to, such as `residual/conv2d`; a layer may take several operations. */
  readonly layer: string;
  readonly inputShape: readonly number[];
  readonly outputShape: readonly number[];
};
