import { describe, expect, it } from 'vitest';
import {
  expandComparison,
  parseComparison,
  parseComparisonText,
} from '../../../../src/shared/spec/comparison.ts';
import { differenceText, whatDiffers } from '../../../../src/shared/spec/differences.ts';
import { parseExperiment } from '../../../../src/shared/spec/experiment.ts';
import { draftComparison, draftExperiment, draftLayers } from './documents.ts';

describe('A comparison document', () => {
  it('in normal form is read back unchanged', () => {
    const comparison = parseComparison(draftComparison({ name: 'pair', seeds: [3, 4] }));
    expect(parseComparisonText(JSON.stringify(comparison))).toStrictEqual(comparison);
  });

  it('without seeds runs each variant once, with the seed of its base', () => {
    expect(parseComparison(draftComparison({ base: draftExperiment({ seed: 7 }) })).seeds).toStrictEqual([7]);
  });

  it('becomes one experiment for each variant and seed, equal but for what the variants set', () => {
    const runs = expandComparison(parseComparison(draftComparison({ seeds: [5, 6] })));
    expect(runs.map(({ name, seed }) => [name, seed])).toStrictEqual([
      ['Adam', 5],
      ['SGD', 5],
      ['Adam', 6],
      ['SGD', 6],
    ]);
    const base = parseExperiment(draftExperiment());
    expect(runs[0]?.experiment).toStrictEqual({ ...base, name: 'Adam', seed: 5 });
    expect(runs[3]?.experiment).toMatchObject({ name: 'SGD', seed: 6, optimizer: { class_name: 'SGD' } });
    expect(runs[3]?.experiment.model).toStrictEqual(base.model);
  });

  it('gives experiments that can be read again', () => {
    const name = '長'.repeat(200);
    const comparison = parseComparison(draftComparison({ name, variants: [{ name }] }));
    for (const { experiment } of expandComparison(comparison)) {
      expect(parseExperiment(experiment)).toStrictEqual(experiment);
    }
  });

  it.each<[changes: Record<string, unknown>, code: string, path: string]>([
    [{ base: undefined }, 'spec.missing', 'base'],
    [{ base: draftExperiment({ epochs: 0 }) }, 'spec.too-small', 'base.epochs'],
    [{ variants: [] }, 'spec.too-few', 'variants'],
    [{ variants: undefined }, 'spec.missing', 'variants'],
    [{ variants: [{ name: 'a' }, { name: 'a' }] }, 'spec.duplicate-name', 'variants[1].name'],
    [{ variants: [{ set: {} }] }, 'spec.missing', 'variants[0].name'],
    [
      { variants: [{ name: 'a', set: { optimizer: 'Adma' } }] },
      'spec.misspelt-name',
      'variants[0].set.optimizer.class_name',
    ],
    [
      { variants: [{ name: 'a', set: { 'model.layers.x.rate': 1 } }] },
      'spec.unknown-key',
      'variants[0].set.model.layers.x',
    ],
    [{ variants: [{ name: 'a', sets: {} }] }, 'spec.misspelt-key', 'variants[0].sets'],
    [{ seeds: [] }, 'spec.too-few', 'seeds'],
    [{ seeds: [-1] }, 'spec.too-small', 'seeds[0]'],
    [{ seeds: [1, 1] }, 'spec.duplicate-seed', 'seeds[1]'],
    [{ seeds: 3 }, 'spec.not-a-list', 'seeds'],
    [{ variant: [] }, 'spec.misspelt-key', 'variant'],
  ])('with %j is refused with %s at %s', (changes, code, path) => {
    expect(() => parseComparison(draftComparison(changes))).toThrow(
      expect.objectContaining({ code, details: expect.objectContaining({ path }) as unknown }),
    );
  });

  it('is told from an experiment', () => {
    expect(() => parseComparison(draftExperiment())).toThrow(
      expect.objectContaining({ code: 'spec.wrong-document' }),
    );
    expect(() => parseComparison(null)).toThrow(expect.objectContaining({ code: 'spec.not-a-document' }));
    expect(() => parseComparison(draftComparison({ version: 2 }))).toThrow(
      expect.objectContaining({ code: 'spec.newer' }),
    );
  });
});

describe('What differs between experiments', () => {
  const differ = (...changes: Record<string, unknown>[]) =>
    whatDiffers(changes.map((change) => parseExperiment(draftExperiment(change))));

  it('is nothing for equal ones, and names do not count', () => {
    expect(differ({ name: 'a' }, { name: 'b' })).toStrictEqual([]);
    expect(differ({})).toStrictEqual([]);
    expect(whatDiffers([])).toStrictEqual([]);
  });

  it('is each value that differs, with its path', () => {
    const sgd = (momentum: number) => ({ optimizer: { class_name: 'SGD', config: { momentum } }, epochs: 3 });
    expect(differ(sgd(0), { ...sgd(0.9), seed: 2 }, sgd(0))).toStrictEqual([
      { path: 'optimizer.config.momentum', values: [0, 0.9, 0] },
      { path: 'seed', values: [0, 2, 0] },
    ]);
  });

  it('is a value inside a layer', () => {
    const layers = draftLayers().with(3, { class_name: 'Dropout', config: { rate: 0 } });
    expect(differ({}, { model: { layers } })).toStrictEqual([
      { path: 'model.layers[3].config.rate', values: [0.25, 0] },
    ]);
  });

  it('is the whole where classes or lengths differ', () => {
    expect(differ({}, { optimizer: 'sgd' }).map(({ path }) => path)).toStrictEqual(['optimizer']);
    const layers = draftLayers().slice(4);
    expect(differ({}, { model: { layers } }).map(({ path }) => path)).toStrictEqual(['model.layers']);
    expect(differ({}, { validation: { from: 'train', split: 0.1 } }).map(({ path }) => path)).toStrictEqual([
      'validation',
    ]);
  });

  it('is a path that settings understand', () => {
    const [difference] = differ({}, { dataset: { id: 'mnist', train: 100 } });
    expect(difference).toStrictEqual({ path: 'dataset.train', values: [null, 100] });
  });

  it('can be said in words', () => {
    const { optimizer, model, validation } = parseExperiment(
      draftExperiment({ optimizer: { class_name: 'SGD', config: { momentum: 0.9 } } }),
    );
    expect(differenceText(optimizer)).toBe('SGD(learning_rate=0.01, momentum=0.9)');
    expect(differenceText(model.layers.slice(2, 4))).toBe(
      '[max_pooling2d (MaxPooling2D), dropout (Dropout)]',
    );
    expect(differenceText(validation)).toBe('from test');
    expect(differenceText(0.5)).toBe('0.5');
    expect(differenceText('all')).toBe('all');
    expect(differenceText(null)).toBe('null');
    expect(differenceText(undefined)).toBe('undefined');
  });
});
