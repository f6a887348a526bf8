/** What the engine answers about a trained net that looks at one picture. */
import * as z from 'zod';
import type { Experiment } from '../spec/experiment.ts';
import type { LayerSpec } from '../spec/layers.ts';

/** Longest side and most bytes of a picture. */
const longestSide = 1024;
const mostBytes = 3 * longestSide ** 2;

const side = z.int().min(1).max(longestSide);

/** The form of an {@link InspectedPicture}. */
export const inspectedPictureSchema = z.strictObject({
  height: side,
  width: side,
  /** 1 (grey) or 3 (RGB). */
  channels: z.union([z.literal(1), z.literal(3)]),
  /** `height * width * channels` bytes, row by row, channels last. */
  pixels: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= mostBytes),
});

/** A picture as a net may be shown it: of a data set, drawn or brought along. */
export type InspectedPicture = Readonly<z.output<typeof inspectedPictureSchema>>;

/**
 * Which net is to look at what. The picture comes along and the hash of the data set is told, so that the engine opens
 * no data set: a training that is under way goes on between two of its steps.
 */
export interface InspectJob {
  /** The complete document of the run. */
  readonly experiment: Experiment;
  /** Null for the weights before training, which follow from the experiment alone. */
  readonly checkpointFile: string | null;
  /** Hash of the run's data set, to which the checkpoint is tied. */
  readonly dataSha256: string;
  readonly picture: InspectedPicture;
  /** Class to explain; null for the one that the net finds most probable. */
  readonly classIndex: number | null;
}

/** The form of a {@link WeightsChoice}. */
export const weightsChoiceSchema = z.union([
  z.literal('end'),
  z.literal('start'),
  z.strictObject({ file: z.string().min(1).max(200) }),
]);

/**
 * Whose weights a run's net is looked at with: those of its end (or its newest sound checkpoint), those before its
 * training, or those of one of its checkpoints by its file's name.
 */
export type WeightsChoice = Readonly<z.output<typeof weightsChoiceSchema>>;

/** Most feature maps, and most values of a vector, that a report holds of one layer. */
export const mostMaps = 64;
export const mostVectorValues = 1024;

/** Most weights of a kernel that a report holds. */
export const mostKernelWeights = 2 ** 18;

/** The weights of a Conv2D layer. */
export interface InspectedKernel {
  /** Rows, columns, input channels, filters. */
  readonly shape: readonly number[];
  /** In the order of `shape`, the last axis first to change. */
  readonly values: Float32Array;
  /** One value for each filter; null for a layer without. */
  readonly bias: Float32Array | null;
}

/** What one layer puts out for the picture. */
export interface InspectedLayer {
  readonly name: string;
  readonly class_name: LayerSpec['class_name'];
  /** `[height, width, maps]` or `[values]`, without the batch axis. */
  readonly shape: readonly number[];
  /** The first maps one after the other, each row by row; or the first values of a vector. */
  readonly values: Float32Array;
  /** Maps, or values of a vector, that `values` holds. */
  readonly kept: number;
  /** Smallest and largest of all the layer's values, also of those that are not kept; NaN counts as neither. */
  readonly min: number;
  readonly max: number;
  /** Share of the layer's values that are exactly 0. */
  readonly zeroShare: number;
  /** Null for layers other than Conv2D and for very large ones. */
  readonly kernel: InspectedKernel | null;
}

/** Where a class draws its score from in a convolutional net (Selvaraju et al. 2017). */
export interface GradCam {
  /** The last convolution, whose maps are weighted. */
  readonly layer: string;
  readonly height: number;
  readonly width: number;
  /** max(0, sum over the maps of their weight times their value), row by row. */
  readonly values: Float32Array;
}

/** Why a class: how its score hangs on the picture. The score is the class's sum before softmax or sigmoid. */
export interface ClassReasons {
  readonly classIndex: number;
  readonly score: number;
  /** For each pixel the largest |d score / d input| of its channels (Simonyan et al. 2014), row by row. */
  readonly saliency: Float32Array;
  /** Null for a net without a convolution. */
  readonly gradCam: GradCam | null;
}

/** A net's look at one picture. */
export interface InspectReport {
  /** The picture as the net receives it, scaled: row by row, channels last. */
  readonly input: Float32Array;
  /** Of every class. */
  readonly probabilities: Float32Array;
  readonly layers: readonly InspectedLayer[];
  readonly reasons: ClassReasons;
}
