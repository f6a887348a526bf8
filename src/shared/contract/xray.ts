/**
 * The inside of an optimizer, step by step: a run's steps are done again by the same loop with a recorder beside it,
 * and the losses and weights that come out prove that it is the same run.
 */
import type { Experiment } from '../spec/experiment.ts';
import type { FilledFormula } from '../spec/filled-formula.ts';
import type { ComputeType, RewriteName } from './graph-form.ts';

/** Most steps that one X-ray records. */
export const mostXrayPoints = 1000;

/** Which steps are recorded: `from`, `from + every`, … up to `to`, counted from 1. */
export interface XraySteps {
  readonly from: number;
  readonly to: number;
  readonly every: number;
}

/** A weight whose formula is filled in. */
export interface ChosenWeight {
  /** Such as `conv2d/kernel`. */
  readonly name: string;
  /** One number: its place in row-major order. As many as the weight has axes: its place on each. None: the first. */
  readonly index: readonly number[];
}

/** What the engine is asked to do again. */
export interface XrayJob {
  /** The run's id; its events carry it. */
  readonly runId: string;
  /** The complete document of the run. */
  readonly experiment: Experiment;
  /** Folder that holds data sets. */
  readonly dataFolder: string;
  /** Checkpoint to begin at, or null for the first step. */
  readonly resumeFrom: string | null;
  /** Graph rewrites that the run used; absent for all. */
  readonly rewrites?: readonly RewriteName[] | undefined;
  /** Type in which the run computed; absent for float32. */
  readonly compute?: ComputeType | undefined;
  readonly steps: XraySteps;
  /** Step after which to stop, at least `steps.to`; null for the run's own end. */
  readonly stopAfter: number | null;
  readonly weight: ChosenWeight | null;
}

/** What one step does to a group of weights. Lengths are Euclidean; a number may be NaN where a run diverges. */
export interface XrayNumbers {
  /** Length of the gradient of the loss with its penalties, before clipping. */
  readonly gradientNorm: number;
  /** Length of the change of the weights in this step. */
  readonly updateNorm: number;
  /** Length of the weights before the step. */
  readonly weightNorm: number;
  /** Length of each state of the optimizer after the step, by its name, such as `velocity` or `accumulator`. */
  readonly slotNorms: Readonly<Record<string, number>>;
  /**
   * Median over the weights of |change of the weight| / |gradient|; weights whose gradient is 0 are left out. Null
   * where every gradient is 0.
   */
  readonly effectiveLearningRate: number | null;
}

/** One weight tensor in one step. */
export interface XrayTensor extends XrayNumbers {
  /** Such as `conv2d/kernel`. */
  readonly name: string;
}

/** All trainable weights of one layer in one step. */
export interface XrayLayer extends XrayNumbers {
  readonly layer: string;
  readonly weights: readonly XrayTensor[];
}

/** A value before and after a step. */
export interface Change {
  readonly before: number;
  readonly after: number;
}

/** The chosen weight in one step. */
export interface XrayWeight {
  readonly name: string;
  /** Place on each axis, from 0; empty for a scalar. */
  readonly index: readonly number[];
  /** Weight before and after, as the run has them. */
  readonly weight: Change;
  /** Gradient of the loss with its penalties, before and after clipping. */
  readonly gradient: number;
  readonly clippedGradient: number;
  /** The optimizer's states of this weight, by name; and those that it keeps once for all. */
  readonly slots: Readonly<Record<string, Change>>;
  readonly shared: Readonly<Record<string, Change>>;
  /** The update with these numbers; `formula.weight` agrees with `weight.after` to the rounding of float32. */
  readonly formula: FilledFormula;
}

/** One recorded step. */
export interface XrayPoint {
  /** Counted from 1 over the whole run. */
  readonly step: number;
  /** Learning rate of this step. */
  readonly learningRate: number;
  /** Loss of this step's batch, before its update. */
  readonly loss: number;
  readonly layers: readonly XrayLayer[];
  /** Null where no weight was chosen. */
  readonly weight: XrayWeight | null;
}

/** What the engine found. */
export interface XrayReport {
  /** How the loop ended; `stopped` also where it was to stop before the run's end. */
  readonly status: 'completed' | 'stopped' | 'diverged';
  readonly points: readonly XrayPoint[];
  /** Steps done before the first that was done again. */
  readonly firstStep: number;
  /** Loss of the epoch so far after each step that was done again, as the curve of a run keeps it. */
  readonly losses: Float64Array;
  /** SHA-256 of all weights after the last of these steps. */
  readonly weightsSha256: string;
}
