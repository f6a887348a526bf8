/** The loss of a real net on a plane through the weights of its racers. */
import * as z from 'zod';
import { experimentSchema } from '../spec/experiment.ts';

const path = z.string().min(1).max(10_000);

/** Most corners of the grid on one side, most training images, most nets. */
export const mostPlane = { side: 101, images: 10_000, nets: 500 } as const;

/** How fine the plane is drawn. */
export const planeOptionsSchema = z.strictObject({
  /** Corners of the grid on one side. */
  side: z.int().min(5).max(mostPlane.side),
  /** Training images, the first ones, over which each loss is the mean. */
  images: z.int().min(1).max(mostPlane.images),
});

/** See {@link planeOptionsSchema}. */
export type PlaneOptions = Readonly<z.output<typeof planeOptionsSchema>>;

/** The form of a {@link LossPlaneJob}. */
export const lossPlaneJobSchema = z.strictObject({
  /** Name by which it is stopped. */
  id: z.string().min(1).max(100),
  /** Document whose model, seed, loss and data count. */
  experiment: experimentSchema,
  dataFolder: path,
  /** Saved states of runs with the same layers and the same initial weights. */
  nets: z
    .array(z.strictObject({ experiment: experimentSchema, checkpointFile: path }))
    .min(1)
    .max(mostPlane.nets)
    .readonly(),
  ...planeOptionsSchema.shape,
});

/** Which nets span the plane, and how fine it is. */
export type LossPlaneJob = Readonly<z.output<typeof lossPlaneJobSchema>>;

/** A net on the plane. */
export interface PlacedNet {
  /** Place on the plane: the foot of the perpendicular, in units of weight space. */
  readonly x: number;
  readonly y: number;
  /** Distance from the plane. */
  readonly distance: number;
  /** The net's own loss, not that of the place below it. */
  readonly loss: number;
}

/** The plane with what stands on it. The common start is at 0, 0. */
export interface LossPlane {
  /** The start, then the nets of the job in order. */
  readonly nets: readonly PlacedNet[];
  /** Share of the squared ways from the start that lies in the plane, 0 to 1. */
  readonly explained: number;
  readonly side: number;
  readonly images: number;
  readonly range: { readonly x: readonly [number, number]; readonly y: readonly [number, number] };
  /** `side * side` losses, row by row from the lowest y; NaN where it was stopped before. */
  readonly losses: Float64Array;
  readonly isComplete: boolean;
}

/** A racer's way over the plane. */
export interface RacerWay {
  readonly variant: string;
  readonly run: string;
  /** Epochs and places of its saved states by rising step; the first is the common start at epoch 0. */
  readonly stops: readonly (PlacedNet & { readonly epoch: number })[];
}

/** The plane of a comparison. */
export interface RacePlane extends Omit<LossPlane, 'nets'> {
  /** The seed that its racers share. */
  readonly seed: number;
  readonly ways: readonly RacerWay[];
  /** Variants that have other layers or no saved state. */
  readonly leftOut: readonly string[];
}

/** How far a plane is. */
export interface PlaneProgress {
  readonly id: string;
  readonly done: number;
  readonly total: number;
}
