import { describe, expect, it } from 'vitest';
import {
  countedSeeds,
  dropoutPaths,
  emptyComparison,
  nineOptimizers,
  parseSeeds,
  renamed,
  variantsOfValues,
  withBase,
  withBaseSettings,
  withOneMore,
  withOptimizers,
  withoutSetting,
  withoutVariant,
  withSeeds,
  withSetting,
} from '../../../../../src/renderer/src/features/compare/setup/draft.ts';
import { expandComparison } from '../../../../../src/shared/spec/comparison.ts';
import { comparison, experiment } from './comparisons.ts';

describe('a comparison that is planned', () => {
  it('begins with the nine optimizers, with the numbers of the slides', () => {
    const planned = emptyComparison(experiment);
    expect(planned.variants.map(({ name }) => name)).toEqual(nineOptimizers);
    const adadelta = expandComparison(planned).find(({ name }) => name === 'Adadelta');
    expect(adadelta?.experiment.optimizer.config.learning_rate).toBe(1);
  });

  it('has a racer for each dropout rate, set in all layers that can drop', () => {
    expect(dropoutPaths(experiment)).toEqual(['model.layers[1].config.rate', 'model.layers[3].config.rate']);
    const variants = variantsOfValues(experiment, 'dropout', { text: '0, 0.5', path: '' });
    expect(variants).toEqual([
      {
        name: 'dropout 0',
        set: { 'model.layers[1].config.rate': 0, 'model.layers[3].config.rate': 0 },
      },
      {
        name: 'dropout 0.5',
        set: { 'model.layers[1].config.rate': 0.5, 'model.layers[3].config.rate': 0.5 },
      },
    ]);
  });

  it('has a racer for each batch size, learning rate or value of any field', () => {
    const names = (kind: 'batch' | 'rate' | 'field', text: string, path = '') =>
      variantsOfValues(experiment, kind, { text, path }).map(({ name, set }) => [name, set]);
    expect(names('batch', '32, all')).toEqual([
      ['batch 32', { batch_size: 32 }],
      ['batch all', { batch_size: 'all' }],
    ]);
    expect(names('rate', '0.1')).toEqual([['lr 0.1', { 'optimizer.learning_rate': 0.1 }]]);
    expect(names('field', 'true,false', 'shuffle')).toEqual([
      ['shuffle true', { shuffle: true }],
      ['shuffle false', { shuffle: false }],
    ]);
    expect(() => names('rate', '0.1,,')).toThrow(expect.objectContaining({ code: 'spec.bad-variation' }));
  });

  it('takes optimizers of a preset, and refuses AdamW with those of the slides', () => {
    const { variants } = withOptimizers(comparison, 'paper', ['AdamW']);
    expect(variants[0]?.set).toMatchObject({ optimizer: { config: { weight_decay: 0.01 } } });
    expect(() => withOptimizers(comparison, 'keras2', ['AdamW'])).toThrow(
      expect.objectContaining({ code: 'spec.no-preset' }),
    );
  });

  it('gains, loses and renames racers', () => {
    const more = withOneMore(withOneMore(comparison));
    expect(more.variants.map(({ name }) => name)).toEqual(['SGD', 'Adam', 'Adam 2', 'Adam 3']);
    expect(withoutVariant(comparison, 0).variants.map(({ name }) => name)).toEqual(['Adam']);
    expect(withoutVariant(withoutVariant(comparison, 0), 0).variants).toHaveLength(1);
    expect(renamed(comparison, 0, 'plain').variants[0]?.name).toBe('plain');
    expect(() => renamed(comparison, 0, 'Adam')).toThrow(
      expect.objectContaining({ code: 'spec.duplicate-name' }),
    );
  });

  it('changes one setting of one racer, also inside what that racer replaces', () => {
    const changed = withSetting(comparison, 0, 'optimizer.learning_rate=0.5');
    const rates = expandComparison(changed).map((run) => run.experiment.optimizer.config.learning_rate);
    expect(rates).toEqual([0.5, 0.001, 0.5, 0.001]);
    expect(withoutSetting(changed, 0, 'optimizer.learning_rate')).toEqual(comparison);
    expect(() => withSetting(comparison, 0, 'optimizer.lerning_rate=1')).toThrow(
      expect.objectContaining({ code: 'spec.misspelt-key' }),
    );
  });

  it('shares epochs and images between all racers', () => {
    const changed = withBaseSettings(comparison, { epochs: 7, 'dataset.train': 500 });
    expect(expandComparison(changed).every((run) => run.experiment.epochs === 7)).toBe(true);
    expect(changed.base.dataset.train).toBe(500);
  });

  it('keeps its racers on another experiment where they fit, and takes the nine where they do not', () => {
    const other = withBaseSettings(comparison, { epochs: 9 }).base;
    expect(withBase(comparison, other).variants).toEqual(comparison.variants);
    const dropping = withSetting(comparison, 0, 'model.layers[3].config.rate=0.5');
    const shallow = {
      ...experiment,
      model: { ...experiment.model, layers: experiment.model.layers.slice(4) },
    };
    expect(withBase(dropping, shallow).variants.map(({ name }) => name)).toEqual(nineOptimizers);
  });

  it('counts seeds on from those that are there, and reads them from a list', () => {
    expect(countedSeeds([2, 7], 4)).toEqual([2, 7, 8, 9]);
    expect(countedSeeds([2, 7, 8], 1)).toEqual([2]);
    expect(withSeeds(comparison, parseSeeds('3, 5　8')).seeds).toEqual([3, 5, 8]);
    expect(() => withSeeds(comparison, parseSeeds('3, x'))).toThrow();
    expect(() => withSeeds(comparison, parseSeeds('3, 3'))).toThrow(
      expect.objectContaining({ code: 'spec.duplicate-seed' }),
    );
  });
});
