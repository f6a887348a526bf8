import { describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../../src/shared/spec/experiment.ts';
import {
  optimizerClassNames,
  optimizerPreset,
  optimizerSchema,
  type OptimizerClassName,
} from '../../../../src/shared/spec/optimizers.ts';
import { keras2Decay, type OptimizerPreset, optimizerPresets } from '../../../../src/shared/spec/presets.ts';
import { learningRateAt } from '../../../../src/shared/spec/schedules.ts';
import { applySettings } from '../../../../src/shared/spec/settings.ts';
import { draftExperiment } from './documents.ts';

/** The arguments that presets speak of, in the order of the table. */
const columns = [
  ...['learning_rate', 'momentum', 'rho', 'beta_1', 'beta_2', 'epsilon'],
  ...['initial_accumulator_value', 'weight_decay'],
];

/**
 * Every preset of every optimizer: rate, momentum, rho, betas, epsilon, first accumulator, weight decay; `-` where the
 * optimizer has no such argument. Sources: Keras 2.2.0, Keras 3.15.1, and the papers that `presets.ts` names.
 */
const table = `
  SGD       keras2  0.01   0  -     -      -      -     -    null
  SGD       keras3  0.01   0  -     -      -      -     -    null
  SGD       paper   0.01   0  -     -      -      -     -    null
  RMSprop   keras2  0.001  0  0.9   -      -      1e-7  -    null
  RMSprop   keras3  0.001  0  0.9   -      -      1e-7  -    null
  RMSprop   paper   0.001  0  0.9   -      -      1e-8  -    null
  Adagrad   keras2  0.01   -  -     -      -      1e-7  0    null
  Adagrad   keras3  0.001  -  -     -      -      1e-7  0.1  null
  Adagrad   paper   0.01   -  -     -      -      1e-8  0    null
  Adadelta  keras2  1      -  0.95  -      -      1e-7  -    null
  Adadelta  keras3  0.001  -  0.95  -      -      1e-7  -    null
  Adadelta  paper   1      -  0.95  -      -      0.000001  -    null
  Adam      keras2  0.001  -  -     0.9    0.999  1e-7  -    null
  Adam      keras3  0.001  -  -     0.9    0.999  1e-7  -    null
  Adam      paper   0.001  -  -     0.9    0.999  1e-8  -    null
  AdamW     keras3  0.001  -  -     0.9    0.999  1e-7  -    0.004
  AdamW     paper   0.001  -  -     0.9    0.999  1e-8  -    0.01
  Adamax    keras2  0.002  -  -     0.9    0.999  1e-7  -    null
  Adamax    keras3  0.001  -  -     0.9    0.999  1e-7  -    null
  Adamax    paper   0.002  -  -     0.9    0.999  1e-8  -    null
  Nadam     keras2  0.002  -  -     0.9    0.999  1e-7  -    null
  Nadam     keras3  0.001  -  -     0.9    0.999  1e-7  -    null
  Nadam     paper   0.002  -  -     0.975  0.999  1e-8  -    null
`;
const rows = table
  .trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));

const read = (optimizer: unknown) => parseExperiment(draftExperiment({ optimizer })).optimizer;

describe('A preset', () => {
  it.each(rows)('of %s, %s, has the numbers of its source', (className, preset, ...numbers) => {
    const { config } = optimizerPreset(preset as OptimizerPreset, className as OptimizerClassName);
    const found = columns.map((name) =>
      name in config ? String((config as Record<string, unknown>)[name]) : '-',
    );
    expect(found).toEqual(numbers);
  });

  it('exists for every optimizer, except where Keras 2 had none', () => {
    const all = optimizerClassNames.flatMap((name) => optimizerPresets.map((preset) => `${name} ${preset}`));
    expect(rows.map(([name, preset]) => `${name} ${preset}`)).toEqual(
      all.filter((pair) => pair !== 'AdamW keras2'),
    );
    expect(() => read({ class_name: 'AdamW', preset: 'keras2' })).toThrow(
      expect.objectContaining({ code: 'spec.no-preset' }),
    );
  });

  it('stands in a document beside the class and is written out as numbers', () => {
    for (const className of optimizerClassNames) {
      expect(read({ class_name: className, preset: 'paper' })).toStrictEqual(
        optimizerPreset('paper', className),
      );
    }
    expect(read({ class_name: 'adamw', preset: 'Keras 3' })).toStrictEqual(optimizerSchema.parse('AdamW'));
    for (const preset of ['slides', 'Slides (Keras 2)', 'KERAS2', 'keras_2']) {
      expect(read({ class_name: 'Adadelta', preset }).config.learning_rate).toBe(1);
    }
  });

  it('leaves to the config what that says', () => {
    expect(
      read({ class_name: 'Adam', preset: 'paper', config: { lr: 0.5, beta_1: 0.5 } }).config,
    ).toMatchObject({
      learning_rate: 0.5,
      beta_1: 0.5,
      beta_2: 0.999,
      epsilon: 1e-8,
    });
  });

  it('can be chosen by a setting, which later settings refine', () => {
    const apply = (settings: Record<string, unknown>) => applySettings(draftExperiment(), settings).optimizer;
    expect(apply({ 'optimizer.preset': 'paper' })).toStrictEqual(optimizerPreset('paper', 'Adam'));
    expect(apply({ optimizer: 'nadam', 'optimizer.preset': 'slides' }).config.learning_rate).toBe(0.002);
    expect(
      apply({ 'optimizer.clipnorm': 1, 'optimizer.preset': 'paper', 'optimizer.learning_rate': 0.5 }).config,
    ).toMatchObject({ learning_rate: 0.5, epsilon: 1e-8, clipnorm: null });
    expect(() => apply({ 'model.layers.dropout.preset': 'paper' })).toThrow(
      expect.objectContaining({ code: 'spec.unknown-key' }),
    );
  });

  it.each<[preset: unknown, code: string, details: object]>([
    ['papr', 'spec.misspelt-name', { path: 'optimizer.preset', nearest: 'paper' }],
    ['tensorflow', 'spec.unknown-name', { allowed: 'keras2, keras3, paper' }],
    [3, 'spec.unknown-name', { found: '"3"' }],
  ])('that is %j is refused with %s', (preset, code, details) => {
    expect(() => read({ class_name: 'Adam', preset })).toThrow(
      expect.objectContaining({ code, details: expect.objectContaining(details) as unknown }),
    );
  });
});

describe('The decay of Keras 2', () => {
  it('is read as a falling learning rate', () => {
    const schedule = keras2Decay(0.01, 1e-6);
    expect(learningRateAt(schedule, 0)).toBe(0.01);
    expect(learningRateAt(schedule, 1_000_000)).toBeCloseTo(0.005, 12);
  });
});
