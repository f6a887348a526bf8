import { describe, expect, it } from 'vitest';
import { LabError } from '../../../../src/shared/contract/errors.ts';
import { randomStream, type RandomStream } from '../../../../src/shared/random.ts';
import { parseExperiment, parseExperimentText } from '../../../../src/shared/spec/experiment.ts';
import { inferModel } from '../../../../src/shared/spec/shapes.ts';
import { draftExperiment, draftLayers, withLayer } from './documents.ts';

describe('An experiment document', () => {
  it('gets every default of Keras written out', () => {
    const experiment = parseExperiment(draftExperiment());
    expect(experiment).toMatchObject({
      name: 'experiment',
      dataset: { id: 'mnist', train: null, test: null },
      preprocessing: { scale: 1 / 255, offset: 0 },
      validation: { from: 'test' },
      loss: { class_name: 'CategoricalCrossentropy', config: { from_logits: false, label_smoothing: 0 } },
      metrics: ['accuracy'],
      optimizer: {
        class_name: 'Adam',
        config: { learning_rate: 0.001, beta_1: 0.9, beta_2: 0.999, epsilon: 1e-7, amsgrad: false },
      },
      epochs: 1,
      batch_size: 32,
      shuffle: true,
      seed: 0,
    });
    expect(experiment.model.name).toBe('sequential');
    expect(experiment.model.layers[0]).toStrictEqual({
      class_name: 'Conv2D',
      config: {
        name: 'conv2d',
        trainable: true,
        filters: 32,
        kernel_size: [6, 6],
        strides: [1, 1],
        padding: 'valid',
        dilation_rate: [1, 1],
        activation: 'relu',
        use_bias: true,
        kernel_initializer: { class_name: 'GlorotUniform', config: {} },
        bias_initializer: { class_name: 'Zeros', config: {} },
        kernel_regularizer: null,
        bias_regularizer: null,
      },
    });
  });

  it('in normal form is read back unchanged', () => {
    const experiment = parseExperiment(draftExperiment({ validation: { from: 'train', split: 0.1 } }));
    expect(parseExperimentText(JSON.stringify(experiment))).toStrictEqual(experiment);
    expect(JSON.stringify(parseExperiment(experiment))).toBe(JSON.stringify(experiment));
  });

  it('may use the short forms that people write', () => {
    const short = parseExperiment(
      draftExperiment({
        dataset: { id: 'mnist', train: 'all' },
        validation: 'none',
        loss: 'MSE',
        metrics: ['acc', 'accuracy'],
        optimizer: { class_name: 'AdaDelta', config: { lr: 1 } },
        batch_size: 'all',
      }),
    );
    expect(short).toMatchObject({
      dataset: { train: null },
      validation: { from: 'none' },
      loss: { class_name: 'MeanSquaredError', config: {} },
      metrics: ['accuracy'],
      optimizer: { class_name: 'Adadelta', config: { learning_rate: 1, rho: 0.95 } },
      batch_size: 'all',
    });
  });

  it('may begin with a byte-order mark', () => {
    expect(parseExperimentText(`\uFEFF${JSON.stringify(draftExperiment())}`).seed).toBe(0);
  });

  it('is not changed by reading it', () => {
    const document = draftExperiment();
    const before = structuredClone(document);
    parseExperiment(document);
    expect(document).toStrictEqual(before);
  });

  it('cannot reach prototypes', () => {
    const text = JSON.stringify(draftExperiment()).replace('{', '{"__proto__": {"polluted": true},');
    expect(() => parseExperimentText(text)).toThrow(expect.objectContaining({ code: 'spec.unknown-key' }));
    for (const className of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const document = withLayer(0, { class_name: className, config: {} });
      expect(() => parseExperiment(document)).toThrow(expect.objectContaining({ code: 'spec.unknown-name' }));
    }
    const config = JSON.parse('{"units": 1, "__proto__": {"trainable": false}}') as unknown;
    expect(() => parseExperiment(withLayer(0, { class_name: 'Dense', config }))).toThrow(LabError);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('with cyclic values is refused, not followed for ever', () => {
    const document = draftExperiment();
    document['model'] = document;
    expect(() => parseExperiment(document)).toThrow(expect.objectContaining({ code: 'spec.too-deep' }));
  });
});

describe('Values at the edge of what is allowed', () => {
  const good: [string, Record<string, unknown>][] = [
    ['seed 0', { seed: 0 }],
    ['seed 2^32', { seed: 2 ** 32 }],
    ['seed 2^53 - 1', { seed: 2 ** 53 - 1 }],
    ['one image per step', { batch_size: 1 }],
    ['batches larger than a data set', { batch_size: 50_001 }],
    ['100,000 epochs', { epochs: 100_000 }],
    ['a name that looks like a formula or markup', { name: '=HYPERLINK("x") <img onerror>' }],
    ['a Japanese name with emoji', { name: '畳の実験 👩‍🔬' }],
    ['a learning rate of 1e-12', { optimizer: { class_name: 'SGD', config: { learning_rate: 1e-12 } } }],
    ['momentum just below 1', { optimizer: { class_name: 'SGD', config: { momentum: 0.999 } } }],
    ['no metrics', { metrics: [] }],
  ];
  it.each(good)('%s is taken', (_, changes) => {
    expect(parseExperiment(draftExperiment(changes))).toMatchObject(changes);
  });

  const nan = Number.NaN;
  const bad: [field: string, values: unknown[]][] = [
    ['tatami', ['lab', null, 1]],
    ['version', [0, 2, 1.5, '1', null]],
    ['name', ['', 1, null, 'x'.repeat(1_000_000), 'a\nb', 'a\0b', '\u202Egnp', '\uD800', '\u2028']],
    ['dataset', [null, 1, [], '', '..', '/etc/passwd', 'C:\\x', 'a b', { id: 'mnist', train: 0 }]],
    ['dataset', [-1, 1.5, 1e8, '10'].map((train) => ({ id: 'mnist', train }))],
    ['dataset', [0, -1, 1.5, '10', nan].map((test) => ({ id: 'mnist', test }))],
    [
      'preprocessing',
      [null, [], 'x', { scale: '1/255' }, { scale: nan }, { scale: 1e39 }, { offset: Infinity }],
    ],
    ['validation', [null, 'half', {}, { from: 'train' }, { from: 'test', split: 0.1 }, 0.1]],
    ['validation', [0, 1, -0.1, 1.5, '0.1', nan].map((split) => ({ from: 'train', split }))],
    ['model', [null, [], {}, { layers: null }, { layers: [null] }, { layers: [1] }, { layers: 'Dense' }]],
    ['model', ['', 'a/b', '__proto__', 'x'.repeat(101)].map((name) => ({ name, layers: draftLayers() }))],
    ['loss', [null, '', 'cross', {}, { class_name: 'Hinge', config: { from_logits: true } }, ['mse']]],
    ['loss', [-0.1, 1.1, '0'].map((label_smoothing) => ({ class_name: 'bce', config: { label_smoothing } }))],
    ['metrics', [null, 'f1', [null], ['accuracy', 'auc'], {}]],
    ['optimizer', [null, '', 'Lion', [], {}, { class_name: 1 }, { class_name: 'SGD', config: [] }]],
    ['epochs', [0, -1, 1.5, 1e9, '5', null, nan, Infinity]],
    ['batch_size', [0, -1, 1.5, 1e9, '32', 'half', null, nan]],
    ['shuffle', [0, 'true', null]],
    ['seed', [-1, 0.5, 2 ** 53, 2 ** 53 + 2, '1', null, nan]],
    ['__proto__x', [1]],
  ];
  const cases = bad.flatMap(([field, values]) => values.map((value) => [field, value] as const));
  it.each(cases)('%s: %j is refused by name', (field, value) => {
    const error = refusal(() => parseExperiment(draftExperiment({ [field]: value })));
    if (field !== 'tatami') expect(String(error.details['path'] ?? field)).toMatch(new RegExp(`^${field}`));
  });
});

describe('Optimizers out of range', () => {
  const badNumbers: [key: string, values: unknown[]][] = [
    [
      'learning_rate',
      [0, -1, 1e308, 5e-324, '0,01', '０.１', null, [0.1], true, {}, { class_name: 'Cosine' }],
    ],
    ['weight_decay', [-1, '0', 1e39]],
    ['clipnorm', [0, -1, '1']],
    ['clipvalue', [0, -1, '1']],
    ['global_clipnorm', [0, -1, '1']],
    ['use_ema', [1, 'no', null]],
    ['ema_momentum', [-0.1, 1, '0.9']],
    ['ema_overwrite_frequency', [0, 1.5, -1]],
  ];
  const own: [className: string, key: string, values: unknown[]][] = [
    ...badNumbers.map(([key, values]) => ['SGD', key, values] as [string, string, unknown[]]),
    ['SGD', 'momentum', [-0.1, 1, null]],
    ['SGD', 'nesterov', [1, null]],
    ['RMSprop', 'rho', [-0.1, 1]],
    ['RMSprop', 'epsilon', [0, -1e-7]],
    ['RMSprop', 'centered', ['yes']],
    ['Adagrad', 'initial_accumulator_value', [-1]],
    ['Adadelta', 'rho', [1, -1]],
    ['Adam', 'beta_1', [1, -0.1]],
    ['Adam', 'beta_2', [1, -0.1]],
    ['Adam', 'amsgrad', [0]],
    ['AdamW', 'epsilon', [0]],
    ['Adamax', 'amsgrad', [true]],
    ['Nadam', 'schedule_decay', [0.004]],
  ];
  const cases = own.flatMap(([className, key, values]) =>
    values.map((value) => [className, key, value] as const),
  );
  it.each(cases)('%s with %s %j is refused at this key', (className, key, value) => {
    const optimizer = { class_name: className, config: { [key]: value } };
    const error = refusal(() => parseExperiment(draftExperiment({ optimizer })));
    expect(String(error.details['path'])).toMatch(new RegExp(`^optimizer\\.config\\.${key}`));
  });
});

describe('Layers out of range', () => {
  const bad: [className: string, config: Record<string, unknown>][] = [
    ['Dense', { units: 0 }],
    ['Dense', { units: 1e9 }],
    ['Dense', { units: 2.5 }],
    ['Dense', { units: '10' }],
    ['Dense', { units: 1, activation: 'step' }],
    ['Dense', { units: 1, kernel_initializer: 3 }],
    ['Dense', { units: 1, kernel_regularizer: 'l3' }],
    ['Dense', { units: 1, kernel_regularizer: { class_name: 'L2', config: { l2: -1 } } }],
    ['Dense', { units: 1, input_shape: [10] }],
    ['Conv2D', { filters: 1, kernel_size: 0 }],
    ['Conv2D', { filters: 1, kernel_size: [3, -3] }],
    ['Conv2D', { filters: 1, kernel_size: 513 }],
    ['Conv2D', { filters: 1, kernel_size: 3, strides: 0 }],
    ['Conv2D', { filters: 1, kernel_size: 3, padding: 'causal' }],
    ['Conv2D', { filters: 65_537, kernel_size: 3 }],
    ['MaxPooling2D', { pool_size: 0 }],
    ['MaxPooling2D', { pool_size: 2, strides: -1 }],
    ['AveragePooling2D', { padding: 'full' }],
    ['GlobalMaxPooling2D', { keepdims: 'yes' }],
    ['Dropout', {}],
    ['Dropout', { rate: 1 }],
    ['Dropout', { rate: -0.1 }],
    ['BatchNormalization', { momentum: 1 }],
    ['BatchNormalization', { epsilon: 0 }],
    ['Activation', {}],
    ['ReLU', { max_value: -1 }],
    ['LeakyReLU', { negative_slope: -0.3 }],
    ['LeakyReLU', { alpha: 0.3 }],
    ['Rescaling', {}],
    ['Rescaling', { scale: 'x' }],
    ['ZeroPadding2D', { padding: -1 }],
    ['ZeroPadding2D', { padding: [[1, 1]] }],
    ['Flatten', { name: '' }],
    ['Flatten', { trainable: 1 }],
    ['Flatten', { rate: 0.5 }],
  ];
  it.each(bad)('%s %j is refused inside its config', (className, config) => {
    const error = refusal(() => parseExperiment(withLayer(0, { class_name: className, config })));
    expect(error.details['path']).toMatch(/^model\.layers\[0\]\.config\./);
  });

  it('10,000 layers are refused in no time', () => {
    const layers = Array.from({ length: 10_000 }, () => ({ class_name: 'Dense', config: { units: 1 } }));
    expect(refusal(() => parseExperiment(draftExperiment({ model: { layers } }))).code).toBe('spec.too-many');
  });
});

describe('Any change of a document', () => {
  it('gives a document in normal form or a named error, never anything else', () => {
    const stream = randomStream(1, 'mutations');
    const outcomes = { read: 0, refused: 0 };
    for (let round = 0; round < 1500; round++) {
      const document: unknown = mutated(
        JSON.parse(JSON.stringify(parseExperiment(draftExperiment()))),
        stream,
      );
      try {
        const experiment = parseExperiment(document);
        expect(parseExperiment(JSON.parse(JSON.stringify(experiment)))).toStrictEqual(experiment);
        inferModel(experiment.model, [28, 28, 1]);
        outcomes.read += 1;
      } catch (error) {
        if (!(error instanceof LabError)) throw error;
        outcomes.refused += 1;
      }
    }
    expect(outcomes.read).toBeGreaterThan(50);
    expect(outcomes.refused).toBeGreaterThan(500);
  });
});

const strangeValues: readonly unknown[] = [
  null,
  true,
  '',
  '__proto__',
  'relu',
  '\uD800',
  0,
  -1,
  0.5,
  1e308,
  2 ** 53,
  NaN,
  10n,
  { size: 10n },
  new Date(NaN),
  [],
  [[]],
  [1, 2],
  {},
  { class_name: 'Dense' },
];

/** The value with one part, picked at random, replaced, removed or doubled. */
function mutated(value: unknown, stream: RandomStream): unknown {
  const isLeaf = typeof value !== 'object' || value === null || Object.keys(value).length === 0;
  if (isLeaf || stream.below(6) === 0) return strangeValues[stream.below(strangeValues.length)];
  const keys = Object.keys(value);
  const key = keys[stream.below(keys.length)] ?? '';
  const inner = (value as Record<string, unknown>)[key];
  const copy = structuredClone(value) as Record<string, unknown>;
  const action = stream.below(12);
  if (action === 0 && Array.isArray(copy)) copy.push(inner);
  else if (action === 1 && !Array.isArray(copy)) delete copy[key];
  else if (action === 2 && !Array.isArray(copy)) copy[`${key}x`] = inner;
  else copy[key] = mutated(inner, stream);
  return copy;
}

function refusal(provoke: () => unknown): LabError {
  try {
    provoke();
  } catch (error) {
    if (error instanceof LabError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
