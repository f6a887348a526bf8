import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCode } from '../../../../../../src/renderer/src/features/lab/code/read-code.ts';
import type { LabErrorCode } from '../../../../../../src/shared/contract/errors.ts';
import { experimentCode } from '../../../../../../src/shared/python/experiment.ts';
import { expandComparison } from '../../../../../../src/shared/spec/comparison.ts';
import { parseExperiment, type Experiment } from '../../../../../../src/shared/spec/experiment.ts';
import { parseLab } from '../../../../../../src/shared/spec/labs.ts';
import { layerClassNames } from '../../../../../../src/shared/spec/layers.ts';
import { randomLayer, randomOptimizer } from './random-layers.ts';

const inputShape = [28, 28, 1];
const base = parseExperiment({
  tatami: 'experiment',
  version: 1,
  dataset: 'mnist',
  model: { layers: [{ class_name: 'Dense', config: { units: 3 } }] },
  loss: 'mse',
  optimizer: 'sgd',
  seed: 7,
});
const read = (text: string) => readCode(text, { experiment: base, inputShape });

/** Code of an experiment, read into an experiment that says the same about everything that code leaves out. */
function roundTrip(experiment: Experiment): unknown {
  const { text } = experimentCode(experiment, inputShape);
  const blank = {
    ...base,
    ...{ name: experiment.name, dataset: experiment.dataset, preprocessing: experiment.preprocessing },
    ...{ seed: experiment.seed, model: { ...base.model, name: experiment.model.name } },
  };
  const { experiment: found, faults } = readCode(text, { experiment: blank, inputShape });
  return faults.length > 0 ? { faults, text } : found;
}

describe('Keras code', () => {
  const folder = new URL('../../../../../../resources/labs/', import.meta.url);
  it.each(readdirSync(folder))('of the ready-made lab %s is read back as the same experiment', (file) => {
    const { document } = parseLab(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
    const experiments =
      document.tatami === 'experiment'
        ? [document]
        : expandComparison(document).map(({ experiment }) => experiment);
    for (const experiment of experiments) expect(roundTrip(experiment)).toStrictEqual(experiment);
  });

  it.each(layerClassNames)('with %s in any valid setting is read back as the same model', (className) => {
    for (let seed = 0; seed < 40; seed++) {
      const layers = [randomLayer(className, seed), randomLayer(className, seed + 1000)];
      const experiment = parseExperiment({ ...base, model: { layers } });
      expect(roundTrip(experiment)).toStrictEqual(experiment);
    }
  });

  it('with any optimizer, schedule and loss is read back as the same settings', () => {
    for (let seed = 0; seed < 200; seed++) {
      const experiment = parseExperiment({ ...base, ...randomOptimizer(seed) });
      expect(roundTrip(experiment)).toStrictEqual(experiment);
    }
  });

  it('may be written as on the slides: model.add, variables, names with their modules', () => {
    const { experiment, faults, layers } = read(`
import keras
from keras.layers import Dense, Conv2D
batch_size = 128
epochs = 12  # as in the lecture
(x_train, y_train), (x_test, y_test) = mnist.load_data()
x_train = x_train.astype('float32') / 255
model = Sequential()
model.add(Conv2D(32, kernel_size=(6, 6), activation='relu', input_shape=(28, 28, 1)))
model.add(keras.layers.Flatten())
model.add(Dense(10, 'softmax'))
model.compile(loss=keras.losses.categorical_crossentropy,
              optimizer=keras.optimizers.Adadelta(lr=1.0), metrics=['accuracy'])
history = model.fit(x_train, y_train, batch_size, epochs, validation_data=(x_test, y_test), verbose=1)
score = model.evaluate(x_test, y_test, verbose=0)
`);
    expect(faults).toEqual([]);
    expect(experiment).toMatchObject({
      epochs: 12,
      batch_size: 128,
      seed: 7,
      validation: { from: 'test' },
      loss: { class_name: 'CategoricalCrossentropy' },
      optimizer: { class_name: 'Adadelta', config: { learning_rate: 1, rho: 0.95 } },
      model: {
        layers: [
          { config: { filters: 32, kernel_size: [6, 6], activation: 'relu', name: 'conv2d' } },
          { class_name: 'Flatten' },
          { config: { units: 10, activation: 'softmax' } },
        ],
      },
    });
    expect(layers).toHaveLength(3);
  });

  it('that says nothing of training leaves the settings as they are', () => {
    const { experiment } = read('model = Sequential([Flatten(), Dense(2)])');
    expect(experiment).toMatchObject({ loss: base.loss, optimizer: base.optimizer, epochs: base.epochs });
  });

  it('reads arithmetic, negative numbers and texts in pieces', () => {
    const { experiment } = read('model = Sequential([Rescaling(1 / 127.5, -2 ** 0, name=\'a\' "b")])');
    expect(experiment?.model.layers[0]?.config).toMatchObject({ scale: 1 / 127.5, offset: -1, name: 'ab' });
  });
});

/** Code with a fault, its code, and the text that it stands on. */
const faulty: readonly (readonly [string, LabErrorCode, string])[] = [
  ['model = Sequential([Dense(10)', 'code.syntax', ')'],
  ['x = 3', 'code.no-model', 'x = 3'],
  ['model = Sequential([])', 'code.no-model', 'model = Sequential([])'],
  ['model = Sequential([Dense(n)])', 'code.not-a-value', 'n'],
  ['model = Sequential([*layers])', 'code.not-a-value', '*'],
  ['model = Sequential([Dense(2), relu])', 'code.not-a-layer', 'relu'],
  ['model = Sequential([Dropout(0.5, None, None, "a", 3)])', 'code.too-many-arguments', '3'],
  ['model = Sequential([Dense(units=2, "relu")])', 'code.argument-order', '"relu"'],
  ['model = Sequential([Dense(2, units=3)])', 'code.argument-twice', 'units=3'],
  ['model = Sequential([Conv2D(2, 3, groups=2)])', 'code.not-supported', 'groups=2'],
  ['model = Sequential([Dense(2)])\nmodel.pop()', 'code.not-supported', 'model.pop()'],
  [
    'for i in range(3):\n  model.add(Dense(2))',
    'code.statement',
    'for i in range(3):\n  model.add(Dense(2))',
  ],
  ['model = Sequential([Input((28, 28)), Dense(2)])', 'code.input-shape', '(28, 28)'],
  ['model = Sequential([Dens(2)])', 'spec.misspelt-name', 'Dens'],
  ['model = Sequential([layers.Dens(2)])', 'spec.misspelt-name', 'layers.Dens'],
  ['model = Sequential([Dense(2, activaton="relu")])', 'spec.misspelt-key', 'activaton="relu"'],
  ['model = Sequential([Dense(2, activation="rellu")])', 'spec.misspelt-name', 'activation="rellu"'],
  ['model = Sequential([Dense(0)])', 'spec.too-small', '0'],
  ['model = Sequential([Dense(1.5)])', 'spec.not-an-integer', '1.5'],
  ['model = Sequential([Dense()])', 'spec.missing', 'Dense()'],
  ['model = Sequential([Dropout(rate=1.0)])', 'spec.not-below', 'rate=1.0'],
  [
    'model = Sequential([Dense(2)])\nmodel.compile(loss="mse", optimizer="adm")',
    'spec.misspelt-name',
    '"adm"',
  ],
  [
    'model = Sequential([Dense(2)])\nmodel.compile(optimizer="adam")',
    'spec.missing',
    'model.compile(optimizer="adam")',
  ],
  ['model = Sequential([Dense(2)])\nmodel.fit(x, y, epochs=-1)', 'spec.too-small', '-1'],
];

describe('A fault in Keras code', () => {
  it.each(faulty)('%s is named %s', (text, code, place) => {
    const { experiment, faults } = read(text);
    expect(experiment).toBeNull();
    expect(faults[0]?.error.code).toBe(code);
    expect(text.slice(faults[0]?.from, faults[0]?.to)).toBe(place);
  });
});
