/**
 * The two ways of scaling dropout, computed side by side in one trained net on one picture.
 *
 * The lecture (and Srivastava et al. 2014, section 4) trains on the kept inputs as they are and multiplies the weights
 * by p, the share that is kept, at prediction. Keras divides the kept inputs by p in training and leaves prediction
 * alone. A net with Keras's weights W is the lecture's net with weights W / p: its sums agree in every masked pass
 * and at prediction. (Training it further would differ in the size of the steps alone: the gradient by W / p is p times
 * that by W.)
 */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import type { ImageDataset } from '../../../shared/contract/data.ts';
import type { DropoutScaling, DropoutScalingJob, ScaledLayer } from '../../../shared/contract/dropout.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import { dropoutLayers, isDropout } from '../../../shared/spec/dropout.ts';
import type { LayerSpec } from '../../../shared/spec/layers.ts';
import type { ModelLayer } from '../model.ts';
import { loadNative } from '../native/binding.ts';
import { PassSums } from './pass-sums.ts';
import { type MaskDraw, picturesOf, TrainedNet, withoutActivation } from './trained-net.ts';

/** Stream of the masks: `masked-scaling/<layer>`, with a number for each call. */
const purpose = 'masked-scaling';

/** Most values that one call multiplies by masks, and most passes in one call. */
const mostValues = 2 ** 21;
const mostCopies = 250;

/** Layers that sum their inputs with weights, and layers that pass on sums of what they get. */
const summing: readonly LayerSpec['class_name'][] = ['Dense', 'Conv2D', 'DepthwiseConv2D', 'SeparableConv2D'];
const passing: readonly LayerSpec['class_name'][] = [
  'Flatten',
  'ZeroPadding2D',
  'AveragePooling2D',
  'GlobalAveragePooling2D',
];

/** A Dropout layer, the layers between, and the layer that sums. */
interface Place {
  readonly dropout: ModelLayer;
  readonly at: number;
  readonly between: readonly ModelLayer[];
  readonly next: ModelLayer;
}

/**
 * Compares both ways in every Dropout layer that a summing layer follows.
 *
 * @throws LabError `dropout.no-such-picture`, `engine.bad-checkpoint`.
 */
export function dropoutScaling(job: DropoutScalingJob, dataset: ImageDataset): DropoutScaling {
  const { picture, passes } = job;
  const count = dataset.test.labels.length;
  const label = dataset.test.labels[picture];
  if (label === undefined) throw new LabError('dropout.no-such-picture', { picture, count, last: count - 1 });
  using net = new TrainedNet(job, picturesOf(dataset));
  const { places, inexact } = findPlaces(net.model.layers);
  const image = net.images(dataset.test.images, { start: picture, count: 1 });
  try {
    const layers = places.map((place) => scaleAt(net, place, { image, passes }));
    return { picture, label, passes, layers, inexact };
  } finally {
    image.dispose();
  }
}

function findPlaces(layers: readonly ModelLayer[]): { places: readonly Place[]; inexact: readonly string[] } {
  const places: Place[] = [];
  const inexact: string[] = [];
  layers.forEach((dropout, at) => {
    const inside = dropoutLayers({ layers: [dropout.spec] });
    if (!isDropout(dropout.spec)) inexact.push(...inside.map(({ layer }) => layer));
    if (!isDropout(dropout.spec) || inside.length === 0) return;
    const behind = layers.slice(at + 1);
    const end = behind.findIndex(({ spec }) => !passing.includes(spec.class_name));
    const next = behind[end];
    if (next !== undefined && summing.includes(next.spec.class_name))
      places.push({ dropout, at, between: behind.slice(0, end), next: withoutActivation(next) });
    else inexact.push(dropout.spec.config.name);
  });
  return { places, inexact };
}

function scaleAt(
  net: TrainedNet,
  place: Place,
  { image, passes }: Readonly<{ image: Tensor; passes: number }>,
): ScaledLayer {
  const { tf } = loadNative();
  const entered = tf.tidy(() => net.pass(image, { from: 0, to: place.at }, null));
  try {
    const at = new ScaledPlace(net, place);
    const predictions = at.predictions(entered);
    const sums = new PassSums(predictions);
    const copies = Math.max(1, Math.min(mostCopies, Math.floor(mostValues / entered.size)));
    for (let done = 0; done < passes; done += copies) {
      const count = Math.min(copies, passes - done);
      sums.add(at.masked(entered, { copies, count, masks: { purpose, place: done / copies } }));
    }
    const { name: layer } = place.dropout.spec.config;
    const { rate, keep } = at;
    return { layer, rate, keep, next: place.next.spec.config.name, inputs: entered.size, ...sums.result() };
  } finally {
    entered.dispose();
  }
}

/** The sums behind one Dropout layer, in the lecture's way and in Keras's. */
class ScaledPlace {
  readonly rate: number;
  /** The lecture's p. */
  readonly keep: number;
  readonly #net: TrainedNet;
  readonly #place: Place;

  constructor(net: TrainedNet, place: Place) {
    this.#net = net;
    this.#place = place;
    const { spec } = place.dropout;
    this.rate = isDropout(spec) ? spec.config.rate : 0;
    this.keep = 1 - this.rate;
  }

  /** Predictions: Keras's, the lecture's, and the lecture's without its multiplication. */
  predictions(entered: Tensor): { keras: Float32Array; lecture: Float32Array; unscaled: Float32Array } {
    const { tf } = loadNative();
    const [keras, lecture, unscaled] = valuesOf(() => {
      const divided = 1 / this.keep;
      return [
        this.#sum(entered, (kernel) => kernel),
        this.#sum(entered, (kernel) => tf.mul(tf.mul(kernel, divided), this.keep)),
        this.#sum(entered, (kernel) => tf.mul(kernel, divided)),
      ];
    });
    return { keras, lecture, unscaled } as ReturnType<ScaledPlace['predictions']>;
  }

  /**
   * Sums of one picture under masks, one row for each pass; both ways see the same masks. As many rows are drawn as
   * `copies` says, so that the first passes have the same masks however many follow.
   */
  masked(
    entered: Tensor,
    { copies, count, masks }: Readonly<{ copies: number; count: number; masks: MaskDraw }>,
  ): { keras: Float32Array; lecture: Float32Array; kept: number; count: number } {
    const { tf } = loadNative();
    const [keras, lecture, kept] = valuesOf(() => {
      const shape = [copies, ...entered.shape.slice(1)];
      const drawn = this.#net.apply(this.#place.dropout, tf.ones(shape), masks);
      const inverted = tf.slice(drawn, 0, count);
      const mask = tf.cast(tf.greater(inverted, 0), 'float32');
      return [
        this.#sum(tf.mul(inverted, entered), (kernel) => kernel),
        this.#sum(tf.mul(mask, entered), (kernel) => tf.mul(kernel, 1 / this.keep)),
        tf.sum(tf.slice(mask, 0, 1)),
      ];
    }) as [Float32Array, Float32Array, Float32Array];
    return { keras, lecture, kept: kept[0] ?? 0, count };
  }

  /** The summing layer's output with its kernel changed; the bias stays. */
  #sum(x: Tensor, change: (kernel: Tensor) => Tensor): Tensor {
    const { between, next } = this.#place;
    const own = this.#net.weightsOf(next);
    const kernel = next.weights[0]?.name ?? '';
    const weights = { ...own, [kernel]: change(own[kernel] as Tensor) };
    const reached = between.reduce((value, layer) => this.#net.apply(layer, value, null), x);
    return this.#net.apply(next, reached, null, weights);
  }
}

function valuesOf(build: () => Tensor[]): Float32Array[] {
  const tensors = loadNative().tf.tidy(build);
  try {
    return tensors.map((tensor) => tensor.dataSync() as Float32Array);
  } finally {
    for (const tensor of tensors) tensor.dispose();
  }
}
