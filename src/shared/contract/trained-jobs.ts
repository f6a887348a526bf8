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

/** The form of a {@link PredictJob}. */
export const predictJobSchema = z.strictObject({
  model: modelSchema,
  inputShape,
  preprocessing: experimentSchema.shape.preprocessing,
  weights: z
    .array(
      z.strictObject({
        name: z.string().max(1000),
        shape: z.array(z.int().min(0)).max(8).readonly(),
        data: z.custom<Float32Array>((value) => value instanceof Float32Array),
      }),
    )
    .readonly(),
  /** Pictures one after the other, NHWC bytes. */
  pixels: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= mostPixels),
});

/** A net with its weights, and pictures for it. */
export type PredictJob = Readonly<z.output<typeof predictJobSchema>>;
