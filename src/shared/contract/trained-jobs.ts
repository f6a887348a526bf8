/** What the engine is asked about nets that leave Tatami or come in. */
import * as z from 'zod';
import { experimentSchema } from '../spec/experiment.ts';
import { modelSchema } from '../spec/model.ts';

const path = z.string().min(1).max(10_000);
const side = z.int().min(1).max(1024);
const inputShape = z.tuple([side, side, z.int().min(1).max(3)]).readonly();

/** Most bytes of the pictures of one call. */
const mostPixels = 100_000_000;

/** The form of a {@link TrainedWeightsJob}. */
export const trainedWeightsJobSchema = z.strictObject({
  experiment: experimentSchema,
  checkpointFile: path,
  /** Hash of the run's data set, to which the checkpoint is tied. */
  dataSha256: z.string().min(1).max(1000),
  inputShape,
});

/** A checkpoint of a run, and the pictures that its net takes. */
export type TrainedWeightsJob = Readonly<z.output<typeof trainedWeightsJobSchema>>;

const preprocessing = experimentSchema.shape.preprocessing;

/** Pictures one after the other, NHWC bytes. */
const pixels = z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= mostPixels);

const weights = z
  .array(
    z.strictObject({
      name: z.string().max(1000),
      shape: z.array(z.int().min(0)).max(8).readonly(),
      data: z.custom<Float32Array>((value) => value instanceof Float32Array),
    }),
  )
  .readonly();

/** The form of a {@link StoreWeightsJob}. */
export const storeWeightsJobSchema = z.strictObject({
  model: modelSchema,
  inputShape,
  weights,
  /** Folder that holds data sets, and weights to begin from among them. */
  dataFolder: path,
});

/** Weights to be kept, and the net that they fit. */
export type StoreWeightsJob = Readonly<z.output<typeof storeWeightsJobSchema>>;

/** The form of a {@link PredictJob}. */
export const predictJobSchema = z.strictObject({
  model: modelSchema,
  inputShape,
  preprocessing,
  weights,
  pixels,
});

/** A net with its weights, and pictures for it. */
export type PredictJob = Readonly<z.output<typeof predictJobSchema>>;

/** The form of an {@link InferenceGraphJob}. */
export const inferenceGraphJobSchema = z.strictObject({
  model: modelSchema,
  inputShape,
  /** Becomes part of the graph, which then takes 0 to 255; null for a graph that takes scaled pictures. */
  preprocessing: preprocessing.nullable(),
  weights,
});

/** A net that becomes one TensorFlow graph. */
export type InferenceGraphJob = Readonly<z.output<typeof inferenceGraphJobSchema>>;

/** A net as a TensorFlow graph for any number of pictures, its weights frozen into it. */
export interface InferenceGraph {
  /** The bytes of a `GraphDef`. The same net gives the same bytes. */
  readonly graph: Uint8Array;
  /** Names of the tensors that are fed and fetched, such as `images:0`. */
  readonly input: string;
  readonly output: string;
  /** Classes that the output has for each picture. */
  readonly outputShape: readonly number[];
}

/** Formats of files that the engine itself can read, with readers that are not ours. */
export const readableFormats = ['savedmodel', 'tfjs'] as const;

/** The form of a {@link PredictFileJob}. */
export const predictFileJobSchema = z.strictObject({
  format: z.enum(readableFormats),
  path,
  inputShape,
  /** How pixels are scaled before they are fed; null where the file does that itself. */
  preprocessing: preprocessing.nullable(),
  pixels,
});

/** A file of a net, and pictures for it. */
export type PredictFileJob = Readonly<z.output<typeof predictFileJobSchema>>;
