/** Computes a loss and its slopes with the engine, eagerly. */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { activate } from '../../src/main/engine/activations.ts';
import { lossPerImage, type ModelOutput } from '../../src/main/engine/losses.ts';
import { loadNative } from '../../src/main/engine/native/binding.ts';
import { lossSchema } from '../../src/shared/spec/losses.ts';
import { floats, type KerasClass, type PackedArray } from './golden.ts';

/** A loss on a model's output. */
export interface LossTask extends KerasClass {
  /** What the model ends in; `probabilities` come without anything before them. */
  readonly activation: 'linear' | 'probabilities' | 'softmax' | 'sigmoid';
  /** What goes into the activation: images × classes. */
  readonly values: PackedArray;
}

/** The loss of each image, and the slopes of their mean by the values. */
export interface LossOutcome {
  readonly perImage: Float32Array;
  readonly slopes: Float32Array;
}

/** Computes a loss for images of the given classes; leaves no tensor behind. */
export function computeLoss(task: LossTask, labels: Int32Array): LossOutcome {
  const { tf } = loadNative();
  const loss = lossSchema.parse({ class_name: task.class_name, config: task.config });
  const compute = (given: Tensor): Tensor =>
    lossPerImage(loss, outputOf(task.activation, given), tf.tensor1d(labels, 'int32'));
  const values = (): Tensor => tf.tensor(floats(task.values), [...task.values.shape]);
  return {
    perImage: tf.tidy(() => read(compute(values()))),
    slopes: tf.tidy(() => read(tf.grad((given) => tf.mean(compute(given)))(values()))),
  };
}

function outputOf(activation: LossTask['activation'], values: Tensor): ModelOutput {
  if (activation === 'linear' || activation === 'probabilities') return { output: values, logits: null };
  return { output: activate(activation, values), logits: { values, activation } };
}

function read(tensor: Tensor): Float32Array {
  return tensor.dataSync<'float32'>().slice();
}
