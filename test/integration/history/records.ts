import type { BatchPoint, EpochRecord } from '../../../src/shared/contract/engine.ts';
import type { RunEnd, RunStart } from '../../../src/shared/contract/history.ts';
import { experimentSchema } from '../../../src/shared/spec/experiment.ts';

/** A small experiment. */
export const experiment = experimentSchema.parse({
  tatami: 'experiment',
  version: 1,
  dataset: { id: 'mnist' },
  model: { name: 'softmax', layers: [{ class_name: 'Dense', config: { units: 10, activation: 'softmax' } }] },
  loss: 'sparse_categorical_crossentropy',
  optimizer: { class_name: 'SGD', config: {} },
  epochs: 1000,
});

/** The facts of a start. */
export const start: RunStart = {
  device: { kind: 'cpu', name: '', reason: '', threads: 1, tensorflow: '2.21.0', cpuFeatures: [] },
  versions: {},
  dataSha256: 'd',
  initialWeightsSha256: 'a',
  parameterCount: 7850,
};

/** A good end. */
export const completed: RunEnd = {
  status: 'completed',
  finalWeightsSha256: 'f',
  imagesPerSecond: 1,
  divergedAtStep: null,
  failure: null,
};

/** The record of an epoch; all its numbers follow from the epoch, so that a reader can check them. */
export function epochRecord(epoch: number): EpochRecord {
  return {
    epoch,
    loss: 1 / epoch,
    accuracy: epoch / 1000,
    val_loss: 2 / epoch,
    val_accuracy: epoch / 2000,
    learning_rate: 0.01,
    durationMs: epoch,
  };
}

/** The ten points of an epoch. */
export function points(epoch: number): BatchPoint[] {
  return Array.from({ length: 10 }, (_, index) => {
    const step = (epoch - 1) * 10 + index + 1;
    return { step, loss: 1 / step, accuracy: 0.5, timeMs: step };
  });
}
