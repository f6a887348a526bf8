/** The lecture's network as an experiment and as a TF.js layers model, for measurements side by side. */
import type * as TensorFlow from '@tensorflow/tfjs-node-gpu';
import type { Tf } from '../src/main/engine/native/binding.ts';
import { parseExperiment } from '../src/shared/spec/experiment.ts';
import type { Experiment } from '../src/shared/spec/experiment.ts';

/** Images of one step. */
export const batchSize = 128;

/** What the network is given and how many classes it tells apart. */
export interface NetworkShape {
  /** Height and width of an image. */
  readonly size: number;
  readonly channels: number;
  readonly classes: number;
}

/** The shape of MNIST. */
export const mnistShape: NetworkShape = { size: 28, channels: 1, classes: 10 };

/** What an experiment may say beyond its optimizer. */
export interface SlidesOptions {
  readonly classes?: number;
  readonly dtypePolicy?: Experiment['dtype_policy'];
}

/** The lecture's network (for MNIST 28 -> 23 -> 21 -> 10) with the given optimizer. */
export function slidesExperiment(optimizer: unknown, options: SlidesOptions = {}): Experiment {
  const { classes = mnistShape.classes, dtypePolicy = 'float32' } = options;
  return parseExperiment({
    tatami: 'experiment',
    version: 1,
    name: 'bench',
    dataset: { id: 'mnist' },
    validation: { from: 'none' },
    model: {
      layers: [
        { class_name: 'Conv2D', config: { filters: 32, kernel_size: 6, activation: 'relu' } },
        { class_name: 'Conv2D', config: { filters: 64, kernel_size: 3, activation: 'relu' } },
        { class_name: 'MaxPooling2D', config: { pool_size: 2 } },
        { class_name: 'Dropout', config: { rate: 0.25 } },
        { class_name: 'Flatten', config: {} },
        { class_name: 'Dense', config: { units: 128, activation: 'relu' } },
        { class_name: 'Dropout', config: { rate: 0.5 } },
        { class_name: 'Dense', config: { units: classes, activation: 'softmax' } },
      ],
    },
    loss: 'categorical_crossentropy',
    optimizer,
    batch_size: batchSize,
    dtype_policy: dtypePolicy,
  });
}

/** The same network as TF.js users write it. */
export function tfjsModel(
  tf: Tf,
  optimizer: TensorFlow.Optimizer,
  shape: NetworkShape = mnistShape,
): TensorFlow.Sequential {
  const inputShape = [shape.size, shape.size, shape.channels];
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ filters: 32, kernelSize: 6, activation: 'relu', inputShape }),
      tf.layers.conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.dropout({ rate: 0.25 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 128, activation: 'relu' }),
      tf.layers.dropout({ rate: 0.5 }),
      tf.layers.dense({ units: shape.classes, activation: 'softmax' }),
    ],
  });
  model.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return model;
}

/**
 * Floating-point operations that one image of a training step cannot do without: convolutions and dense layers, forward
 * and for both gradients (the first layer needs none of its input), leaving out what the pooling drops.
 */
export function neededOperations({ size, channels, classes }: NetworkShape): number {
  const pooled = Math.floor((size - 7) / 2);
  const first = (2 * pooled + 2) ** 2 * 32 * 36 * channels;
  const second = (2 * pooled) ** 2 * 64 * 9 * 32;
  const dense = 64 * pooled ** 2 * 128 + 128 * classes;
  return 2 * (2 * first + 3 * second + 3 * dense);
}
