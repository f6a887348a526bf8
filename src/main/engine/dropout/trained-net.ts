/** A trained net that is computed layer by layer, outside any graph: plain, or with dropout at work. */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import type { ImageDataset } from '../../../shared/contract/data.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import { randomStream } from '../../../shared/random.ts';
import { dropoutLayers, isDropout } from '../../../shared/spec/dropout.ts';
import type { Experiment } from '../../../shared/spec/experiment.ts';
import type { LayerSpec } from '../../../shared/spec/layers.ts';
import { readCheckpoint } from '../checkpoint.ts';
import { fingerprintOf } from '../fingerprint.ts';
import type { CallContext, LayerWeights } from '../layers/layer.ts';
import { applyLayer } from '../layers/registry.ts';
import { residual } from '../layers/residual.ts';
import { buildModel, initialWeights, type Model, type ModelLayer } from '../model.ts';
import { loadNative } from '../native/binding.ts';

/** The masks of one pass: a number that only this pass over these pictures has, in a stream of its own purpose. */
export interface MaskDraw {
  /** Purpose of the draw, such as `masked-passes`. */
  readonly purpose: string;
  /** int32. */
  readonly place: number;
}

/** The pictures that a net was trained for. */
export interface NetPictures {
  /** Height, width, channels. */
  readonly inputShape: readonly [number, number, number];
  /** Hash of the data set, cut as the experiment asks, to which the checkpoint is tied. */
  readonly sha256: string;
}

/** What a net has to know of its data set. */
export function picturesOf({ info }: ImageDataset): NetPictures {
  return { inputShape: [info.height, info.width, info.channels], sha256: info.sha256 };
}

/** A net with the weights of a checkpoint. Dispose it: it owns tensors. */
export class TrainedNet implements Disposable {
  readonly model: Model;
  readonly #experiment: Experiment;
  readonly #weights: ReadonlyMap<string, Tensor>;

  /**
   * Without a checkpoint it has the weights that the experiment begins with.
   * @throws LabError `engine.bad-checkpoint` when the checkpoint is damaged or of another run.
   */
  constructor(
    { experiment, checkpointFile }: Readonly<{ experiment: Experiment; checkpointFile: string | null }>,
    { inputShape, sha256 }: NetPictures,
  ) {
    this.model = buildModel(experiment.model, inputShape);
    this.#experiment = experiment;
    const values =
      checkpointFile === null
        ? initialWeights(this.model, experiment.seed)
        : savedValues(this.model, checkpointFile, fingerprintOf(experiment, sha256));
    const { tf } = loadNative();
    this.#weights = new Map(
      this.model.weights.map(({ key, shape }) => [
        key,
        tf.tensor(values.get(key) as Float32Array, [...shape]),
      ]),
    );
  }

  /** Place of the first layer that drops at a rate above 0; the number of layers where there is none. */
  get firstDropout(): number {
    const place = this.model.layers.findIndex(({ spec }) => dropoutLayers({ layers: [spec] }).length > 0);
    return place < 0 ? this.model.layers.length : place;
  }

  /** Some of a row of pictures (NHWC bytes) as the net receives them: float32 NHWC. The caller owns the tensor. */
  images(pixels: Uint8Array, { start, count }: Readonly<{ start: number; count: number }>): Tensor {
    const { tf } = loadNative();
    const { scale, offset } = this.#experiment.preprocessing;
    const { inputShape } = this.model;
    const size = inputShape.reduce((product, length) => product * length, 1);
    const bytes = pixels.subarray(start * size, (start + count) * size);
    return tf.tidy(() => {
      const scaled = tf.mul(tf.tensor(Float32Array.from(bytes), [count, ...inputShape]), scale);
      return offset === 0 ? scaled : tf.add(scaled, offset);
    });
  }

  /**
   * Passes values through the layers from `from` to before `to`. With masks only the Dropout layers train, those in residual blocks too; batch
   * normalisation, noise and augmentation stay as they are at prediction.
   *
   * @param masks - Null for none.
   */
  pass(x: Tensor, layers: Readonly<{ from: number; to: number }>, masks: MaskDraw | null): Tensor {
    const { tf } = loadNative();
    return tf.tidy(() => {
      const chosen = this.model.layers.slice(layers.from, layers.to);
      return chosen.reduce((value, layer) => this.apply(layer, value, masks), tf.clone(x));
    });
  }

  /** One layer's output, like {@link TrainedNet.pass}. @param weights - Weights to use in place of the net's own. */
  apply(layer: ModelLayer, x: Tensor, masks: MaskDraw | null, weights = this.weightsOf(layer)): Tensor {
    const { spec } = layer;
    const compute = (each: LayerSpec, value: Tensor, own: LayerWeights, outer: CallContext): Tensor => {
      const context = { ...outer, training: masks !== null && isDropout(each) };
      return each.class_name === 'Residual'
        ? residual(each, value, { weights: own, context }, compute)
        : applyLayer(each, value, own, context);
    };
    return compute(spec, x, weights, {
      training: false,
      key: (part) => this.#key([spec.config.name, part ?? []].flat().join('/'), masks as MaskDraw),
      update: () => undefined,
    });
  }

  /** A layer's weights by name; they stay the net's. */
  weightsOf(layer: ModelLayer): LayerWeights {
    return Object.fromEntries(layer.weights.map(({ name, key }) => [name, this.#weights.get(key) as Tensor]));
  }

  /** The last layer's output as probabilities: as it is after softmax or sigmoid, else through softmax. */
  probabilities(output: Tensor): Tensor {
    const last = this.model.layers.at(-1)?.spec.config;
    const activation = last !== undefined && 'activation' in last ? last.activation : null;
    const isProbability = activation === 'softmax' || activation === 'sigmoid';
    return isProbability ? output : loadNative().tf.softmax(output);
  }

  [Symbol.dispose](): void {
    for (const weight of this.#weights.values()) weight.dispose();
  }

  /** Same seed, purpose, layer and place: same mask. */
  #key(layer: string, { purpose, place }: MaskDraw): Tensor {
    const own = randomStream(this.#experiment.seed, `${purpose}/${layer}`).uint32() | 0;
    return loadNative().tf.tensor1d([own, place], 'int32');
  }
}

/** The weights in a checkpoint by key. @throws LabError `engine.bad-checkpoint`. */
function savedValues(model: Model, path: string, fingerprint: string): ReadonlyMap<string, Float32Array> {
  const { state } = readCheckpoint(path, fingerprint);
  return new Map(
    model.weights.map(({ key }) => {
      const data = state.get(`weights/${key}`)?.data;
      if (data instanceof Float32Array) return [key, data];
      throw new LabError('engine.bad-checkpoint', { path, problem: `it lacks the weight ${key}` });
    }),
  );
}

/** The layer with the activation taken off that it may have. */
export function withoutActivation(layer: ModelLayer): ModelLayer {
  if (!('activation' in layer.spec.config)) return layer;
  const config = { ...layer.spec.config, activation: 'linear' };
  return { ...layer, spec: { ...layer.spec, config } as LayerSpec };
}
