/** Comparisons, runs and records for the tests of Compare. */
import type { EpochRecord } from '../../../../../src/shared/contract/engine.ts';
import type { RunDetail } from '../../../../../src/shared/contract/history.ts';
import { type Comparison, parseComparison } from '../../../../../src/shared/spec/comparison.ts';
import { type Experiment, parseExperiment } from '../../../../../src/shared/spec/experiment.ts';

/** A small net with two dropout layers. */
export const experiment: Experiment = parseExperiment({
  ...{ tatami: 'experiment', version: 1, name: 'small', dataset: 'mnist', loss: 'categorical_crossentropy' },
  ...{ optimizer: 'Adam', epochs: 2 },
  model: {
    layers: [
      { class_name: 'Flatten', config: {} },
      { class_name: 'Dropout', config: { rate: 0.25 } },
      { class_name: 'Dense', config: { units: 8, activation: 'relu' } },
      { class_name: 'Dropout', config: { rate: 0 } },
      { class_name: 'Dense', config: { units: 10, activation: 'softmax' } },
    ],
  },
});

/** Plain descent against Adam, with two seeds. */
export const comparison: Comparison = parseComparison({
  ...{ tatami: 'comparison', version: 1, name: 'pair', base: experiment, seeds: [1, 2] },
  variants: [
    { name: 'SGD', set: { optimizer: 'SGD' } },
    { name: 'Adam', set: { optimizer: 'Adam' } },
  ],
});

/** A record of an epoch. */
export function record(epoch: number, accuracy: number, values: Partial<EpochRecord> = {}): EpochRecord {
  return {
    ...{ epoch, loss: 1 - accuracy, accuracy, val_loss: 1 - accuracy, val_accuracy: accuracy },
    ...{ learning_rate: 0.01, durationMs: 1000, ...values },
  };
}

/** A run of the comparison as the history has it. */
export function runOf(id: string, variant: string, values: Partial<RunDetail> = {}): RunDetail {
  return {
    ...{ id, name: 'pair', status: 'completed', dataset: 'mnist', optimizer: variant, createdAtMs: 0 },
    ...{ epochsDone: 2, epochs: 2, comparisonId: 'c1', variant, testAccuracy: null, testLoss: null },
    ...{ bestValAccuracy: null, tags: [], note: '', experiment: { ...experiment, seed: 1 }, start: null },
    ...{ end: null, epochRecords: [], checkpoints: [], test: null, repeatOf: null, verdicts: [] },
    ...values,
  };
}
