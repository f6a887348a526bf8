/**
 * What an optimizer is to the engine: which slots it keeps for each weight, and the formula of one step. Rules
 * follow Keras 3 exactly, names and order of operations included; each cites its paper.
 *
 * A rule is a pure formula on graph nodes. Storing the results, weight decay, clipping and averaging are the same
 * for all rules and live in `apply.ts`.
 */
import type { OptimizerClassName, OptimizerSpec } from '../../../shared/spec/optimizers.ts';
import type { Algebra } from '../native/algebra.ts';
import type { Ref, Variable } from '../native/graph.ts';

/** The config of one optimizer class. */
export type ConfigOf<K extends OptimizerClassName> = Extract<OptimizerSpec, { class_name: K }>['config'];

/** A state of the optimizer and the number that fills it at the start. */
export interface SlotSpec {
  readonly name: string;
  readonly initial: number;
}

/** What a rule knows in one step, all weights alike. */
export interface StepTerms<Config> {
  readonly config: Config;
  readonly algebra: Algebra;
  /** Learning rate of this step, a scalar. */
  readonly learningRate: Ref;
  /** The step as float32, counted from 1 (Keras's `iterations + 1`). */
  readonly localStep: Ref;
}

/** What a rule knows of one weight. */
export interface WeightTerms<Config> extends StepTerms<Config> {
  readonly gradient: Ref;
  /** The slots' values before the step. */
  readonly slots: Readonly<Record<string, Ref>>;
  /** The shared states' values after {@link OptimizerRule.updateShared}. */
  readonly shared: Readonly<Record<string, Ref>>;
}

/** What one step does to one weight. */
export interface WeightStep {
  /** New values of all slots. */
  readonly slots: Readonly<Record<string, Ref>>;
  /** What is subtracted from the weight. */
  readonly decrease: Ref;
}

/** Variables of one weight, for updates that TensorFlow does in place. */
export interface InPlaceTerms<Config> extends StepTerms<Config> {
  readonly weight: Variable;
  readonly gradient: Ref;
  readonly slots: Readonly<Record<string, Variable>>;
  /** Nodes that must run before anything is changed. */
  readonly after: readonly Ref[];
}

/** An optimizer's update rule. */
export interface OptimizerRule<Config> {
  /** The states kept for each weight, in Keras's order. */
  slots(config: Config): readonly SlotSpec[];
  /** States kept once, and their values after the step. */
  readonly shared?: readonly SlotSpec[];
  updateShared?(
    terms: StepTerms<Config>,
    states: Readonly<Record<string, Ref>>,
  ): Readonly<Record<string, Ref>>;
  /** The formula. */
  step(terms: WeightTerms<Config>): WeightStep;
  /** One of TensorFlow's fused updates with the same formula, bit for bit; answers the node that does it. */
  inPlace?(terms: InPlaceTerms<Config>): Ref;
}
