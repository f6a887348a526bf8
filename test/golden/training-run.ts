/** Trains a net as Keras did for the golden numbers: from given weights, on batches whose images are named. */
import { buildModel } from '../../src/main/engine/model.ts';
import type { TensorValue } from '../../src/main/engine/native/graph.ts';
import { Program } from '../../src/main/engine/native/program.ts';
import { stateNames, TrainingGraph, type StepEntry } from '../../src/main/engine/training-graph.ts';
import { parseExperiment, type Experiment } from '../../src/shared/spec/experiment.ts';
import { learningRateAt } from '../../src/shared/spec/schedules.ts';
import type { KerasClass } from './golden.ts';

/** What is trained on what. */
export interface GoldenTask {
  readonly net: { readonly input_shape: readonly number[]; readonly layers: readonly KerasClass[] };
  readonly loss: KerasClass;
  readonly optimizer: KerasClass;
  /** Factor from bytes to what the net sees. */
  readonly scale: number;
  readonly images: Uint8Array;
  readonly labels: Int32Array;
  /** Positions of the images of each step. */
  readonly batches: readonly ArrayLike<number>[];
  /** In Keras's order. */
  readonly initialWeights: readonly Float32Array[];
}

/** What came out, in Keras's order. */
export interface GoldenOutcome {
  /** Loss of each step, penalties included, before its update. */
  readonly losses: Float32Array;
  readonly weights: readonly Float32Array[];
  /** Names of the weights, such as `conv2d/kernel`. */
  readonly names: readonly string[];
  /** Moving averages of the trainable weights; empty without `use_ema`. */
  readonly averages: readonly Float32Array[];
}

/** Trains one step for each batch. */
export function train(task: GoldenTask): GoldenOutcome {
  const experiment = experimentOf(task);
  const training = graphOf(task, experiment);
  const sizes = new Set(task.batches.map((batch) => batch.length));
  const steps = new Map([...sizes].map((size) => [size, training.addStep(size)]));
  using program = new Program(training.graph);
  for (const [name, value] of firstState(task, experiment, training)) program.assign(name, value);
  const losses = Float32Array.from(task.batches, ({ length }) => {
    const [loss] = program.run((steps.get(length) as StepEntry).fetches);
    return loss?.data[0] as number;
  });
  const read = ({ name }: { name: string }): Float32Array => Float32Array.from(program.read(name).data);
  return {
    losses,
    weights: [...training.weights.values()].map(read),
    names: [...training.weights.keys()],
    averages: [...training.optimizer.averages.values()].map(read),
  };
}

function experimentOf({ net, loss, optimizer, scale }: GoldenTask): Experiment {
  return parseExperiment({
    tatami: 'experiment',
    version: 1,
    dataset: { id: 'golden' },
    preprocessing: { scale },
    model: { layers: net.layers },
    loss,
    optimizer,
  });
}

/** A graph that takes all batches for one epoch, which visits the images in the batches' order. */
function graphOf({ net, labels, batches }: GoldenTask, experiment: Experiment): TrainingGraph {
  return new TrainingGraph(buildModel(experiment.model, net.input_shape), experiment, {
    images: labels.length,
    trainImages: batches.reduce((sum, batch) => sum + batch.length, 0),
    stepsPerEpoch: batches.length,
    evaluationBatch: 1,
    topK: 1,
    superclassOf: null,
  });
}

function firstState(
  task: GoldenTask,
  experiment: Experiment,
  training: TrainingGraph,
): Map<string, TensorValue> {
  const { net, labels, images, batches, initialWeights } = task;
  const { learning_rate } = experiment.optimizer.config;
  const order = Int32Array.from(batches.flatMap((batch) => Array.from(batch)));
  const rates = Float32Array.from(batches, (_, step) => learningRateAt(learning_rate, step));
  const zero: TensorValue = { type: 'int32', shape: [], data: Int32Array.of(0) };
  const state = new Map<string, TensorValue>([
    [stateNames.images, { type: 'uint8', shape: [labels.length, ...net.input_shape], data: images }],
    [stateNames.labels, { type: 'int32', shape: [labels.length], data: labels }],
    [stateNames.order, { type: 'int32', shape: [order.length], data: order }],
    [stateNames.rates, { type: 'float32', shape: [rates.length], data: rates }],
    [stateNames.cursor, zero],
    [stateNames.step, zero],
    [stateNames.iteration, zero],
  ]);
  for (const [{ name, shape }, value] of training.optimizer.initial) {
    const size = shape.reduce((product, length) => product * length, 1);
    state.set(name, { type: 'float32', shape, data: new Float32Array(size).fill(value) });
  }
  for (const [index, { name, shape }] of [...training.weights.values()].entries()) {
    state.set(name, { type: 'float32', shape, data: initialWeights[index] as Float32Array });
  }
  return state;
}
