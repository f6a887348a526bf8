import { describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../../src/shared/spec/experiment.ts';
import { isLargerBetter, metricName, resolveLogName } from '../../../../src/shared/spec/metrics.ts';
import { draftExperiment } from './documents.ts';

const read = (metrics: unknown) => parseExperiment(draftExperiment({ metrics })).metrics;
const topK = (config: object) => ({ class_name: 'TopKCategoricalAccuracy', config });

describe('The metrics of an experiment', () => {
  it('are the accuracy alone where nothing is said, as in older documents', () => {
    expect(parseExperiment(draftExperiment()).metrics).toEqual(['accuracy']);
    expect(read('acc')).toEqual(['accuracy']);
    expect(read([])).toEqual([]);
  });

  it('may be written as Keras takes them', () => {
    expect(read(['mae', 'MSE', 'MeanAbsoluteError', { class_name: 'mean_squared_error' }])).toEqual([
      'mean_absolute_error',
      'mean_squared_error',
    ]);
    expect(read(['top_k_categorical_accuracy', topK({ k: 3, name: 'top3' })])).toEqual([
      topK({ k: 5, name: 'top_k_categorical_accuracy' }),
      topK({ k: 3, name: 'top3' }),
    ]);
    expect(read(['sparse_top_k_categorical_accuracy']).map(metricName)).toEqual([
      'sparse_top_k_categorical_accuracy',
    ]);
    expect(read('superclass_accuracy')).toEqual(['superclass_accuracy']);
  });

  it('are read again to the same form', () => {
    const metrics = read(['acc', 'mae', topK({ k: 2 })]);
    expect(read(metrics)).toEqual(metrics);
  });

  it.each<[metrics: unknown, code: string, details: object]>([
    [['top_k_categorical_acuracy'], 'spec.misspelt-name', { nearest: 'TopKCategoricalAccuracy' }],
    [[{ class_name: 'Acuracy' }], 'spec.misspelt-name', { path: 'metrics[0].class_name' }],
    [['f1'], 'spec.unknown-name', { path: 'metrics[0]' }],
    [[topK({ k: 0 })], 'spec.too-small', { path: 'metrics[0].config.k' }],
    [[topK({ K: 3 })], 'spec.misspelt-key', { nearest: 'k' }],
    [[topK({ k: 2 }), topK({ k: 3 })], 'spec.duplicate-name', { path: 'metrics[1].config.name' }],
    [[topK({ name: 'val_loss' })], 'spec.duplicate-name', { found: '"val_loss"' }],
  ])('%j is refused with %s', (metrics, code, details) => {
    expect(() => read(metrics)).toThrow(
      expect.objectContaining({ code, details: expect.objectContaining(details) as unknown }),
    );
  });

  it('have one word each in the logs, which shorter ones stand for', () => {
    expect(['val_acc', 'mae', 'val_mse', 'val_loss', 'top3'].map(resolveLogName)).toEqual([
      'val_accuracy',
      'mean_absolute_error',
      'val_mean_squared_error',
      'val_loss',
      'top3',
    ]);
  });

  it('are better when larger, errors and losses apart', () => {
    expect(['accuracy', 'top3', 'superclass_accuracy'].every(isLargerBetter)).toBe(true);
    expect(['loss', 'mean_absolute_error', 'mean_squared_error'].some(isLargerBetter)).toBe(false);
  });
});
