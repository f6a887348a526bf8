/** Measures the loss of a net on a plane through the weights of runs that began alike. */
import { setImmediate } from 'node:timers/promises';
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import type { ImageDataset } from '../../../shared/contract/data.ts';
import type { LossPlane, LossPlaneJob, PlaneProgress } from '../../../shared/contract/loss-plane.ts';
import type { LayerSpec } from '../../../shared/spec/layers.ts';
import { readCheckpoint } from '../checkpoint.ts';
import { savedWeights } from '../exchange/saved-weights.ts';
import { firstWeights } from '../exchange/stored-weights.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { LayerWeights } from '../layers/layer.ts';
import { applyLayer } from '../layers/registry.ts';
import { residual } from '../layers/residual.ts';
import { lossPerImage } from '../losses.ts';
import { buildModel, type Model, type ModelLayer, splitFinalActivation, stagesAsBuilt } from '../model.ts';
import { activate } from '../activations.ts';
import { loadNative } from '../native/binding.ts';
import { splitImages } from '../split.ts';
import { type PrincipalPlane, principalPlane, type WeightVector } from './principal-plane.ts';

/** Share of the ways' extent that is drawn beyond them on each side. */
const margin = 0.2;

/** Images that pass the layers together. */
const imagesAtOnce = 250;

/** Whom the work tells, and who ends it. */
export interface PlaneWatch {
  readonly onProgress: (progress: PlaneProgress) => void;
  readonly isStopped: () => boolean;
}

/**
 * Lays the plane and measures it row by row, the mean loss of the first training images at each corner, without
 * regularisation, dropout, noise or augmentation. BatchNormalization uses the moments of those images, for averages of
 * moving averages belong to no net. A stop answers what is there.
 *
 * @throws LabError `engine.bad-checkpoint`.
 */
export async function lossPlane(
  job: LossPlaneJob,
  dataset: ImageDataset,
  { onProgress, isStopped }: PlaneWatch,
): Promise<LossPlane> {
  const { height, width, channels, sha256 } = dataset.info;
  const model = buildModel(job.experiment.model, [height, width, channels]);
  const first = firstWeights(job.experiment, model, job.dataFolder);
  const start = model.weights.map(({ key }) => first.get(key) as Float32Array);
  const vectors = job.nets.map(({ experiment, checkpointFile: path }) => {
    const checkpoint = readCheckpoint(path, fingerprintOf(experiment, sha256));
    return savedWeights(model, checkpoint, path).map(({ data }) => data);
  });
  const plane = principalPlane(start, vectors);
  const meter = new LossMeter(model, job, dataset);
  const { side, id } = job;
  const range = rangeOf(plane);
  const losses = new Float64Array(side * side).fill(NaN);
  const nets = [{ x: 0, y: 0, distance: 0, loss: meter.lossOf(start) }];
  for (const [index, place] of plane.places.entries()) {
    nets.push({ ...place, loss: meter.lossOf(vectors[index] as WeightVector) });
    await setImmediate();
  }
  for (let at = 0; at < losses.length && !isStopped(); at++) {
    const x = between(range.x, (at % side) / (side - 1));
    const y = between(range.y, Math.floor(at / side) / (side - 1));
    losses[at] = meter.lossOf(cornerOf(start, plane, x, y));
    onProgress({ id, done: at + 1, total: losses.length });
    await setImmediate();
  }
  const isComplete = losses.every((loss) => !Number.isNaN(loss)) || !isStopped();
  return { nets, explained: plane.explained, side, images: meter.images, range, losses, isComplete };
}

function between([from, to]: readonly [number, number], share: number): number {
  return from + (to - from) * share;
}

/** What is drawn: start and nets with a margin, of the same scale on both axes at least by a fifth. */
function rangeOf({ places }: PrincipalPlane): LossPlane['range'] {
  const extent = (values: readonly number[]): readonly [number, number] => [
    Math.min(0, ...values),
    Math.max(0, ...values),
  ];
  const [x, y] = [extent(places.map((place) => place.x)), extent(places.map((place) => place.y))];
  const largest = Math.max(x[1] - x[0], y[1] - y[0], 1e-6);
  const widened = ([from, to]: readonly [number, number]): readonly [number, number] => {
    const more = margin * (to - from) + Math.max(0, (0.2 * largest - (to - from)) / 2);
    return [from - more, to + more];
  };
  return { x: widened(x), y: widened(y) };
}

function cornerOf(start: WeightVector, { directions }: PrincipalPlane, x: number, y: number): WeightVector {
  const [along, across] = directions;
  return start.map((from, tensor) => {
    const [u, v] = [along[tensor] as Float32Array, across[tensor] as Float32Array];
    return from.map((value, index) => value + x * (u[index] as number) + y * (v[index] as number));
  });
}

/** Measures the mean loss of one set of images for any weights. */
class LossMeter {
  readonly images: number;
  readonly #model: Model;
  readonly #job: LossPlaneJob;
  readonly #pixels: Uint8Array;
  readonly #labels: Int32Array;

  constructor(model: Model, job: LossPlaneJob, dataset: ImageDataset) {
    const positions = splitImages(dataset, job.experiment).train.slice(0, job.images);
    const size = model.inputShape.reduce((product, side) => product * side, 1);
    this.#model = model;
    this.#job = job;
    this.images = positions.length;
    this.#labels = positions.map((position) => dataset.train.labels[position] as number);
    this.#pixels = new Uint8Array(positions.length * size);
    for (const [at, position] of positions.entries())
      this.#pixels.set(dataset.train.images.subarray(position * size, (position + 1) * size), at * size);
  }

  lossOf(vector: WeightVector): number {
    const { tf } = loadNative();
    const weights = new Map(
      this.#model.weights.map(({ key, shape }, index) => [
        key,
        tf.tensor(vector[index] as Float32Array, [...shape]),
      ]),
    );
    let sum = 0;
    for (let start = 0; start < this.images; start += imagesAtOnce) {
      sum += tf.tidy(() => tf.sum(this.#losses(start, weights)).dataSync()[0] ?? NaN);
    }
    for (const tensor of weights.values()) tensor.dispose();
    return sum / this.images;
  }

  #losses(start: number, weights: ReadonlyMap<string, Tensor>): Tensor {
    const { tf } = loadNative();
    const labels = this.#labels.subarray(start, start + imagesAtOnce);
    const size = this.#pixels.length / this.images;
    const pixels = this.#pixels.subarray(start * size, (start + labels.length) * size);
    const { scale, offset } = this.#job.experiment.preprocessing;
    const shape = [labels.length, ...this.#model.inputShape];
    const images = tf.add(tf.mul(tf.tensor(Float32Array.from(pixels), shape), scale), offset);
    const { body, last } = splitFinalActivation(stagesAsBuilt(this.#model));
    const values = body.reduce((x, { layer }) => apply(layer, x, weights), images);
    const logits = last === null ? null : { values, activation: last };
    const output = last === null ? values : activate(last, values);
    return lossPerImage(this.#job.experiment.loss, { output, logits }, tf.tensor1d(labels, 'int32'));
  }
}

/** One layer as at prediction, but BatchNormalization by the moments of its input, also inside residual blocks. */
function apply(layer: ModelLayer, x: Tensor, weights: ReadonlyMap<string, Tensor>): Tensor {
  const own: LayerWeights = Object.fromEntries(
    layer.weights.map(({ name, key }) => [name, weights.get(key) as Tensor]),
  );
  const compute = (spec: LayerSpec, value: Tensor, given: LayerWeights): Tensor => {
    const context = {
      training: spec.class_name === 'BatchNormalization',
      key: () => loadNative().tf.tensor1d([0, 0], 'int32'),
      update: () => undefined,
    };
    return spec.class_name === 'Residual'
      ? residual(spec, value, { weights: given, context }, compute)
      : applyLayer(spec, value, given, context);
  };
  return compute(layer.spec, x, own);
}
