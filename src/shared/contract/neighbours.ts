/** Which training pictures a net finds most like a picture: the nearest in what goes into its last Dense layer. */
import * as z from 'zod';
import { experimentSchema } from '../spec/experiment.ts';
import { inspectedPictureSchema } from './inspect.ts';

const path = z.string().min(1).max(10_000);

/** Most bytes of the pictures of one search. */
const mostPixels = 200_000_000;

/** The form of a {@link NeighboursJob}. */
export const neighboursJobSchema = z.strictObject({
  experiment: experimentSchema,
  /** Null for the weights before training. */
  checkpointFile: path.nullable(),
  dataSha256: z.string().min(1).max(1000),
  picture: inspectedPictureSchema,
  /** Pictures among which the nearest are looked for, one after the other, NHWC bytes of the picture's size. */
  pixels: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= mostPixels),
  /** How many are wanted. */
  count: z.int().min(1).max(100),
});

/** A picture, and those among which its neighbours are looked for; all come along, as in an `InspectJob`. */
export type NeighboursJob = Readonly<z.output<typeof neighboursJobSchema>>;

/** The nearest pictures, nearest first. */
export interface FeatureNeighbours {
  /** The layer whose output is compared; null for a net whose last layer sees the picture itself. */
  readonly layer: string | null;
  /** Values of that output. */
  readonly features: number;
  /** Places among the job's pictures. */
  readonly places: Int32Array;
  /** Euclidean distances. */
  readonly distances: Float32Array;
}

/** The training pictures of a run that its net finds most like a picture. */
export interface NearestPictures {
  readonly layer: string | null;
  readonly features: number;
  /** Training pictures that were compared. */
  readonly compared: number;
  /** Nearest first; `index` is the place in the data set's whole training half. */
  readonly pictures: readonly {
    readonly index: number;
    readonly label: number;
    readonly distance: number;
  }[];
}
