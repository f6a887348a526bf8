import { describe, expect, it } from 'vitest';
import { optimizerPreset, optimizerSchema } from '../../../../src/shared/spec/optimizers.ts';

const common = {
  weight_decay: null,
  clipnorm: null,
  clipvalue: null,
  global_clipnorm: null,
  use_ema: false,
  ema_momentum: 0.99,
  ema_overwrite_frequency: null,
};
const epsilon = 1e-7;
const moments = { learning_rate: 0.001, beta_1: 0.9, beta_2: 0.999, epsilon };

/** Keras 3.15.1, keras/src/optimizers. */
const keras3: Record<string, Record<string, unknown>> = {
  SGD: { ...common, learning_rate: 0.01, momentum: 0, nesterov: false },
  RMSprop: { ...common, learning_rate: 0.001, rho: 0.9, momentum: 0, epsilon, centered: false },
  Adagrad: { ...common, learning_rate: 0.001, initial_accumulator_value: 0.1, epsilon },
  Adadelta: { ...common, learning_rate: 0.001, rho: 0.95, epsilon },
  Adam: { ...common, ...moments, amsgrad: false },
  AdamW: { ...common, ...moments, amsgrad: false, weight_decay: 0.004 },
  Adamax: { ...common, ...moments },
  Nadam: { ...common, ...moments },
};

describe('An optimizer', () => {
  it.each(Object.entries(keras3))(
    '%s has exactly the arguments and defaults of Keras 3',
    (className, config) => {
      expect(optimizerSchema.parse(className)).toStrictEqual({ class_name: className, config });
      expect(optimizerPreset('keras3', className as 'SGD')).toStrictEqual({ class_name: className, config });
    },
  );

  it('may be written in any case', () => {
    for (const spelling of ['adadelta', 'AdaDelta', 'ADADELTA', 'ada_delta']) {
      expect(optimizerSchema.parse(spelling).class_name).toBe('Adadelta');
    }
  });

  it('reads lr as learning_rate but refuses both together', () => {
    expect(optimizerSchema.parse({ class_name: 'SGD', config: { lr: 0.5 } }).config.learning_rate).toBe(0.5);
    const both = { class_name: 'SGD', config: { lr: 0.5, learning_rate: 0.1 } };
    expect(optimizerSchema.safeParse(both).success).toBe(false);
  });

  it('may clip in one way only', () => {
    const clip = (config: object): boolean =>
      optimizerSchema.safeParse({ class_name: 'Adam', config }).success;
    expect(clip({ global_clipnorm: 1 })).toBe(true);
    expect(clip({ clipnorm: 1, clipvalue: null })).toBe(true);
    expect(clip({ clipnorm: 1, global_clipnorm: 1 })).toBe(false);
  });

  it('may have a schedule as its learning rate', () => {
    const learning_rate = { class_name: 'robbins_monro', config: { initial_learning_rate: 0.5 } };
    expect(
      optimizerSchema.parse({ class_name: 'SGD', config: { learning_rate } }).config.learning_rate,
    ).toStrictEqual({
      class_name: 'RobbinsMonro',
      config: { initial_learning_rate: 0.5, alpha: 1 },
    });
  });
});
