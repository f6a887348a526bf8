import { describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../../src/shared/spec/experiment.ts';
import { applySettings, parseSetting, type Settings } from '../../../../src/shared/spec/settings.ts';
import { draftExperiment } from './documents.ts';

const apply = (settings: Settings) => applySettings(draftExperiment(), settings);

describe('A setting on the command line', () => {
  it.each([
    ['epochs=5', 'epochs', 5],
    ['optimizer=Adam', 'optimizer', 'Adam'],
    [' optimizer.learning_rate = 0.1 ', 'optimizer.learning_rate', 0.1],
    ['shuffle=false', 'shuffle', false],
    ['model.layers[0].config.kernel_size=[3,3]', 'model.layers[0].config.kernel_size', [3, 3]],
    ['validation={"from":"none"}', 'validation', { from: 'none' }],
    ['dataset.train=null', 'dataset.train', null],
    ['name="5"', 'name', '5'],
    ['name=a=b', 'name', 'a=b'],
  ])('%j is read as path and value', (text, path, value) => {
    expect(parseSetting(text)).toStrictEqual({ path, value });
  });

  it.each(['', 'epochs', '=5', 'epochs=', 'epochs= '])('%j is refused', (text) => {
    expect(() => parseSetting(text)).toThrow(expect.objectContaining({ code: 'spec.bad-setting' }));
  });
});

describe('Settings', () => {
  it('change what they name and nothing else', () => {
    const before = parseExperiment(draftExperiment());
    expect(apply({ 'optimizer.config.learning_rate': 0.1 })).toStrictEqual({
      ...before,
      optimizer: { ...before.optimizer, config: { ...before.optimizer.config, learning_rate: 0.1 } },
    });
    expect(apply({})).toStrictEqual(before);
  });

  it('leave the given document as it is', () => {
    const document = draftExperiment();
    const before = structuredClone(document);
    applySettings(document, { epochs: 3, 'model.layers[3].rate': 0.1 });
    expect(document).toStrictEqual(before);
  });

  it('may leave out “config” and write lr', () => {
    expect(apply({ 'optimizer.lr': 0.5 }).optimizer.config.learning_rate).toBe(0.5);
    expect(apply({ 'optimizer.learning_rate': 0.5 }).optimizer.config.learning_rate).toBe(0.5);
  });

  it('find a layer by index or by name', () => {
    for (const path of [
      'model.layers[3].config.rate',
      'model.layers.3.rate',
      'model.layers[dropout].rate',
      'model.layers.dropout.config.rate',
    ]) {
      expect(apply({ [path]: 0.75 }).model.layers[3]?.config).toMatchObject({ name: 'dropout', rate: 0.75 });
    }
    expect(apply({ 'model.layers.dropout_1.rate': 0 }).model.layers[6]?.config).toMatchObject({ rate: 0 });
  });

  it('replace a whole class by its defaults, and can refine it afterwards', () => {
    expect(apply({ optimizer: 'sgd' }).optimizer).toMatchObject({
      class_name: 'SGD',
      config: { learning_rate: 0.01 },
    });
    expect(apply({ 'optimizer.class_name': 'Nadam' }).optimizer.class_name).toBe('Nadam');
    const refined = apply({ optimizer: 'SGD', 'optimizer.momentum': 0.9, 'optimizer.config.nesterov': true });
    expect(refined.optimizer.config).toMatchObject({ momentum: 0.9, nesterov: true });
  });

  it('reach into a schedule that an earlier setting brought', () => {
    const learning_rate = { class_name: 'RobbinsMonro', config: { initial_learning_rate: 1 } };
    const { optimizer } = apply({
      'optimizer.learning_rate': learning_rate,
      'optimizer.learning_rate.alpha': 2,
    });
    expect(optimizer.config.learning_rate).toMatchObject({ config: { initial_learning_rate: 1, alpha: 2 } });
  });

  it('choose another way of validation with its share', () => {
    expect(apply({ 'validation.from': 'train', 'validation.split': 0.2 }).validation).toStrictEqual({
      from: 'train',
      split: 0.2,
    });
  });

  it('may replace all layers, which are then named anew', () => {
    const layers = ['Flatten', { class_name: 'Dense', config: { units: 10 } }];
    expect(apply({ 'model.layers': layers }).model.layers.map((layer) => layer.config.name)).toStrictEqual([
      'flatten',
      'dense',
    ]);
  });

  it.each<[path: string, value: unknown, code: string, details: Record<string, unknown>]>([
    ['epoch', 3, 'spec.misspelt-key', { path: 'epoch', nearest: 'epochs' }],
    ['optimiser.lr', 3, 'spec.misspelt-key', { path: 'optimiser', nearest: 'optimizer' }],
    [
      'optimizer.learing_rate',
      3,
      'spec.misspelt-key',
      { path: 'optimizer.config.learing_rate', nearest: 'learning_rate' },
    ],
    ['model.layers.dropot.rate', 0, 'spec.misspelt-key', { path: 'model.layers.dropot', nearest: 'dropout' }],
    ['model.layers[99].rate', 0, 'spec.unknown-key', {}],
    ['model.layers[-1].rate', 0, 'spec.unknown-key', {}],
    ['model.layers.__proto__.rate', 0, 'spec.unknown-key', {}],
    ['__proto__.polluted', 1, 'spec.unknown-key', {}],
    ['__proto__', { polluted: 1 }, 'spec.unknown-key', {}],
    ['constructor.prototype.polluted', 1, 'spec.unknown-key', {}],
    ['name.x', 1, 'spec.not-an-object', { path: 'name', found: '"experiment"' }],
    ['epochs', 'many', 'spec.not-a-number', { path: 'epochs' }],
    ['model.layers.dropout.rate', 1, 'spec.not-below', { path: 'model.layers[3].config.rate' }],
    ['', 1, 'spec.bad-setting', {}],
    ['..', 1, 'spec.bad-setting', {}],
  ])('%s = %j is refused with %s', (path, value, code, details) => {
    expect(() => apply({ [path]: value })).toThrow(
      expect.objectContaining({ code, details: expect.objectContaining(details) as unknown }),
    );
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
