/**
 * Builds the graph of a training run: one step as a function of the state, and the evaluation of a batch.
 *
 * All state lives in graph variables: the images (uint8) and labels, the order in which an epoch visits them, the
 * learning rate of each step of the epoch, weights, optimizer slots and counters. A step therefore needs nothing
 * from JavaScript: one call does a whole step and answers two numbers.
 */
import type { Tensor, Variable as TfVariable } from '@tensorflow/tfjs-node-gpu';
import { type ComputeType, type RewriteName, rewriteNames } from '../../shared/contract/graph-form.ts';
import type { Experiment } from '../../shared/spec/experiment.ts';
import { type FurtherMetric, furtherMetrics } from '../../shared/spec/metrics.ts';
import { lossPerImage } from './losses.ts';
import { metricsPerImage } from './metrics.ts';
import { forward, type ForwardResult, type Model, type ModelWeight } from './model.ts';
import { Algebra } from './native/algebra.ts';
import { loadNative } from './native/binding.ts';
import { GraphBuilder, type Ref, type Variable } from './native/graph.ts';
import { traceInto } from './native/trace.ts';
import { buildOptimizer, type OptimizerGraph, type TrainedWeight } from './optimizers/apply.ts';
import { penalty } from './regularizers.ts';
import { rewrittenStages } from './rewrite/rewrite.ts';

/** What is fixed when the graph is built, besides model and experiment. */
export interface GraphOptions {
  /** Images held in the session: training, validation and test together. */
  readonly images: number;
  /** Images that an epoch visits. */
  readonly trainImages: number;
  readonly stepsPerEpoch: number;
  /** Images of one evaluation call. */
  readonly evaluationBatch: number;
  /** Classes kept per image by an evaluation. */
  readonly topK: number;
  /** Superclass of each class, for the metric of that name; null where the set has none. */
  readonly superclassOf: readonly number[] | null;
  /** Rewrites of the model; default: all. */
  readonly rewrites?: readonly RewriteName[] | undefined;
}

/** What one call of a step answers. */
export interface StepEntry {
  /**
   * Mean loss of the batch with penalties, and the count of right answers, both float32 scalars; with further metrics
   * their sums over the images (vector).
   */
  readonly fetches: readonly [loss: Ref, right: Ref, ...metrics: Ref[]];
  /**
   * Gradients of the trainable weights by key. Fetched alone, they change nothing: of a whole step they are those of
   * the images that come next; of a part, the sums of all parts done so far.
   */
  readonly gradients: ReadonlyMap<string, Ref>;
}

/** What one evaluation call needs and answers. */
export interface EvaluationEntry {
  /** int32 positions of the images. */
  readonly positions: Ref;
  /**
   * Loss per image, penalties (scalar), best classes and their outputs (images × topK); with further metrics their
   * values (images × metrics).
   */
  readonly fetches: readonly [
    losses: Ref,
    penalties: Ref,
    topClasses: Ref,
    topOutputs: Ref,
    ...metrics: Ref[],
  ];
}

/** Names of the variables that hold the data and the place in the epoch. */
export const stateNames = {
  images: 'data/images',
  labels: 'data/labels',
  order: 'epoch/order',
  rates: 'epoch/learning_rates',
  cursor: 'epoch/cursor',
  step: 'epoch/step',
  iteration: 'iteration',
} as const;

/** 2^32 over the golden ratio as int32: odd, so that different places in an epoch stay different when multiplied. */
const oddSpread = -1_640_531_527;

/** The graph of one training run while its entries are added. */
export class TrainingGraph {
  readonly graph = new GraphBuilder();
  readonly weights: ReadonlyMap<string, Variable>;
  readonly optimizer: OptimizerGraph;
  readonly #model: Model;
  readonly #experiment: Experiment;
  readonly #metrics: readonly FurtherMetric[];
  readonly #options: GraphOptions;
  readonly #algebra = new Algebra(this.graph);
  readonly #data: { readonly [K in keyof typeof stateNames]: Variable };
  readonly #sums = new Map<string, Variable>();

  constructor(model: Model, experiment: Experiment, options: GraphOptions) {
    const { graph } = this;
    this.#model = model;
    this.#experiment = experiment;
    this.#metrics = furtherMetrics(experiment.metrics);
    this.#options = options;
    this.#data = {
      images: graph.variable(stateNames.images, 'uint8', [options.images, ...model.inputShape]),
      labels: graph.variable(stateNames.labels, 'int32', [options.images]),
      order: graph.variable(stateNames.order, 'int32', [options.trainImages]),
      rates: graph.variable(stateNames.rates, 'float32', [options.stepsPerEpoch]),
      cursor: graph.variable(stateNames.cursor, 'int32', []),
      step: graph.variable(stateNames.step, 'int32', []),
      iteration: graph.variable(stateNames.iteration, 'int32', []),
    };
    this.weights = new Map(
      model.weights.map(({ key, shape }) => [key, graph.variable(`weights/${key}`, 'float32', shape)]),
    );
    this.optimizer = buildOptimizer(
      graph,
      experiment.optimizer,
      this.#trainable().map((weight) => this.#variable(weight)),
    );
  }

  /**
   * Adds a whole step on the next `size` images of the epoch's order.
   * @param compute - Type of all layers but the last; weights, loss and optimizer are float32.
   */
  addStep(size: number, compute: ComputeType = 'float32'): StepEntry {
    return this.graph.inScope(`step_${size}`, () => {
      const part = { size, draws: this.#data.iteration.value, compute };
      const { sums, gradients, updates, reads } = this.#differentiate(part);
      const changes = this.#optimize(gradients, reads);
      const moved = [
        ...changes,
        ...this.#store(updates, reads),
        this.#advance('cursor', size),
        ...this.#count(),
      ];
      return { ...this.#stepEntry(sums, moved), gradients: this.#byKey(gradients) };
    });
  }

  /**
   * Adds a part of a step that is too large for one call: it adds the part's gradients, weighted by its share of
   * the step's images, to sums that {@link TrainingGraph.addApply} uses up.
   */
  addPart(size: number, stepSize: number, compute: ComputeType = 'float32'): StepEntry {
    return this.graph.inScope(`part_${size}`, () => {
      const part = { size, draws: this.#drawsOfPart(), compute };
      const { sums, gradients, updates, reads } = this.#differentiate(part);
      const share = size / stepSize;
      const added = gradients.map(({ variable, gradient }) => {
        const sum = this.#gradientSum(variable);
        return this.#algebra.set(sum, this.#algebra.add(sum.value, this.#algebra.mul(gradient, share)), [
          sum.value,
        ]);
      });
      const moved = [...added, ...this.#store(updates, reads), this.#advance('cursor', size)];
      return { ...this.#stepEntry(sums, moved), gradients: this.#byKey(this.#summedGradients()) };
    });
  }

  /** Adds the end of a step made of parts: changes the weights by the summed gradients and clears the sums. */
  addApply(): Ref {
    return this.graph.inScope('apply', () => {
      const weights = this.#trainable().map((weight) => this.#variable(weight));
      const gradients = this.#summedGradients();
      const reads = [...weights.map((weight) => weight.value), ...gradients.map(({ gradient }) => gradient)];
      const changes = this.#optimize(gradients, reads);
      const cleared = weights.map((variable) => {
        const sum = this.#gradientSum(variable);
        return this.#algebra.set(sum, this.#algebra.mul(sum.value, 0), [...changes, sum.value]);
      });
      return this.#finish(this.graph.scalar(0), [...changes, ...cleared, ...this.#count()]);
    });
  }

  /** Adds the evaluation of `options.evaluationBatch` images. */
  addEvaluation(): EvaluationEntry {
    const { evaluationBatch, topK } = this.#options;
    return this.graph.inScope('evaluation', () => {
      const positions = this.graph.placeholder('evaluation/positions', 'int32', [evaluationBatch]);
      const batch = this.#batch(positions);
      const inputs = this.#inputs(evaluationBatch, batch, this.#data.iteration.value);
      const fetches = traceInto(this.graph, inputs, ([images, labels, iteration, ...weights]) => {
        const result = this.#forward({ images, labels, iteration, weights } as StepTensors);
        const { values, indices } = loadNative().tf.topk(result.output, topK);
        const metrics = this.#metricsOf(result.output, labels as Tensor);
        return [
          lossPerImage(this.#experiment.loss, result, labels as Tensor),
          this.#penalties(weights),
          indices,
          values,
          ...(metrics ? [metrics] : []),
        ];
      }) as [Ref, Ref, Ref, Ref, ...Ref[]];
      return { positions, fetches };
    });
  }

  /** The sums of gradients that must be cleared at the start of a run. */
  get gradientSums(): readonly Variable[] {
    return [...this.#sums.values()];
  }

  /** What keys the draws of a part: each part of a step, like each step, has masks of its own. */
  #drawsOfPart(): Ref {
    const { cursor, iteration } = this.#data;
    const ofIntegers = { attributes: { T: { type: 'int32' } } } as const;
    const spread = this.graph.op('Mul', [cursor.value, this.graph.integers(oddSpread)], ofIntegers);
    return this.graph.op('AddV2', [iteration.value, spread], ofIntegers);
  }

  /**
   * Sums (loss, right answers, further metrics), gradients and new moving averages of the next `size` images.
   */
  #differentiate({ size, draws, compute }: StepPart) {
    const { cursor, order } = this.#data;
    const slice = { attributes: { T: { type: 'int32' }, Index: { type: 'int32' } } } as const;
    const start = this.graph.op('Reshape', [cursor.value, this.graph.integers([1])], {
      attributes: { T: { type: 'int32' }, Tshape: { type: 'int32' } },
    });
    const positions = this.graph.op('Slice', [order.value, start, this.graph.integers([size])], slice);
    const inputs = this.#inputs(size, this.#batch(positions), draws);
    const trainable = this.#trainable();
    let updated: string[] = [];
    const traced = traceInto(this.graph, inputs, ([images, labels, iteration, ...weights]) => {
      const result = this.#gradients({ images, labels, iteration, weights } as StepTensors, compute);
      updated = [...result.updates.keys()];
      return [...result.sums, ...result.gradients, ...result.updates.values()];
    });
    const sumCount = traced.length - trainable.length - updated.length;
    const [sums, rest] = [traced.slice(0, sumCount), traced.slice(sumCount)];
    const gradients = trainable.map((weight, index) => ({
      variable: this.#variable(weight),
      gradient: rest[index] as Ref,
    }));
    const updates = new Map(updated.map((key, index) => [key, rest[trainable.length + index] as Ref]));
    return { sums, gradients, updates, reads: inputs.map(({ ref }) => ref) };
  }

  #stepEntry(sums: readonly Ref[], changes: readonly Ref[]): Pick<StepEntry, 'fetches'> {
    return { fetches: sums.map((sum) => this.#finish(sum, changes)) as [Ref, Ref, ...Ref[]] };
  }

  /** The further metrics of each image, images × metrics; null where the experiment has none. */
  #metricsOf(output: Tensor, labels: Tensor): Tensor | null {
    return metricsPerImage(this.#metrics, { output, labels, superclassOf: this.#options.superclassOf });
  }

  /** The traced part of a step. */
  #gradients(tensors: StepTensors, compute: ComputeType) {
    const { tf } = loadNative();
    const places = this.#model.weights.flatMap(({ trainable }, index) => (trainable ? [index] : []));
    let result: ForwardResult | undefined;
    const lossOf = (...trained: Tensor[]) => {
      const weights = [...tensors.weights];
      places.forEach((place, index) => (weights[place] = trained[index] as Tensor));
      result = this.#forward({ ...tensors, weights }, compute);
      tf.keep(result.output);
      for (const value of result.updates.values()) tf.keep(value);
      return tf.addN([
        tf.mean(lossPerImage(this.#experiment.loss, result, tensors.labels)),
        this.#penalties(weights),
      ]);
    };
    const { value, grads } = tf.valueAndGrads(lossOf)(
      places.map((place) => tensors.weights[place] as TfVariable),
    );
    const { output, updates } = result as ForwardResult;
    const right = tf.sum(tf.cast(tf.equal(tf.argMax(output, 1), tensors.labels), 'float32'));
    const metrics = this.#metricsOf(output, tensors.labels);
    output.dispose();
    const sums = [value, right, ...(metrics ? [tf.sum(metrics, 0)] : [])];
    return { sums, gradients: grads, updates };
  }

  /** @param compute - Null at prediction, which is float32 always: it tells of the weights that are kept and exported. */
  #forward({ images, iteration, weights }: StepTensors, compute: ComputeType | null = null): ForwardResult {
    const training = compute !== null;
    const { rewrites = rewriteNames } = this.#options;
    return forward(this.#model, images, {
      stages: rewrittenStages(this.#model, rewrites, training),
      weights: new Map(this.#model.weights.map(({ key }, index) => [key, weights[index] as Tensor])),
      training,
      compute: compute ?? 'float32',
      iteration,
      seed: this.#experiment.seed,
      inScope: (name, build) => this.graph.inScope(name, build),
    });
  }

  #penalties(weights: readonly Tensor[]): Tensor {
    const { tf } = loadNative();
    const penalties = this.#model.weights.flatMap(({ regularizer, trainable }, index) =>
      regularizer && trainable ? [penalty(regularizer, weights[index] as Tensor)] : [],
    );
    return penalties.length === 0 ? tf.scalar(0) : tf.addN(penalties);
  }

  /** Float images after preprocessing, and labels, at the given positions. */
  #batch(positions: Ref): { images: Ref; labels: Ref } {
    const { images, labels } = this.#data;
    const { scale, offset } = this.#experiment.preprocessing;
    const gather = (variable: Variable): Ref =>
      this.graph.op('ResourceGather', [variable.handle, positions], {
        attributes: { dtype: { type: variable.type }, Tindices: { type: 'int32' } },
        outputs: [variable.type],
      });
    const scaled = this.#algebra.mul(this.#algebra.toFloat(gather(images)), scale);
    return { images: offset === 0 ? scaled : this.#algebra.add(scaled, offset), labels: gather(labels) };
  }

  #inputs(size: number, batch: { images: Ref; labels: Ref }, draws: Ref) {
    return [
      { ref: batch.images, shape: [size, ...this.#model.inputShape] },
      { ref: batch.labels, shape: [size] },
      { ref: draws, shape: [] },
      ...this.#model.weights.map((weight) => ({ ref: this.#variable(weight).value, shape: weight.shape })),
    ];
  }

  #optimize(gradients: readonly TrainedWeight[], reads: readonly Ref[]): readonly Ref[] {
    const { rates, step, iteration } = this.#data;
    const learningRate = this.graph.op('GatherV2', [rates.value, step.value, this.graph.integers(0)], {
      attributes: { Tparams: { type: 'float32' }, Tindices: { type: 'int32' }, Taxis: { type: 'int32' } },
    });
    return this.optimizer.step(gradients, { learningRate, iteration: iteration.value, after: reads });
  }

  #store(updates: ReadonlyMap<string, Ref>, reads: readonly Ref[]): Ref[] {
    return [...updates].map(([key, value]) =>
      this.#algebra.set(this.weights.get(key) as Variable, value, reads),
    );
  }

  /** Moves the counters of steps, after everything that reads them has read. */
  #count(): Ref[] {
    return [this.#advance('step', 1), this.#advance('iteration', 1)];
  }

  #advance(counter: 'cursor' | 'step' | 'iteration', by: number): Ref {
    const variable = this.#data[counter];
    const next = this.graph.op('AddV2', [variable.value, this.graph.integers(by)], {
      attributes: { T: { type: 'int32' } },
    });
    return this.graph.assign(variable, next, [variable.value]);
  }

  /** The value, available once all changes are done. */
  #finish(value: Ref, changes: readonly Ref[]): Ref {
    return this.graph.op('Identity', [value], { attributes: { T: { type: value.type } }, after: changes });
  }

  /** Gradients, in the order of the trainable weights, by the weights' keys. */
  #byKey(gradients: readonly TrainedWeight[]): ReadonlyMap<string, Ref> {
    const keys = this.#trainable().map(({ key }) => key);
    return new Map(gradients.map(({ gradient }, index) => [keys[index] as string, gradient]));
  }

  #summedGradients(): TrainedWeight[] {
    const weights = this.#trainable().map((weight) => this.#variable(weight));
    return weights.map((variable) => ({ variable, gradient: this.#gradientSum(variable).value }));
  }

  #gradientSum(weight: Variable): Variable {
    const known = this.#sums.get(weight.name);
    if (known) return known;
    const sum = this.graph.variable(`gradients/${weight.name}`, 'float32', weight.shape);
    this.#sums.set(weight.name, sum);
    return sum;
  }

  #trainable(): ModelWeight[] {
    return this.#model.weights.filter(({ trainable }) => trainable);
  }

  #variable({ key }: ModelWeight): Variable {
    return this.weights.get(key) as Variable;
  }
}

/** Images of one call. */
interface StepPart {
  readonly size: number;
  /** int32 scalar that keys the random draws. */
  readonly draws: Ref;
  readonly compute: ComputeType;
}

/** The tensors of one traced step; weights in the model's order. */
interface StepTensors {
  readonly images: Tensor;
  readonly labels: Tensor;
  readonly iteration: Tensor;
  readonly weights: readonly Tensor[];
}
