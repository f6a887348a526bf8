/** Measures a trained net on training pictures: which ReLUs are dead, and how much gradient each layer gets. */
import { setImmediate } from 'node:timers/promises';
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import type {
  LayerMeasure,
  MeasureJob,
  NetMeasures,
  ReluUnits,
} from '../../../shared/contract/net-measures.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { LayerSpec } from '../../../shared/spec/layers.ts';
import { shapeText } from '../../../shared/spec/shapes.ts';
import { TrainedNet } from '../dropout/trained-net.ts';
import { lossPerImage } from '../losses.ts';
import { forward } from '../model.ts';
import { loadNative } from '../native/binding.ts';

/** Pictures of one call. */
const batchSize = 64;

/** @throws LabError `inspect.bad-picture`, `engine.bad-checkpoint`, `spec.*`. */
export async function measureNet(job: MeasureJob): Promise<NetMeasures> {
  const size = job.inputShape.reduce((product, length) => product * length, 1);
  if (job.pixels.length !== job.labels.length * size) {
    const details = { expected: shapeText([...job.inputShape]), bytes: job.pixels.length };
    throw new LabError('inspect.bad-picture', details);
  }
  using net = new TrainedNet(job, { inputShape: job.inputShape, sha256: job.dataSha256 });
  const meter = new NetMeter(net, job);
  for (let start = 0; start < job.labels.length; start += batchSize) {
    meter.addBatch(start);
    await setImmediate();
  }
  return meter.result();
}

/** Goes through the pictures batch by batch and keeps sums. */
class NetMeter {
  readonly #net: TrainedNet;
  readonly #job: MeasureJob;
  /** Sums over the pictures of the slopes of their losses, by the key of the weight. */
  readonly #slopes: ReadonlyMap<string, Float64Array>;
  /** 1 for each unit that has put out something else than 0, by the place of the layer. */
  readonly #alive = new Map<number, Uint8Array>();
  #lossSum = 0;

  constructor(net: TrainedNet, job: MeasureJob) {
    this.#net = net;
    this.#job = job;
    const trained = net.model.weights.filter(({ trainable }) => trainable);
    this.#slopes = new Map(
      trained.map(({ key, shape }) => [key, new Float64Array(shape.reduce((a, b) => a * b, 1))]),
    );
  }

  addBatch(start: number): void {
    const scope = loadNative().tf.engine();
    scope.startScope();
    try {
      const labels = this.#job.labels.subarray(start, start + batchSize);
      const images = this.#net.images(this.#job.pixels, { start, count: labels.length });
      this.#noteUnits(images);
      this.#addSlopes(images, labels);
    } finally {
      scope.endScope();
    }
  }

  result(): NetMeasures {
    const pictures = this.#job.labels.length;
    const means = new Map([...this.#slopes].map(([key, sums]) => [key, sums.map((sum) => sum / pictures)]));
    const layers = this.#net.model.layers.map(({ spec, weights }, place): LayerMeasure => {
      const slopes = weights.flatMap(({ key }) => means.get(key) ?? []);
      const count = slopes.reduce((sum, values) => sum + values.length, 0);
      return {
        layer: spec.config.name,
        class_name: spec.class_name,
        gradient: count === 0 ? null : Math.sqrt(squares(slopes) / count),
        relu: unitsOf(this.#alive.get(place)),
      };
    });
    const gradientNorm = Math.sqrt(squares([...means.values()]));
    return { pictures, loss: this.#lossSum / pictures, gradientNorm, layers };
  }

  #noteUnits(images: Tensor): void {
    const { tf } = loadNative();
    this.#net.model.layers.reduce((x, layer, place) => {
      const y = this.#net.apply(layer, x, null);
      if (!endsInRelu(layer.spec)) return y;
      const axes = y.shape.map((_, axis) => axis).slice(0, -1);
      const largest = tf.max(tf.abs(y), axes).dataSync<'float32'>();
      const alive = this.#alive.get(place) ?? new Uint8Array(largest.length);
      largest.forEach((value, unit) => {
        if (value !== 0) alive[unit] = 1;
      });
      this.#alive.set(place, alive);
      return y;
    }, images);
  }

  #addSlopes(images: Tensor, labels: Int32Array): void {
    const { tf } = loadNative();
    const { model } = this.#net;
    const given = new Map(model.layers.flatMap((layer) => this.#weightsOf(layer)));
    const keys = [...this.#slopes.keys()];
    const truth = tf.tensor1d(labels, 'int32');
    const total = (...trained: Tensor[]): Tensor => {
      const weights = new Map([...given, ...keys.map((key, at) => [key, trained[at] as Tensor] as const)]);
      const output = forward(model, images, {
        ...{ weights, training: false },
        ...{ iteration: tf.scalar(0, 'int32'), seed: this.#job.experiment.seed },
      });
      return tf.sum(lossPerImage(this.#job.experiment.loss, output, truth));
    };
    if (keys.length === 0) {
      this.#lossSum += total().dataSync()[0] ?? NaN;
      return;
    }
    const found = tf.valueAndGrads(total)(keys.map((key) => given.get(key) as Tensor));
    this.#lossSum += found.value.dataSync()[0] ?? NaN;
    keys.forEach((key, at) => add(this.#slopes.get(key), found.grads[at]?.dataSync<'float32'>()));
  }

  #weightsOf(layer: TrainedNet['model']['layers'][number]): (readonly [string, Tensor])[] {
    const values = this.#net.weightsOf(layer);
    return layer.weights.map(({ name, key }) => [key, values[name] as Tensor] as const);
  }
}

/** Whether a layer's output is that of a ReLU without any slope below 0; blocks are not looked into. */
function endsInRelu(spec: LayerSpec): boolean {
  if (spec.class_name === 'ReLU') return spec.config.negative_slope === 0;
  return 'activation' in spec.config && spec.config.activation === 'relu';
}

function unitsOf(alive: Uint8Array | undefined): ReluUnits | null {
  if (alive === undefined) return null;
  return { units: alive.length, dead: alive.filter((each) => each === 0).length };
}

function squares(arrays: readonly Float64Array[]): number {
  let sum = 0;
  for (const values of arrays) for (const value of values) sum += value * value;
  return sum;
}

function add(sums: Float64Array | undefined, values: ArrayLike<number> | undefined): void {
  if (sums === undefined || values === undefined) return;
  for (let index = 0; index < sums.length; index++) sums[index] = (sums[index] ?? 0) + (values[index] ?? 0);
}
