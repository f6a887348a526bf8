/** What is measured of a trained net on training pictures, to find out what is wrong with it. */
import * as z from 'zod';
import { experimentSchema } from '../spec/experiment.ts';
import type { LayerClassName } from '../spec/layers.ts';

const path = z.string().min(1).max(10_000);
const side = z.int().min(1).max(1024);

/** Most bytes of the pictures of one measurement. */
const mostPixels = 100_000_000;

/** The form of a {@link MeasureJob}. */
export const measureJobSchema = z.strictObject({
  experiment: experimentSchema,
  checkpointFile: path,
  /** Hash of the run's data set, to which the checkpoint is tied. */
  dataSha256: z.string().min(1).max(1000),
  inputShape: z.tuple([side, side, z.int().min(1).max(3)]).readonly(),
  /** Training pictures one after the other, NHWC bytes. */
  pixels: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= mostPixels),
  /** Class of each picture. */
  labels: z.custom<Int32Array>((value) => value instanceof Int32Array),
});

/**
 * Which net is measured on which pictures. They come along, so that the engine opens no data set and a training goes
 * on between two batches.
 */
export type MeasureJob = Readonly<z.output<typeof measureJobSchema>>;

/** A layer of a net on the pictures that were measured. */
export interface LayerMeasure {
  readonly layer: string;
  readonly class_name: LayerClassName;
  /**
   * Root mean square of the gradient of the mean loss by the layer's trainable weights; null for a layer without.
   * Not finite where the gradient is not.
   */
  readonly gradient: number | null;
  /** Units of a layer that ends in ReLU (feature maps of a convolution); null for any other layer. */
  readonly relu: ReluUnits | null;
}

/** The units behind a ReLU. */
export interface ReluUnits {
  readonly units: number;
  /** Units that put out 0 everywhere for every picture. */
  readonly dead: number;
}

/** A net, measured as it predicts: without dropout and with moving averages. */
export interface NetMeasures {
  /** Training pictures that were measured. */
  readonly pictures: number;
  /** Mean loss of these pictures, without penalties. */
  readonly loss: number;
  /** Euclidean length of the gradient of that loss by all trainable weights. */
  readonly gradientNorm: number;
  /** Every layer, in order. */
  readonly layers: readonly LayerMeasure[];
}
