/** What is measured to find out what is wrong with a trained net, and what was found. */
import * as z from 'zod';
import { experimentSchema, type Experiment } from '../spec/experiment.ts';
import type { RemedyKind } from '../diagnosis/remedies.ts';
import type { EvidenceKind } from '../diagnosis/words.ts';
import type { LayerClassName } from '../spec/layers.ts';
import type { CheckpointRecord } from './engine.ts';

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

/** The pictures that a run trains and tests on. */
export interface DataMeasures {
  /** Training pictures of each class. */
  readonly trainPerClass: readonly number[];
  readonly testCount: number;
  /** Places among the test pictures of those that are equal, byte by byte, to a training picture. */
  readonly leaked: Int32Array;
}

/** What may be wrong with a run, causes before their effects. */
export const findingKinds = [
  'diverged',
  'exploding-gradient',
  'dead-relus',
  'vanishing-gradient',
  'no-learning',
  'one-class',
  'overfitting',
  'class-imbalance',
  'leakage',
] as const;

/** A name of {@link findingKinds}. */
export type FindingKind = (typeof findingKinds)[number];

/** A sentence with numbers. */
export interface Evidence {
  /** A name of `evidenceWords` in `src/shared/diagnosis/words.ts`. */
  readonly kind: EvidenceKind;
  /** Shares are 0 to 1. */
  readonly values: Readonly<Record<string, string | number>>;
}

/** Something to try. */
export interface Remedy {
  readonly kind: RemedyKind;
  /** The run's experiment with this one change; null where there is nothing to train but something to look at. */
  readonly experiment: Experiment | null;
}

/** Something that is wrong. */
export interface Finding {
  readonly kind: FindingKind;
  /** `serious`: the net is of little use as it is. */
  readonly severity: 'serious' | 'notice';
  readonly evidence: readonly Evidence[];
  readonly remedies: readonly Remedy[];
}

/** What was measured of a run, and what is wrong with it. */
export interface Diagnosis {
  readonly run: string;
  /** Whose weights were measured; null for a run without any, of which only curves and data are judged. */
  readonly checkpoint: CheckpointRecord | null;
  readonly net: NetMeasures | null;
  readonly data: DataMeasures;
  /** In the order of {@link findingKinds}; empty where nothing is wrong. */
  readonly findings: readonly Finding[];
}
