import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { planDemo } from '../../../../src/main/labs/demo.ts';
import { findDocument, readLabs } from '../../../../src/main/labs/labs-catalogue.ts';
import { optimizerNames, planRace } from '../../../../src/shared/spec/race.ts';
import { expandComparison } from '../../../../src/shared/spec/comparison.ts';
import { parseVariation } from '../../../../src/shared/spec/variation.ts';

const labsFolder = join(import.meta.dirname, '../../../../resources/labs');
const experiment = (await findDocument('mnist-cnn', labsFolder)).document;
const race = (await findDocument('optimizer-race', labsFolder)).document;

/** The options of `--vary`, given once for each text. */
const vary = (...texts: readonly string[]) => ({ settings: {}, variations: texts.map(parseVariation) });

describe('a race', () => {
  it('turns an experiment into a comparison of optimizers with Keras’s defaults', () => {
    const plan = planRace(experiment, 'mnist-cnn', {
      settings: {},
      optimizers: ['sgd', 'MOMENTUM', 'nesterov', 'Adam'],
    });
    const runs = expandComparison(plan);
    expect(runs.map(({ name }) => name)).toEqual(['SGD', 'momentum', 'Nesterov', 'Adam']);
    expect(runs.map(({ experiment: { optimizer } }) => optimizer)).toMatchObject([
      { class_name: 'SGD', config: { learning_rate: 0.01, momentum: 0, nesterov: false } },
      { class_name: 'SGD', config: { learning_rate: 0.01, momentum: 0.9, nesterov: false } },
      { class_name: 'SGD', config: { learning_rate: 0.01, momentum: 0.9, nesterov: true } },
      { class_name: 'Adam', config: { learning_rate: 0.001 } },
    ]);
  });

  it('keeps the settings that the lab gives to an optimizer', () => {
    const plan = planRace(race, 'optimizer-race', { settings: {}, optimizers: ['sgd'] });
    const inLab = race.tatami === 'comparison' && race.variants.find(({ name }) => name === 'SGD');
    expect(plan.variants).toEqual([inLab]);
  });

  it('knows every optimizer of the engine by name', () => {
    const plan = planRace(experiment, 'mnist-cnn', { settings: {}, optimizers: optimizerNames });
    expect(expandComparison(plan)).toHaveLength(optimizerNames.length);
  });

  it('repeats with as many seeds as asked for, counted up from the given one', () => {
    const plan = planRace(experiment, 'mnist-cnn', { settings: { seed: 7 }, seedCount: 3 });
    expect(expandComparison(plan).map(({ seed }) => seed)).toEqual([7, 8, 9]);
  });

  it('applies settings to every variant that does not set the same itself', () => {
    const plan = planRace(race, 'optimizer-race', { settings: { epochs: 1, 'dataset.train': 100 } });
    for (const { experiment: run } of expandComparison(plan)) {
      expect([run.epochs, run.dataset.train]).toEqual([1, 100]);
    }
  });

  it('refuses a single experiment with nothing to compare, and an unknown optimizer', () => {
    expect(() => planRace(experiment, 'mnist-cnn', { settings: {} })).toThrow(
      expect.objectContaining({ code: 'command.nothing-to-compare' }),
    );
    const raceOf = (optimizer: string) => () =>
      planRace(experiment, 'mnist-cnn', { settings: {}, optimizers: [optimizer] });
    expect(raceOf('Lion-Heart')).toThrow(expect.objectContaining({ code: 'command.no-such-optimizer' }));
    expect(raceOf('Adm')).toThrow(/Did you mean “Adam”/);
  });
});

describe('the tour', () => {
  it('can be planned from the ready-made labs', async () => {
    const plan = planDemo(await readLabs(labsFolder));
    expect(plan.training.dataset.id).toBe('mnist');
    expect(plan.race.variants.length).toBeGreaterThan(3);
    expect(plan.superclasses.dataset.id).toBe('tatami-100');
  });
});

describe('variations of a field', () => {
  it('make a variant for each value of any field, and for each combination of two', () => {
    const plan = planRace(experiment, 'mnist-cnn', vary('batch_size=32,64', 'layers.0.filters=4,8'));
    const runs = expandComparison(plan);
    expect(runs.map(({ name }) => name)).toEqual([
      'batch_size=32, layers.0.filters=4',
      'batch_size=32, layers.0.filters=8',
      'batch_size=64, layers.0.filters=4',
      'batch_size=64, layers.0.filters=8',
    ]);
    expect(runs.map((run) => run.experiment.batch_size)).toEqual([32, 32, 64, 64]);
    expect(runs[1]?.experiment.model.layers[0]).toMatchObject({ config: { filters: 8 } });
  });

  it('are joined with each optimizer, over all seeds', () => {
    const options = {
      ...vary('optimizer.learning_rate=0.1,0.01'),
      optimizers: ['SGD', 'Adam'],
      seedCount: 2,
    };
    const runs = expandComparison(planRace(experiment, 'mnist-cnn', options));
    expect(runs).toHaveLength(8);
    expect(runs[1]).toMatchObject({ name: 'SGD, optimizer.learning_rate=0.01' });
    expect(runs[1]?.experiment.optimizer.config.learning_rate).toBe(0.01);
  });

  it.each([
    ['batchsize=1,2', 'spec.misspelt-key', 'batchsize'],
    ['batch_size=1,0', 'spec.too-small', 'batch_size'],
    ['layers.99.rate=0,1', 'spec.unknown-key', 'model.layers'],
    ['epochs=1,1', 'spec.duplicate-name', 'epochs=1'],
  ])('are refused like %s with the name of the field', (text, code, word) => {
    const plan = () => planRace(experiment, 'mnist-cnn', vary(text));
    expect(plan).toThrow(expect.objectContaining({ code }));
    expect(plan).toThrow(word);
  });

  it('are not made of seeds', () => {
    expect(() => planRace(experiment, 'mnist-cnn', vary('seed=1,2'))).toThrow(
      expect.objectContaining({ code: 'command.vary-seed' }),
    );
  });
});
