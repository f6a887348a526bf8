/** Predictions of a net that need not be a run of ours: a file that was read again, or one that a user brought. */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import type { PredictJob } from '../../../shared/contract/trained-jobs.ts';
import { buildModel, forward, type Model } from '../model.ts';
import { loadNative } from '../native/binding.ts';
import { givenWeights } from './given-weights.ts';

/** Pictures that pass the layers together. */
const picturesAtOnce = 100;

/**
 * What the net puts out for each picture: `pictures` × classes, row by row.
 * @throws LabError `engine.weights-do-not-fit` naming the weight, `engine.layer-failed`, `spec.*`.
 */
export function predict(job: PredictJob): Float32Array {
  const model = buildModel(job.model, job.inputShape);
  const { tf } = loadNative();
  const weights = weightTensors(model, job);
  const zero = tf.scalar(0, 'int32');
  const size = job.inputShape.reduce((product, side) => product * side, 1);
  const count = Math.floor(job.pixels.length / size);
  const width = model.outputShape.reduce((product, side) => product * side, 1);
  const outputs = new Float32Array(count * width);
  try {
    for (let start = 0; start < count; start += picturesAtOnce) {
      const bytes = job.pixels.subarray(start * size, Math.min(start + picturesAtOnce, count) * size);
      const output = tf.tidy(() => {
        const images = imagesOf(bytes, job);
        return forward(model, images, { weights, training: false, iteration: zero, seed: 0 }).output;
      });
      outputs.set(output.dataSync(), start * width);
      output.dispose();
    }
  } finally {
    zero.dispose();
    for (const weight of weights.values()) weight.dispose();
  }
  return outputs;
}

/** Bytes as the net receives them: float32 NHWC, scaled. */
function imagesOf(bytes: Uint8Array, { inputShape, preprocessing }: PredictJob): Tensor {
  const { tf } = loadNative();
  const { scale, offset } = preprocessing;
  const count = bytes.length / inputShape.reduce((product, side) => product * side, 1);
  const images = tf.tensor(Float32Array.from(bytes), [count, ...inputShape]);
  return tf.add(tf.mul(images, scale), offset);
}

function weightTensors(model: Model, job: PredictJob): Map<string, Tensor> {
  const { tf } = loadNative();
  return new Map(
    givenWeights(model, job.weights).map(({ name, shape, data }) => [name, tf.tensor(data, [...shape])]),
  );
}
