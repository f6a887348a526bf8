/** The lecture's MNIST network as an experiment and as a TF.js layers model, for measurements side by side. */
import type * as TensorFlow from '@tensorflow/tfjs-node-gpu';
import type { Tf } from '../src/main/engine/native/binding.ts';
import { parseExperiment } from '../src/shared/spec/experiment.ts';
import type { Experiment } from '../src/shared/spec/experiment.ts';

/** Images of one step. */
export const batchSize = 128;

/** The lecture's network (28 -> 23 -> 21 -> 10) with the given optimizer. */
export function slidesExperiment(optimizer: unknown): Experiment {
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
        { class_name: 'Dense', config: { units: 10, activation: 'softmax' } },
      ],
    },
    loss: 'categorical_crossentropy',
    optimizer,
    batch_size: batchSize,
  });
}

/** The same network as TF.js users write it. */
export function tfjsModel(tf: Tf, optimizer: TensorFlow.Optimizer): TensorFlow.Sequential {
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ filters: 32, kernelSize: 6, activation: 'relu', inputShape: [28, 28, 1] }),
      tf.layers.conv2d({ filters: 64, kernelSize: 3, activation: 'relu' }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.dropout({ rate: 0.25 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 128, activation: 'relu' }),
      tf.layers.dropout({ rate: 0.5 }),
      tf.layers.dense({ units: 10, activation: 'softmax' }),
    ],
  });
  model.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return model;
}
