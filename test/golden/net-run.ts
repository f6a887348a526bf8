/** Passes images through a net, eagerly: output, slopes, and the weights that the pass changes. */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { forward, type Model } from '../../src/main/engine/model.ts';
import { loadNative } from '../../src/main/engine/native/binding.ts';
import { floats, type PackedArray } from './golden.ts';

/** One pass. */
export interface PassTask {
  readonly model: Model;
  readonly training: boolean;
  readonly images: PackedArray;
  /** In the model's order. */
  readonly weights: readonly PackedArray[];
  /** Slopes are those of sum(output · cotangent). */
  readonly cotangent: PackedArray;
}

/** Numbers by name: `output`, `slope by …` (the input, each trainable weight), `… after` (each other weight). */
export function passThrough(task: PassTask): Map<string, Float32Array> {
  const scope = loadNative().tf.engine();
  scope.startScope();
  try {
    return passInScope(task);
  } finally {
    scope.endScope();
  }
}

function passInScope({ model, training, images, weights, cotangent }: PassTask): Map<string, Float32Array> {
  const { tf } = loadNative();
  const given = weights.map(tensor);
  const places = model.weights.flatMap(({ trainable }, place) => (trainable ? [place] : []));
  const pass = (x: Tensor, values: readonly Tensor[]) =>
    forward(model, x, {
      weights: new Map(model.weights.map(({ key }, place) => [key, values[place] as Tensor])),
      training,
      iteration: tf.scalar(0, 'int32'),
      seed: 0,
    });
  const total = (x: Tensor, ...trained: Tensor[]): Tensor => {
    const values = given.map((value, place) => trained[places.indexOf(place)] ?? value);
    return tf.sum(tf.mul(pass(x, values).output, tensor(cotangent)));
  };
  const x = tensor(images);
  const { output, updates } = pass(x, given);
  const slopes = tf.grads(total)([x, ...places.map((place) => given[place] as Tensor)]);
  const names = ['input', ...places.map((place) => model.weights[place]?.key ?? '')];
  return new Map([
    ['output', read(output)],
    ...names.map((name, index) => [`slope by ${name}`, read(slopes[index] as Tensor)] as const),
    ...model.weights.flatMap(({ key, trainable }, place) =>
      trainable ? [] : [[`${key} after`, read(updates.get(key) ?? (given[place] as Tensor))] as const],
    ),
  ]);
}

function tensor(packed: PackedArray): Tensor {
  return loadNative().tf.tensor(floats(packed), [...packed.shape]);
}

function read(value: Tensor): Float32Array {
  return value.dataSync<'float32'>().slice();
}
