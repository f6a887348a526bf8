import { describe, expect, it } from 'vitest';
import { describeError, LabError, type LabErrorCode } from '../../../../src/shared/contract/errors.ts';
import { specErrors } from '../../../../src/shared/contract/errors/spec.ts';
import { parseComparison } from '../../../../src/shared/spec/comparison.ts';
import { parseExperiment, parseExperimentText } from '../../../../src/shared/spec/experiment.ts';
import { modelSchema } from '../../../../src/shared/spec/model.ts';
import { optimizerPreset } from '../../../../src/shared/spec/optimizers.ts';
import { parseVariation } from '../../../../src/shared/spec/variation.ts';
import { parseSetting } from '../../../../src/shared/spec/settings.ts';
import { inferModel } from '../../../../src/shared/spec/shapes.ts';
import { draftComparison, draftExperiment, withLayer } from './documents.ts';

const read = (changes: Record<string, unknown>) => (): unknown => parseExperiment(draftExperiment(changes));
const layer = (className: string, config: unknown) => (): unknown =>
  parseExperiment(withLayer(0, { class_name: className, config }));
const shape =
  (inputShape: number[], ...layers: unknown[]) =>
  (): unknown =>
    inferModel(modelSchema.parse({ layers }), inputShape);
const optimizer = (config: unknown) => read({ optimizer: { class_name: 'SGD', config } });
const conv = (config: Record<string, unknown>) => ({
  class_name: 'Conv2D',
  config: { filters: 1, kernel_size: 3, ...config },
});

/** One way to each code, with words that its English message must hold. */
const ways: Record<keyof typeof specErrors, [provoke: () => unknown, said: string]> = {
  'spec.not-json': [() => parseExperimentText('{"epochs": NaN}'), 'NaN'],
  'spec.too-long': [() => parseExperimentText(' '.repeat(1_000_001)), '1000001 characters'],
  'spec.too-deep': [() => parseExperimentText('['.repeat(40) + ']'.repeat(40)), '32 levels'],
  'spec.duplicate-key': [() => parseExperimentText('{"seed": 1, "seed": 2}'), '“seed”'],
  'spec.not-a-document': [() => parseExperiment([]), '[]'],
  'spec.wrong-document': [
    () => parseExperiment(draftComparison()),
    '“experiment”: its “tatami” is "comparison"',
  ],
  'spec.newer': [read({ version: 999 }), 'version 999; this one reads up to 1'],
  'spec.missing': [read({ loss: undefined }), 'loss is missing'],
  'spec.unknown-key': [read({ colour: 1 }), 'colour is not known'],
  'spec.misspelt-key': [read({ epoch: 1 }), 'epoch is not known'],
  'spec.unknown-name': [layer('Lambda', {}), 'model.layers[0].class_name: "Lambda"'],
  'spec.misspelt-name': [read({ optimizer: 'Adma' }), 'optimizer.class_name: "Adma"'],
  'spec.not-a-number': [optimizer({ learning_rate: '0,01' }), 'found "0,01"'],
  'spec.not-an-integer': [read({ epochs: 1.5 }), 'epochs must be a whole number; found 1.5'],
  'spec.not-text': [read({ name: 3 }), 'name must be text; found 3'],
  'spec.not-a-boolean': [read({ shuffle: 'yes' }), 'shuffle must be true or false; found "yes"'],
  'spec.not-an-object': [read({ preprocessing: null }), 'preprocessing must be an object; found null'],
  'spec.not-a-list': [read({ model: { layers: {} } }), 'model.layers must be a list; found {}'],
  'spec.too-small': [read({ epochs: 0 }), 'epochs is 0, but must be at least 1'],
  'spec.too-large': [read({ epochs: 1e9 }), 'epochs is 1000000000, but must be at most 100000'],
  'spec.not-above': [read({ validation: { from: 'train', split: 0 } }), 'greater than 0'],
  'spec.not-below': [
    layer('Dropout', { rate: 1 }),
    'model.layers[0].config.rate is 1, but must be less than 1',
  ],
  'spec.wrong-length': [layer('Conv2D', { filters: 1, kernel_size: [3] }), 'has 1 entries, but must have 2'],
  'spec.too-few': [read({ model: { layers: [] } }), 'model.layers has 0 entries'],
  'spec.too-many': [read({ model: { layers: Array.from({ length: 201 }, () => 'Flatten') } }), '201 entries'],
  'spec.empty-text': [read({ name: '' }), 'name is empty'],
  'spec.long-text': [read({ name: 'x'.repeat(201) }), '201 characters'],
  'spec.bad-hash': [read({ initial_weights: { sha256: 'abc' } }), 'initial_weights.sha256 must be a SHA-256'],
  'spec.bad-text': [read({ name: 'a\u202Eb' }), '\\u{202e}'],
  'spec.bad-identifier': [read({ dataset: '../x' }), '"../x"'],
  'spec.duplicate-name': [
    read({ model: { layers: [conv({ name: 'a' }), conv({ name: 'a' })] } }),
    'model.layers[1].config.name: the name "a" is used twice',
  ],
  'spec.duplicate-seed': [
    () => parseComparison(draftComparison({ seeds: [1, 2, 1] })),
    'seeds[2]: the seed 1',
  ],
  'spec.two-clips': [optimizer({ clipnorm: 1, clipvalue: 2 }), 'found clipnorm 1, clipvalue 2'],
  'spec.nothing-validated': [
    read({ callbacks: 'EarlyStopping', validation: 'none' }),
    'callbacks[0].config.monitor is "val_loss"',
  ],
  'spec.plateau-and-schedule': [
    read({
      callbacks: 'ReduceLROnPlateau',
      optimizer: {
        class_name: 'SGD',
        config: {
          learning_rate: { class_name: 'RobbinsMonro', config: { initial_learning_rate: 1 } },
        },
      },
    }),
    'a schedule (RobbinsMonro)',
  ],
  'spec.keras2-decay': [optimizer({ lr: 0.01, decay: 1e-6 }), 'optimizer.config.decay'],
  'spec.bad-boundaries': [
    optimizer({
      learning_rate: {
        class_name: 'PiecewiseConstantDecay',
        config: { boundaries: [2, 1], values: [1, 2, 3] },
      },
    }),
    'boundaries [2,1], values [1,2,3]',
  ],
  'spec.bad-interval': [
    layer('Dense', { units: 1, kernel_initializer: { class_name: 'uniform', config: { minval: 1 } } }),
    'minval 1, maxval 0.05',
  ],
  'spec.bad-variation': [() => parseVariation('epochs=1,,2'), '"epochs=1,,2"'],
  'spec.bad-setting': [() => parseSetting('epochs'), '"epochs"'],
  'spec.no-preset': [() => optimizerPreset('keras2', 'AdamW'), 'AdamW'],
  'spec.bad-input-shape': [shape([28, 28], 'Flatten'), '[28, 28]'],
  'spec.window-too-big': [
    shape([9, 9, 1], conv({ kernel_size: 5 }), conv({ kernel_size: 9 })),
    'Layer 2 (conv2d_1): a 9 x 9 window does not fit the 5 x 5 input',
  ],
  'spec.needs-picture': [shape([9, 9, 1], 'Flatten', conv({})), 'Layer 2 (conv2d): Conv2D needs rows'],
  'spec.stride-and-dilation': [shape([9, 9, 1], conv({ strides: 2, dilation_rate: 2 })), 'Layer 1 (conv2d)'],
  'spec.unequal-strides': [
    shape([9, 9, 2], {
      class_name: 'SeparableConv2D',
      config: { filters: 1, kernel_size: 3, strides: [1, 2] },
    }),
    'SeparableConv2D takes equal strides for rows and columns (received: 1 x 2)',
  ],
  'spec.unequal-paths': [
    shape([9, 9, 2], { class_name: 'Residual', config: { layers: [conv({ filters: 2 })] } }),
    'Layer 1 (residual): the main path puts out 7 x 7 x 2, but the shortcut 9 x 9 x 2',
  ],
  'spec.needs-projection': [
    shape([9, 9, 2], {
      class_name: 'Residual',
      config: { layers: [conv({ padding: 'same', strides: 2 })] },
    }),
    'the main path puts out 5 x 5 x 1, but the shortcut 9 x 9 x 2',
  ],
  'spec.bad-axis': [
    shape([9, 9, 2], { class_name: 'LayerNormalization', config: { axis: [3, -1] } }),
    'Layer 1 (layer_normalization) cannot normalise along axis 3, -1: its input is 9 x 9 x 2',
  ],
  'spec.layer-too-big': [shape([2000, 2000, 1], conv({ filters: 65_536 })), '1998 x 1998 x 65536'],
  'spec.too-many-parameters': [
    shape([65_536], { class_name: 'Dense', config: { units: 32_768 } }),
    'With layer 1 (dense) the model has 2147516416 parameters',
  ],
};

describe('What Tatami says about a wrong document', () => {
  it.each(Object.entries(ways))(
    '%s is said where it applies, with the value found',
    (code, [provoke, said]) => {
      const error = errorOf(provoke);
      expect(error.code).toBe(code);
      expect(error.message).toContain(said);
    },
  );

  it.each(Object.entries(ways))('%s fills every blank of its Japanese and English words', (_, [provoke]) => {
    const error = errorOf(provoke);
    for (const language of ['ja', 'en'] as const) {
      const { message, hint } = describeError(error, language);
      const words = specErrors[error.code as keyof typeof specErrors];
      const blanks = `${words.message[language]} ${words.hint[language]}`.match(/\{\w+\}/g) ?? [];
      for (const blank of blanks) expect(`${message} ${hint}`).not.toContain(blank);
    }
  });

  it('proposes the nearest name that is allowed', () => {
    const nearest = (changes: Record<string, unknown>): unknown => errorOf(read(changes)).details['nearest'];
    expect(nearest({ optimiser: 'adam' })).toBe('optimizer');
    expect(nearest({ loss: 'categorical_crosentropy' })).toBe('CategoricalCrossentropy');
    expect(nearest({ metrics: ['acuracy'] })).toBe('accuracy');
    expect(nearest({ batch_size: 'al' })).toBe('all');
    expect(nearest({ validation: 'tset' })).toBe('test');
    expect(nearest({ optimizer: { class_name: 'SGD', config: { learningrate: 0.1 } } })).toBe(
      'learning_rate',
    );
  });

  it('names a misspelt key rather than the key that is missing because of it', () => {
    const error = errorOf(layer('Dense', { unist: 10 }));
    expect(error.code).toBe('spec.misspelt-key');
    expect(error.details).toMatchObject({ path: 'model.layers[0].config.unist', nearest: 'units' });
  });

  it('reports the first of several faults', () => {
    expect(errorOf(read({ epochs: -1, batch_size: 0 })).details['path']).toBe('epochs');
  });

  it('reports a fault inside a schedule at its full path', () => {
    const schedule = {
      class_name: 'ExponentialDecay',
      config: { initial_learning_rate: -1, decay_steps: 1, decay_rate: 1 },
    };
    const error = errorOf(optimizer({ learning_rate: schedule }));
    expect(error.details['path']).toBe('optimizer.config.learning_rate.config.initial_learning_rate');
  });

  it('cuts what it quotes and escapes what could disturb a terminal', () => {
    const error = errorOf(read({ loss: `\u001B[31m${'x'.repeat(1000)}` }));
    expect(error.message).not.toContain('\u001B');
    expect(error.message.length).toBeLessThan(200);
  });
});

function errorOf(provoke: () => unknown): LabError & { code: LabErrorCode } {
  try {
    provoke();
  } catch (error) {
    if (error instanceof LabError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
