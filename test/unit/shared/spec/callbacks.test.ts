import { describe, expect, it } from 'vitest';
import { watchesLarger } from '../../../../src/shared/spec/callbacks.ts';
import { parseExperiment } from '../../../../src/shared/spec/experiment.ts';
import { applySettings } from '../../../../src/shared/spec/settings.ts';
import { draftExperiment } from './documents.ts';

const read = (callbacks: unknown, changes: object = {}) =>
  parseExperiment(draftExperiment({ callbacks, ...changes })).callbacks;

/** Keras 3.15.1, keras/src/callbacks. */
const earlyStopping = {
  class_name: 'EarlyStopping',
  config: {
    monitor: 'val_loss',
    min_delta: 0,
    patience: 0,
    mode: 'auto',
    baseline: null,
    restore_best_weights: false,
    start_from_epoch: 0,
  },
};
const plateau = {
  class_name: 'ReduceLROnPlateau',
  config: {
    monitor: 'val_loss',
    factor: 0.1,
    patience: 10,
    mode: 'auto',
    min_delta: 1e-4,
    cooldown: 0,
    min_lr: 0,
  },
};

describe('The callbacks of an experiment', () => {
  it('are none where nothing is said, as in older documents', () => {
    expect(parseExperiment(draftExperiment()).callbacks).toEqual([]);
  });

  it('have exactly the arguments and defaults of Keras 3', () => {
    expect(read(['EarlyStopping', 'ReduceLROnPlateau'])).toStrictEqual([earlyStopping, plateau]);
  });

  it('may be written shortly, and Keras’s verbose changes nothing', () => {
    expect(read('early_stopping')).toStrictEqual([earlyStopping]);
    expect(read({ class_name: 'reduce_lr_on_plateau', config: { verbose: 1 } })).toStrictEqual([plateau]);
  });

  it('watch any number of the logs, also by its short name', () => {
    const watch = (monitor: string, changes = {}) =>
      read({ class_name: 'EarlyStopping', config: { monitor } }, changes)[0]?.config.monitor;
    expect(watch('val_acc')).toBe('val_accuracy');
    expect(watch('val_mae', { metrics: ['mae'] })).toBe('val_mean_absolute_error');
    const top3 = { class_name: 'TopKCategoricalAccuracy', config: { k: 3, name: 'top3' } };
    expect(watch('val_top3', { metrics: [top3] })).toBe('val_top3');
    expect(watch('loss', { validation: 'none' })).toBe('loss');
  });

  it.each<[callback: object, changes: object, code: string, details: object]>([
    [{ monitor: 'val_los' }, {}, 'spec.misspelt-name', { nearest: 'val_loss' }],
    [{ monitor: 'mae' }, {}, 'spec.unknown-name', { found: '"mean_absolute_error"' }],
    [{ monitor: 'speed' }, {}, 'spec.unknown-name', { path: 'callbacks[0].config.monitor' }],
    [{ monitor: 'val_mae' }, { validation: 'none', metrics: ['mae'] }, 'spec.nothing-validated', {}],
    [{ patience: -1 }, {}, 'spec.too-small', { path: 'callbacks[0].config.patience' }],
    [{ patient: 3 }, {}, 'spec.misspelt-key', { nearest: 'patience' }],
    [{ mode: 'most' }, {}, 'spec.unknown-name', {}],
  ])('%j with %j is refused with %s', (config, changes, code, details) => {
    expect(() => read([{ class_name: 'EarlyStopping', config }], changes)).toThrow(
      expect.objectContaining({ code, details: expect.objectContaining(details) as unknown }),
    );
  });

  it('lower the learning rate by a factor below 1, as in Keras', () => {
    const lower = (factor: number) => () => read([{ class_name: 'ReduceLROnPlateau', config: { factor } }]);
    expect(lower(1)).toThrow(expect.objectContaining({ code: 'spec.not-below' }));
    expect(lower(0)).toThrow(expect.objectContaining({ code: 'spec.not-above' }));
  });

  it('can be changed one by one by settings', () => {
    const { callbacks } = applySettings(draftExperiment(), {
      callbacks: [{ class_name: 'EarlyStopping' }],
      'callbacks[0].patience': 3,
      'callbacks[0].config.monitor': 'val_acc',
    });
    expect(callbacks[0]?.config).toMatchObject({ patience: 3, monitor: 'val_accuracy' });
  });

  it('take falling losses and errors and rising accuracies for better, unless told otherwise', () => {
    const larger = (monitor: string, mode: 'auto' | 'min' | 'max' = 'auto') =>
      watchesLarger({ monitor, mode });
    expect(['val_loss', 'loss', 'val_mean_squared_error'].map((name) => larger(name))).toEqual([
      false,
      false,
      false,
    ]);
    expect(['val_accuracy', 'superclass_accuracy', 'val_top3'].map((name) => larger(name))).toEqual([
      true,
      true,
      true,
    ]);
    expect([larger('val_loss', 'max'), larger('val_accuracy', 'min')]).toEqual([true, false]);
  });
});
