/**
 * Keras 3's losses as functions of tensors. Each answers one number per image; the loss of a batch is their mean.
 *
 * Where the model ends in softmax or sigmoid, the cross-entropies are computed from the values before it, which is
 * exact for extreme probabilities. Keras on TensorFlow does the same.
 */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { assertNever } from '../../shared/contract/errors.ts';
import type { LossSpec } from '../../shared/spec/losses.ts';
import { loadNative } from './native/binding.ts';
import { abs, max, softmaxCrossEntropy, sparseSoftmaxCrossEntropy } from './native/ops.ts';

/** Keras's fuzz factor: probabilities are kept this far from 0 and 1. */
const fuzz = 1e-7;

/** What a model yields for a batch. */
export interface ModelOutput {
  /** Images × classes. */
  readonly output: Tensor;
  /** The values before a final softmax or sigmoid; null where the model ends otherwise. */
  readonly logits: { readonly values: Tensor; readonly activation: 'softmax' | 'sigmoid' } | null;
}

/**
 * The loss of each image.
 * @param labels int32 class of each image; losses on vectors see its one-hot form.
 */
export function lossPerImage(spec: LossSpec, model: ModelOutput, labels: Tensor): Tensor {
  const { tf } = loadNative();
  const { output } = model;
  const target = (): Tensor => tf.oneHot(labels, output.shape[1] as number, 1, 0, 'float32');
  const sign = (): Tensor => tf.sub(tf.mul(target(), 2), 1);
  switch (spec.class_name) {
    case 'MeanSquaredError':
      return tf.mean(tf.square(tf.sub(output, target())), -1);
    case 'MeanAbsoluteError':
      return tf.mean(abs(tf.sub(output, target())), -1);
    case 'Hinge':
      return tf.mean(tf.maximum(tf.sub(1, tf.mul(sign(), output)), 0), -1);
    case 'SquaredHinge':
      return tf.mean(tf.square(tf.maximum(tf.sub(1, tf.mul(sign(), output)), 0)), -1);
    case 'CategoricalHinge':
      return categoricalHinge(output, target());
    case 'KLDivergence':
      return klDivergence(output, target());
    case 'SparseCategoricalCrossentropy':
    case 'CategoricalCrossentropy':
      return crossEntropy(spec, model, labels);
    case 'BinaryCrossentropy':
      return binaryCrossEntropy(spec.config, model, target());
    default:
      return assertNever(spec);
  }
}

type CrossEntropySpec = Extract<
  LossSpec,
  { class_name: 'CategoricalCrossentropy' | 'SparseCategoricalCrossentropy' }
>;

function crossEntropy(spec: CrossEntropySpec, { output, logits }: ModelOutput, labels: Tensor): Tensor {
  const { tf } = loadNative();
  const isSparse = spec.class_name === 'SparseCategoricalCrossentropy';
  const smoothing = isSparse ? 0 : spec.config.label_smoothing;
  const scores = logits ? logits.values : spec.config.from_logits ? output : null;
  if (scores && smoothing === 0) return sparseSoftmaxCrossEntropy(scores, labels);
  if (isSparse) return sparseSoftmaxCrossEntropy(tf.log(tf.clipByValue(output, fuzz, 1 - fuzz)), labels);
  const classes = output.shape[1] as number;
  const oneHot = tf.oneHot(labels, classes, 1, 0, 'float32');
  const target = smoothing === 0 ? oneHot : tf.add(tf.mul(oneHot, 1 - smoothing), smoothing / classes);
  if (scores) return softmaxCrossEntropy(scores, target);
  const shares = tf.clipByValue(tf.div(output, tf.sum(output, -1, true)), fuzz, 1 - fuzz);
  return tf.neg(tf.sum(tf.mul(target, tf.log(shares)), -1));
}

function binaryCrossEntropy(
  config: { readonly from_logits: boolean; readonly label_smoothing: number },
  { output, logits }: ModelOutput,
  target: Tensor,
): Tensor {
  const { tf } = loadNative();
  const { label_smoothing: smoothing } = config;
  const wanted = smoothing === 0 ? target : tf.add(tf.mul(target, 1 - smoothing), smoothing / 2);
  if (logits || config.from_logits) {
    const scores = logits ? logits.values : output;
    const tail = tf.log1p(tf.exp(tf.neg(tf.abs(scores))));
    return tf.mean(tf.add(tf.sub(tf.relu(scores), tf.mul(scores, wanted)), tail), -1);
  }
  const share = tf.clipByValue(output, fuzz, 1 - fuzz);
  const right = tf.mul(wanted, tf.log(share));
  const wrong = tf.mul(tf.sub(1, wanted), tf.log(tf.sub(1, share)));
  return tf.neg(tf.mean(tf.add(right, wrong), -1));
}

/** max(1 + largest wrong score - right score, 0). */
function categoricalHinge(output: Tensor, target: Tensor): Tensor {
  const { tf } = loadNative();
  const right = tf.sum(tf.mul(target, output), -1);
  const wrong = tf.squeeze(max(tf.mul(tf.sub(1, target), output), [1]), [1]);
  return tf.maximum(tf.add(tf.sub(wrong, right), 1), 0);
}

function klDivergence(output: Tensor, target: Tensor): Tensor {
  const { tf } = loadNative();
  const wanted = tf.clipByValue(target, fuzz, 1);
  const given = tf.clipByValue(output, fuzz, 1);
  return tf.sum(tf.mul(wanted, tf.log(tf.div(wanted, given))), -1);
}
