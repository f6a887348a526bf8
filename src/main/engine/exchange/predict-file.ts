/** Predictions of a written file, by readers that are TensorFlow's own: what another program would find in it. */
import { join } from 'node:path';
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { LabError } from '../../../shared/contract/errors.ts';
import type { PredictFileJob } from '../../../shared/contract/trained-jobs.ts';
import { loadNative } from '../native/binding.ts';

/** Pictures that pass a net together. */
const picturesAtOnce = 50;

/** A net that was read. */
interface ReadNet {
  predict(images: Tensor): Tensor;
  dispose(): void;
}

/** What a file answers for each picture. @throws LabError `export.unreadable` with the reader's words. */
export async function predictFile(job: PredictFileJob): Promise<Float32Array> {
  try {
    const net = await readers[job.format](job.path);
    try {
      return predictAll(net, job);
    } finally {
      net.dispose();
    }
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new LabError('export.unreadable', { path: job.path, problem }, cause);
  }
}

const readers: Readonly<Record<PredictFileJob['format'], (path: string) => Promise<ReadNet>>> = {
  savedmodel: async (path) => {
    const model = await loadNative().tf.node.loadSavedModel(path, ['serve'], 'serving_default');
    return { predict: (images) => onlyTensor(model.predict(images)), dispose: () => model.dispose() };
  },
  tfjs: async (path) => {
    const { tf } = loadNative();
    const model = await tf.loadLayersModel(tf.io.fileSystem(join(path, 'model.json')));
    return { predict: (images) => onlyTensor(model.predict(images)), dispose: () => model.dispose() };
  },
};

function onlyTensor(answer: Tensor | Tensor[] | Readonly<Record<string, Tensor>>): Tensor {
  const { tf } = loadNative();
  if (answer instanceof tf.Tensor) return answer;
  const [first, ...others] = Object.values(answer);
  if (first === undefined || others.length > 0) throw new Error('the model has not exactly one output');
  return first;
}

function predictAll(net: ReadNet, { pixels, inputShape, preprocessing }: PredictFileJob): Float32Array {
  const { tf } = loadNative();
  const { scale, offset } = preprocessing ?? { scale: 1, offset: 0 };
  const size = inputShape.reduce((product, side) => product * side, 1);
  const outputs: Float32Array[] = [];
  for (let start = 0; start < pixels.length; start += picturesAtOnce * size) {
    const bytes = Float32Array.from(pixels.subarray(start, start + picturesAtOnce * size));
    const output = tf.tidy(() => {
      const images = tf.tensor(bytes, [bytes.length / size, ...inputShape]);
      return net.predict(preprocessing === null ? images : tf.add(tf.mul(images, scale), offset));
    });
    outputs.push(output.dataSync() as Float32Array);
    output.dispose();
  }
  return Float32Array.from(outputs.flatMap((values) => [...values]));
}
