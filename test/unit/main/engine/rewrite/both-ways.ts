/** Computes a model as built and rewritten, from the same numbers, and says how far the results are apart. */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import {
  buildModel,
  forward,
  stagesAsBuilt,
  type Model,
  type Stage,
} from '../../../../../src/main/engine/model.ts';
import { loadNative } from '../../../../../src/main/engine/native/binding.ts';
import { rewrittenStages } from '../../../../../src/main/engine/rewrite/rewrite.ts';
import { type RewriteName, rewriteNames } from '../../../../../src/shared/contract/graph-form.ts';
import { randomStream } from '../../../../../src/shared/random.ts';
import { modelSchema } from '../../../../../src/shared/spec/model.ts';

/** What is computed. */
export interface TwoWays {
  readonly layers: readonly unknown[];
  /** Height, width, channels. */
  readonly shape: readonly number[];
  readonly rewrites?: readonly RewriteName[];
  readonly training?: boolean;
}

/** A model of the given layers. */
export function modelOf({ layers, shape }: Pick<TwoWays, 'layers' | 'shape'>): Model {
  return buildModel(modelSchema.parse({ layers }), shape);
}

/** What is computed in which order, one word a stage: `conv2d.product`, `max_pooling2d`, `conv2d[26x26]`. */
export function stageWords({
  rewrites = rewriteNames,
  training = true,
  ...ways
}: TwoWays): readonly string[] {
  return rewrittenStages(modelOf(ways), rewrites, training).map(({ layer, part, kept }) => {
    const name = layer.spec.config.name;
    return `${name}${part === 'whole' ? '' : `.${part}`}${kept ? `[${kept.join('x')}]` : ''}`;
  });
}

/** Largest difference of the output, and of a slope relative to the largest slope of its weight. */
export interface Apart {
  readonly output: number;
  readonly slopes: number;
}

/** Computes both ways on random images and weights of either sign. */
export function apart(ways: TwoWays): Apart {
  const { rewrites = rewriteNames, training = true } = ways;
  const model = modelOf(ways);
  const { tf } = loadNative();
  const scope = tf.engine();
  scope.startScope();
  try {
    const draw = drawer();
    const images = draw([3, ...ways.shape]);
    const weights = model.weights.map(({ shape }) => draw(shape));
    const cotangent = draw([3, ...model.outputShape]);
    const given = { model, images, weights, cotangent, training };
    const built = outcome(given, stagesAsBuilt(model));
    const rewritten = outcome(given, rewrittenStages(model, rewrites, training));
    const [output = 0, ...slopes] = built.map((value, index) => distance(value, rewritten[index] as Tensor));
    return { output, slopes: Math.max(0, ...slopes) };
  } finally {
    scope.endScope();
  }
}

interface Given {
  readonly model: Model;
  readonly images: Tensor;
  readonly weights: readonly Tensor[];
  readonly cotangent: Tensor;
  readonly training: boolean;
}

/** The output, then the slope of its weighted sum by each weight. */
function outcome({ model, images, weights, cotangent, training }: Given, stages: readonly Stage[]): Tensor[] {
  const { tf } = loadNative();
  const places = model.weights.flatMap(({ trainable }, place) => (trainable ? [place] : []));
  const pass = (trained: readonly Tensor[]): Tensor => {
    const values = weights.map((value, place) => trained[places.indexOf(place)] ?? value);
    const named = new Map(model.weights.map(({ key }, place) => [key, values[place] as Tensor]));
    const iteration = tf.scalar(3, 'int32');
    return forward(model, images, { stages, weights: named, training, iteration, seed: 5 }).output;
  };
  const own = places.map((place) => weights[place] as Tensor);
  const total = (...trained: Tensor[]): Tensor => tf.sum(tf.mul(pass(trained), cotangent));
  return [pass(own), ...(own.length === 0 ? [] : tf.grads(total)(own))];
}

function drawer(): (shape: readonly number[]) => Tensor {
  const stream = randomStream(11, 'rewrites');
  return (shape) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const values = Float32Array.from({ length: size }, () => stream.uint32() / 2 ** 31 - 1);
    return loadNative().tf.tensor(values, [...shape]);
  };
}

function distance(expected: Tensor, found: Tensor): number {
  const { tf } = loadNative();
  const largest = tf.max(tf.abs(expected)).dataSync()[0] as number;
  return (tf.max(tf.abs(tf.sub(expected, found))).dataSync()[0] as number) / Math.max(largest, 1e-12);
}
