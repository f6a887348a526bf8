/**
 * A training run's native session: the loaded graph with its data and state, and the calls that move it on. It
 * knows steps and evaluations; epochs, events and stopping are the loop's (`train.ts`).
 */
import type { DatasetInfo, ImageDataset } from '../../shared/contract/data.ts';
import type { Evaluation } from '../../shared/contract/engine.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { ComputeType, RewriteName } from '../../shared/contract/graph-form.ts';
import type { Experiment } from '../../shared/spec/experiment.ts';
import { learningRateAt } from '../../shared/spec/schedules.ts';
import { arraysSha256 } from './array-hash.ts';
import { EvaluationRun } from './evaluate.ts';
import { checkMetrics, furtherMetricNames } from './metrics.ts';
import { buildModel, initialWeights, type Model } from './model.ts';
import type { Ref, TensorValue, Variable } from './native/graph.ts';
import { Program } from './native/program.ts';
import type { Slots } from './optimizers/apply.ts';
import { epochOrder, partsOf, planSteps, splitImages, type Split, type StepPlan } from './split.ts';
import { stateNames, TrainingGraph, type EvaluationEntry, type StepEntry } from './training-graph.ts';

/** Images of one evaluation call: ten times as many are at most 5 % faster, and need ten times the memory. */
const evaluationBatch = 250;

/** Classes kept per image. */
const keptClasses = 5;

/** What one step yields. */
export interface StepResult {
  /** Mean loss over the step's images, penalties included. */
  readonly loss: number;
  /** Images classified rightly before the step changed the weights. */
  readonly right: number;
  readonly images: number;
  /** Sums of the further metrics over the step's images; empty where the experiment has none. */
  readonly metrics: readonly number[];
}

/** Gradients of the trainable weights by key. */
export type Gradients = ReadonlyMap<string, Float32Array>;

/** What an optimizer works on, between two steps. */
export interface OptimizerState {
  /** Trainable weights by key, in Keras's order, each with the optimizer's states by name. */
  readonly weights: ReadonlyMap<string, WeightState>;
  /** States that the optimizer keeps once. */
  readonly shared: Readonly<Record<string, number>>;
  /** Learning rate of the next step; NaN at the end of an epoch. */
  readonly learningRate: number;
}

/** A weight and the optimizer's states of it. */
export interface WeightState {
  readonly values: Float32Array;
  readonly slots: Readonly<Record<string, Float32Array>>;
}

/** One step's calls: the parts in order, and the call that ends a step of several parts. */
interface StepCalls {
  readonly parts: readonly { readonly entry: StepEntry; readonly images: number }[];
  readonly apply: Ref | null;
}

/** How a session computes. */
export interface SessionOptions {
  /** Graph rewrites; default: all. */
  readonly rewrites?: readonly RewriteName[] | undefined;
  /** Types for which steps are built; default: float32 alone. */
  readonly computes?: readonly ComputeType[] | undefined;
}

/** A run's session. Dispose it: it owns native memory. */
export class TrainingSession implements Disposable {
  readonly model: Model;
  readonly split: Split;
  readonly plan: StepPlan;
  /** The words of the experiment's further metrics, in the order of {@link StepResult.metrics}. */
  readonly metricNames: readonly string[];
  readonly #experiment: Experiment;
  readonly #dataset: DatasetInfo;
  readonly #labels: Int32Array;
  readonly #graph: TrainingGraph;
  readonly #program: Program;
  readonly #calls = new Map<ComputeType, ReadonlyMap<number, StepCalls>>();
  #compute: ComputeType;
  readonly #evaluation: EvaluationEntry;

  /**
   * Builds and loads the graph and hands it the data.
   * @throws LabError when model, data and loss do not fit.
   */
  constructor(experiment: Experiment, dataset: ImageDataset, options: SessionOptions = {}) {
    const { height, width, channels } = dataset.info;
    this.#experiment = experiment;
    this.#dataset = dataset.info;
    this.#labels = Int32Array.from([...dataset.train.labels, ...dataset.test.labels]);
    this.model = buildModel(experiment.model, [height, width, channels]);
    this.split = splitImages(dataset, experiment);
    this.plan = planSteps(this.split.train.length, experiment.batch_size);
    this.#checkOutput();
    checkMetrics(experiment, dataset.info);
    this.metricNames = furtherMetricNames(experiment);
    const images = this.#labels.length;
    this.#graph = new TrainingGraph(this.model, experiment, {
      images,
      trainImages: this.split.train.length,
      stepsPerEpoch: this.plan.stepsPerEpoch,
      evaluationBatch: Math.min(evaluationBatch, images),
      topK: this.topK,
      superclassOf: dataset.info.taxonomy.superclassOf,
      rewrites: options.rewrites,
    });
    const { computes = ['float32'] } = options;
    const sizes = [...new Set([this.plan.batch, this.plan.lastBatch])];
    for (const compute of computes)
      this.#calls.set(compute, new Map(sizes.map((images) => [images, this.#addStep(images, compute)])));
    this.#compute = computes[0] as ComputeType;
    this.#evaluation = this.#graph.addEvaluation();
    this.#program = new Program(this.#graph.graph);
    this.#upload(dataset);
  }

  /** Type in which steps are computed: the first of those they were built for, or what {@link TrainingSession.use} said. */
  get compute(): ComputeType {
    return this.#compute;
  }

  /** Computes all following steps in the given type, for which they were built. */
  use(compute: ComputeType): void {
    this.#compute = compute;
  }

  /** Does the first call of the epoch's first step in the given type. Initialise the state again afterwards. */
  tryStep(compute: ComputeType): void {
    for (const counter of ['cursor', 'step'] as const) this.#setCounter(counter, 0);
    const [part] = this.#callsOf(this.plan.batch, compute).parts;
    this.#program.run(part?.entry.fetches ?? []);
  }

  /** Classes kept per evaluated image. */
  get topK(): number {
    return Math.min(keptClasses, this.#dataset.taxonomy.classes.length);
  }

  /** Sets weights (those that the seed draws, unless others are given), slots and counters to their first values. */
  initialize(weights: ReadonlyMap<string, Float32Array> = this.#drawnWeights()): void {
    for (const [key, data] of weights) this.#fill(this.#graph.weights.get(key)?.name as string, data);
    for (const [variable, value] of this.#graph.optimizer.initial) {
      this.#fill(variable.name, new Float32Array(size(variable.shape)).fill(value));
    }
    for (const sum of this.#graph.gradientSums) this.#fill(sum.name, new Float32Array(size(sum.shape)));
    this.#setCounter('iteration', 0);
  }

  /** Goes back to a saved state. @throws LabError `engine.graph` when it does not fit this graph. */
  restore(state: ReadonlyMap<string, TensorValue>): void {
    for (const name of this.#stateVariables()) {
      const value = state.get(name);
      if (!value) throw new LabError('engine.graph', { problem: `the saved state lacks ${name}` });
      this.#program.assign(name, value);
    }
  }

  /** A copy of everything that training changes: weights, slots, the iteration. */
  state(): Map<string, TensorValue> {
    return new Map(this.#stateVariables().map((name) => [name, this.#program.read(name)]));
  }

  /**
   * Prepares epoch `epoch` (from 0): its order of images and its learning rates; then skips the steps already done.
   * @param fixedRate - Learning rate in place of the document's; null for none.
   */
  beginEpoch(epoch: number, stepsDone: number, fixedRate: number | null = null): void {
    const order = epochOrder(this.split.train, epoch, this.#experiment);
    const first = epoch * this.plan.stepsPerEpoch;
    const rate = fixedRate ?? this.#experiment.optimizer.config.learning_rate;
    const rates = Float32Array.from({ length: this.plan.stepsPerEpoch }, (_, step) =>
      typeof rate === 'number' ? rate : learningRateAt(rate, first + step),
    );
    this.#program.assign(stateNames.order, { type: 'int32', shape: [order.length], data: order });
    this.#program.assign(stateNames.rates, { type: 'float32', shape: [rates.length], data: rates });
    this.#setCounter('cursor', stepsDone * this.plan.batch);
    this.#setCounter('step', stepsDone);
  }

  /** Learning rate of a step, counted from 0 over the whole run. */
  learningRate(iteration: number): number {
    const rate = this.#experiment.optimizer.config.learning_rate;
    return typeof rate === 'number' ? rate : learningRateAt(rate, iteration);
  }

  /**
   * Does the next step. `isLast`: the epoch's last one, which may be smaller. `onGradients` is given the step's
   * gradients; they are read by a call of their own that changes nothing, so that the step keeps its bits.
   */
  step(isLast: boolean, onGradients?: (gradients: Gradients) => void): StepResult {
    const images = isLast ? this.plan.lastBatch : this.plan.batch;
    const { parts, apply } = this.#callsOf(images, this.#compute);
    if (onGradients && !apply) onGradients(this.#gradients(parts));
    let loss = 0;
    let right = 0;
    const metrics = this.metricNames.map(() => 0);
    for (const part of parts) {
      const answers = this.#program.run(part.entry.fetches);
      const [mean, count, sums] = answers as [TensorValue, TensorValue, TensorValue?];
      loss += (scalar(mean) * part.images) / images;
      right += scalar(count);
      sums?.data.forEach((sum, index) => (metrics[index] = (metrics[index] ?? 0) + sum));
    }
    if (onGradients && apply) onGradients(this.#gradients(parts));
    if (apply) this.#program.run([apply]);
    return { loss, right, images, metrics };
  }

  /** A copy of the weights and the optimizer's states of them, and the rate of the step that comes next. */
  optimizerState(): OptimizerState {
    const read = ({ name }: Variable): Float32Array => this.#program.read(name).data as Float32Array;
    const each = <T>(slots: Slots, of: (variable: Variable) => T): Record<string, T> =>
      Object.fromEntries(Object.entries(slots).map(([name, variable]) => [name, of(variable)]));
    const { weights, optimizer } = this.#graph;
    const trained = [...weights].flatMap(([key, variable]) => {
      const slots = optimizer.slots.get(variable);
      return slots ? [[key, { values: read(variable), slots: each(slots, read) }] as const] : [];
    });
    const rates = this.#program.read(stateNames.rates).data;
    return {
      weights: new Map(trained),
      shared: each(optimizer.shared, (variable) => read(variable)[0] as number),
      learningRate: rates[scalar(this.#program.read(stateNames.step))] ?? NaN,
    };
  }

  /**
   * Puts the moving averages of an optimizer with `use_ema` into the weights, as Keras does after the last epoch;
   * answers whether there are any.
   */
  finish(): boolean {
    const { averages } = this.#graph.optimizer;
    for (const [weight, average] of averages) {
      this.#program.assign(weight.name, this.#program.read(average.name));
    }
    return averages.size > 0;
  }

  /** Sets weights by key; the optimizer keeps what it knows. */
  writeWeights(weights: ReadonlyMap<string, TensorValue>): void {
    for (const [key, value] of weights)
      this.#program.assign(this.#graph.weights.get(key)?.name as string, value);
  }

  /** Starts an evaluation of the images at the given positions; it goes on call by call. */
  evaluate(positions: Int32Array): EvaluationRun {
    const run = (batch: Int32Array): TensorValue[] =>
      this.#program.run(this.#evaluation.fetches, [
        { ref: this.#evaluation.positions, value: { type: 'int32', shape: [batch.length], data: batch } },
      ]);
    const labels = (position: number): number => this.#labels[position] as number;
    const { superclassOf } = this.#dataset.taxonomy;
    const batchSize = Math.min(evaluationBatch, this.#labels.length);
    const { topK, metricNames } = this;
    return new EvaluationRun({ run, labels, superclassOf, batchSize, topK, metricNames }, positions);
  }

  /** Evaluates without pause. */
  evaluateAll(positions: Int32Array): Evaluation {
    const run = this.evaluate(positions);
    while (run.next());
    return run.result();
  }

  /** Weights in the model's order, by key. */
  readWeights(): Map<string, TensorValue> {
    return new Map(
      [...this.#graph.weights].map(([key, variable]) => [key, this.#program.read(variable.name)]),
    );
  }

  /** SHA-256 of all weights in the model's order, little-endian float32. */
  weightsSha256(): string {
    return arraysSha256([...this.readWeights().values()].map(({ data }) => data));
  }

  dispose(): void {
    this.#program.dispose();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #gradients(parts: StepCalls['parts']): Gradients {
    const gradients = parts.at(-1)?.entry.gradients ?? new Map<string, Ref>();
    const values = this.#program.run([...gradients.values()]);
    return new Map([...gradients.keys()].map((key, index) => [key, values[index]?.data as Float32Array]));
  }

  #callsOf(images: number, compute: ComputeType): StepCalls {
    return this.#calls.get(compute)?.get(images) as StepCalls;
  }

  #addStep(images: number, compute: ComputeType): StepCalls {
    const graph = this.#graph;
    const sizes = partsOf(images, this.#experiment.model.layers);
    if (sizes.length === 1)
      return { parts: [{ entry: graph.addStep(images, compute), images }], apply: null };
    const entries = new Map([...new Set(sizes)].map((part) => [part, graph.addPart(part, images, compute)]));
    const parts = sizes.map((part) => ({ entry: entries.get(part) as StepEntry, images: part }));
    return { parts, apply: this.#graph.addApply() };
  }

  #drawnWeights(): ReadonlyMap<string, Float32Array> {
    return initialWeights(this.model, this.#experiment.seed);
  }

  #checkOutput(): void {
    const classes = this.#dataset.taxonomy.classes.length;
    const shape = this.model.outputShape;
    if (shape.length === 1 && shape[0] === classes) return;
    const problem = `${classes} classes, but the last layer gives ${shape.join(' × ')} values`;
    throw new LabError('engine.data-mismatch', { dataset: this.#dataset.id, problem });
  }

  /** Hands all images to the session, training images first; JavaScript keeps none of them. */
  #upload({ train, test }: ImageDataset): void {
    const images = new Uint8Array(train.images.length + test.images.length);
    images.set(train.images);
    images.set(test.images, train.images.length);
    const labels = this.#labels;
    const { inputShape } = this.model;
    this.#program.assign(stateNames.images, {
      type: 'uint8',
      shape: [labels.length, ...inputShape],
      data: images,
    });
    this.#program.assign(stateNames.labels, { type: 'int32', shape: [labels.length], data: labels });
  }

  #stateVariables(): string[] {
    const weights = [...this.#graph.weights.values()];
    const states = [...this.#graph.optimizer.initial.keys()];
    return [...weights, ...states].map(({ name }) => name).concat(stateNames.iteration);
  }

  #setCounter(counter: 'cursor' | 'step' | 'iteration', value: number): void {
    this.#program.assign(stateNames[counter], { type: 'int32', shape: [], data: Int32Array.of(value) });
  }

  #fill(name: string, data: Float32Array): void {
    const variable = this.#graph.graph.variables.get(name);
    this.#program.assign(name, { type: 'float32', shape: variable?.shape ?? [], data });
  }
}

function scalar(value: TensorValue): number {
  return value.data[0] as number;
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
