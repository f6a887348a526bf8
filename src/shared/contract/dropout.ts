/** What the engine answers about the dropout of a trained net. */
import type { Quality } from '../metrics/averaging.ts';
import type { Experiment } from '../spec/experiment.ts';

/** A trained net, and where its weights and images are. */
export interface TrainedNetJob {
  /** The complete document of the run. */
  readonly experiment: Experiment;
  /** Folder that holds data sets. */
  readonly dataFolder: string;
  /** Checkpoint of the run's end. */
  readonly checkpointFile: string;
}

/** Which masks to average on the test set. */
export interface MaskedPassesJob extends TrainedNetJob {
  /** Masked passes over each test picture, 0 to {@link mostPasses}; 0 for the plain prediction alone. */
  readonly passes: number;
}

/** Which picture to look at. */
export interface DropoutScalingJob extends TrainedNetJob {
  /** Place among the test pictures, from 0. */
  readonly picture: number;
  /** Masked passes of that picture, 1 to {@link mostPasses}. */
  readonly passes: number;
}

/** Most masked passes of one call. */
export const mostPasses = 10_000;

/** The mean of a number of masked passes, judged. */
export interface AveragedPasses extends Quality {
  /** Passes that were averaged. */
  readonly passes: number;
}

/** Predictions of a net on its test pictures: plain, and with dropout at work. */
export interface MaskedPasses {
  /** Test pictures. */
  readonly count: number;
  /** True class of each. */
  readonly labels: Int32Array;
  /** Keras's prediction: no masks. `count` × classes, row by row. */
  readonly probabilities: Float32Array;
  readonly plain: Quality;
  /** Mean quality of the single masked passes; null without passes or without dropout. */
  readonly single: Quality | null;
  /** The averages of the first 1, 2, 5, 10, … passes; empty without passes or without dropout. */
  readonly averages: readonly AveragedPasses[];
}

/** One unit behind a Dropout layer: its value before the activation, computed in several ways. */
export interface ScaledUnit {
  /** Place of the unit in the layer's output, row by row. */
  readonly unit: number;
  /** The lecture's training: mean over the passes of the sum over the kept inputs, nothing scaled. */
  readonly lectureMasked: number;
  /** The lecture's prediction: all inputs, the weights multiplied by p. */
  readonly lecturePrediction: number;
  /** Keras's training: mean over the passes of the sum over the kept inputs, each divided by p. */
  readonly kerasMasked: number;
  /** Keras's prediction: all inputs, nothing scaled. */
  readonly kerasPrediction: number;
  /** What the lecture's net would predict if the multiplication were forgotten. */
  readonly unscaled: number;
  /** Sample standard deviation of the value over the passes; null for a single pass. */
  readonly deviation: number | null;
}

/** The scaling of one Dropout layer, seen in the layer that sums what it lets through. */
export interface ScaledLayer {
  /** Name of the Dropout layer. */
  readonly layer: string;
  readonly rate: number;
  /** The lecture's p, the share that is kept: 1 - rate. */
  readonly keep: number;
  /** Name of the layer that sums. */
  readonly next: string;
  /** Inputs of the Dropout layer, and how many of them the first mask kept. */
  readonly inputs: number;
  readonly kept: number;
  /** Units of the summing layer. */
  readonly unitCount: number;
  /** The units with the largest sums in Keras's prediction, at most 128. */
  readonly units: readonly ScaledUnit[];
  /** Largest difference of the lecture's and Keras's sum in any pass and unit, relative to the largest sum. */
  readonly trainingDifference: number;
  /** Largest difference of both predictions in any unit, relative to the largest one. */
  readonly predictionDifference: number;
  /** Share of units whose masked mean is within three standard errors of the prediction; null for one pass. */
  readonly withinThreeErrors: number | null;
}

/** The scaling of a net's Dropout layers on one picture. */
export interface DropoutScaling {
  readonly picture: number;
  /** Its true class. */
  readonly label: number;
  readonly passes: number;
  readonly layers: readonly ScaledLayer[];
  /** Dropout layers whose scaling is not shown: no weighted sum follows (but a maximum, …), or they are in a block. */
  readonly inexact: readonly string[];
}
