import { describe, expect, it } from 'vitest';
import { describeError, LabError } from '../../../../src/shared/contract/errors.ts';
import { modelSchema } from '../../../../src/shared/spec/model.ts';
import { applySettings } from '../../../../src/shared/spec/settings.ts';
import { inferModel, type LayerReport } from '../../../../src/shared/spec/shapes.ts';
import { draftExperiment } from './documents.ts';

const conv = (config: object = {}) => ({
  class_name: 'Conv2D',
  config: { filters: 4, kernel_size: 3, padding: 'same', ...config },
});
const block = (config: object) => ({ class_name: 'Residual', config });
const projection = (strides: unknown, config: object = {}) => ({
  class_name: 'Projection',
  config: { strides, ...config },
});
const report = (config: object, shape: readonly number[] = [9, 8, 4]): LayerReport =>
  inferModel(modelSchema.parse({ layers: [block(config)] }), shape)[0] as LayerReport;

const fault = (config: object, shape?: readonly number[]): LabError => {
  try {
    report(config, shape);
  } catch (error) {
    if (error instanceof LabError) return error;
  }
  throw new Error('there was no fault');
};

describe('A residual block', () => {
  it('is read from its layers alone: an identity, and relu after the addition', () => {
    const { layers } = modelSchema.parse({
      layers: [block({ layers: [conv(), 'BatchNormalization', conv()] })],
    });
    expect(layers[0]).toMatchObject({
      class_name: 'Residual',
      config: {
        name: 'residual',
        trainable: true,
        activation: 'relu',
        shortcut: { class_name: 'Identity', config: {} },
        layers: [
          { config: { name: 'conv2d' } },
          { config: { name: 'batch_normalization' } },
          { config: { name: 'conv2d_1' } },
        ],
      },
    });
    expect(modelSchema.parse({ layers }).layers).toStrictEqual(layers);
  });

  it('counts its weights path by path, under names that say where they are', () => {
    const { weights, parameterCount, trainableCount, paths } = report({
      layers: [conv({ filters: 6, strides: 2 }), 'BatchNormalization'],
      shortcut: projection(2, { use_bias: false }),
    });
    expect(weights.map(({ name, shape }) => [name, shape])).toStrictEqual([
      ['conv2d/kernel', [3, 3, 4, 6]],
      ['conv2d/bias', [6]],
      ['batch_normalization/gamma', [6]],
      ['batch_normalization/beta', [6]],
      ['batch_normalization/moving_mean', [6]],
      ['batch_normalization/moving_variance', [6]],
      ['shortcut/kernel', [1, 1, 4, 6]],
    ]);
    expect(parameterCount).toBe(222 + 24 + 24);
    expect(trainableCount).toBe(parameterCount - 12);
    expect(paths?.main.map((part) => [part.name, part.parameterCount])).toStrictEqual([
      ['residual/conv2d', 222],
      ['residual/batch_normalization', 24],
    ]);
    expect(paths?.shortcut).toMatchObject({ name: 'residual/shortcut', parameterCount: 24 });
  });

  it('sees what its longer path sees, and costs what both paths cost', () => {
    const layers = [conv(), conv()];
    expect(report({ layers })).toMatchObject({
      outputShape: [9, 8, 4],
      receptiveField: [5, 5],
      multiplyAdds: 2 * 9 * 8 * 9 * 4 * 4,
    });
    const halved = report({ layers: [conv({ strides: 2 })], shortcut: projection(2) });
    expect(halved).toMatchObject({ outputShape: [5, 4, 4], multiplyAdds: 5 * 4 * (9 * 16 + 16) });
    const model = modelSchema.parse({ layers: [block({ layers }), block({ name: 'second', layers })] });
    expect(inferModel(model, [32, 32, 4]).at(-1)?.receptiveField).toStrictEqual([9, 9]);
  });

  it('trains nothing inside where it is not trainable', () => {
    expect(report({ layers: [conv()], shortcut: 'projection', trainable: false }).trainableCount).toBe(0);
  });

  it('adds vectors as well as maps', () => {
    const layers = [{ class_name: 'Dense', config: { units: 7 } }];
    expect(report({ layers }, [7])).toMatchObject({
      outputShape: [7],
      parameterCount: 56,
      receptiveField: null,
    });
  });

  it('offers the projection that makes the shapes equal', () => {
    const config = { layers: [conv({ filters: 8, strides: [2, 3] })] };
    const error = fault(config);
    expect(error.code).toBe('spec.needs-projection');
    for (const language of ['ja', 'en'] as const) {
      const { message, hint } = describeError(error, language);
      expect(message).toContain('5 x 3 x 8');
      expect(message).toContain('9 x 8 x 4');
      const offered = /\{.*\}(?=[, ])/.exec(hint)?.[0] ?? '';
      expect(report({ ...config, shortcut: JSON.parse(offered) as unknown }).outputShape).toStrictEqual([
        5, 3, 8,
      ]);
    }
  });

  it.each([
    ['a picture that shrinks without stride', { layers: [conv({ padding: 'valid' })] }, [9, 8, 4]],
    ['a picture that grows', { layers: ['ZeroPadding2D'] }, [9, 8, 4]],
    ['a vector', { layers: [{ class_name: 'Dense', config: { units: 3 } }] }, [7]],
    ['a pooled picture', { layers: ['GlobalMaxPooling2D'] }, [9, 8, 4]],
  ])('says both shapes where no projection helps: %s', (_what, config, shape) => {
    const error = fault(config, shape);
    expect(error.code).toBe('spec.unequal-paths');
    expect(error.details['shortcut']).toBe(shape.join(' x '));
  });

  it('names the layer inside that does not fit', () => {
    expect(fault({ layers: [conv({ kernel_size: 20, padding: 'valid' })] }).details).toMatchObject({
      layer: 1,
      name: 'residual/conv2d',
    });
  });

  it.each([
    ['another block', { layers: [block({ layers: [conv()] })] }, 'layers[0].config.layers[0].class_name'],
    ['Flatten', { layers: ['Flatten'] }, 'layers[0].config.layers[0].class_name'],
    ['no layer', { layers: [] }, 'layers[0].config.layers'],
    [
      'a name twice',
      { layers: [conv({ name: 'a' }), conv({ name: 'a' })] },
      'layers[0].config.layers[1].config.name',
    ],
    [
      'the name of the shortcut',
      { layers: [conv({ name: 'shortcut' })] },
      'layers[0].config.layers[0].config.name',
    ],
    ['an unknown shortcut', { layers: [conv()], shortcut: 'skip' }, 'layers[0].config.shortcut.class_name'],
    [
      'strides of an identity',
      { layers: [conv()], shortcut: { class_name: 'identity', config: { strides: 2 } } },
      'layers[0].config.shortcut.config.strides',
    ],
  ])('refuses %s at its place', (_what, config, path) => {
    const document = draftExperiment({ model: { layers: [block(config)] } });
    expect(() => applySettings(document, {})).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ path: `model.${path}` }) as unknown }),
    );
  });

  it('is changed by settings like any layer, its inner layers by their names', () => {
    const document = draftExperiment({ model: { layers: [block({ layers: [conv()] })] } });
    const changed = applySettings(document, {
      'model.layers.residual.layers.conv2d.filters': 6,
      'model.layers.residual.shortcut': 'projection',
      'model.layers.residual.shortcut.strides': 2,
    });
    expect(changed.model.layers[0]?.config).toMatchObject({
      layers: [{ config: { filters: 6 } }],
      shortcut: { class_name: 'Projection', config: { strides: [2, 2], use_bias: true } },
    });
  });
});
