import { describe, expect, it } from 'vitest';
import { modelSchema } from '../../../../src/shared/spec/model.ts';
import { inferModel, type LayerReport } from '../../../../src/shared/spec/shapes.ts';
import { draftLayers } from './documents.ts';

const report = (inputShape: readonly number[], ...layers: unknown[]): readonly LayerReport[] =>
  inferModel(modelSchema.parse({ layers }), inputShape);
const conv = (config: Record<string, unknown>) => ({
  class_name: 'Conv2D',
  config: { filters: 8, ...config },
});
const first = (reports: readonly LayerReport[]): LayerReport => reports[0] as LayerReport;

describe('The sizes of the slides', () => {
  it('are 28, 23, 21, 10 for the listing', () => {
    const reports = report([28, 28, 1], ...draftLayers());
    expect(reports.map((layer) => layer.outputShape)).toStrictEqual([
      [23, 23, 32],
      [21, 21, 64],
      [10, 10, 64],
      [10, 10, 64],
      [6400],
      [128],
      [128],
      [10],
    ]);
    expect(reports.map((layer) => layer.parameterCount)).toStrictEqual([
      1184, 18_496, 0, 0, 0, 819_328, 0, 1290,
    ]);
  });

  it('are 28, 23, 18, 9 for the picture', () => {
    const reports = report([28, 28, 1], ...draftLayers().with(1, conv({ filters: 64, kernel_size: 6 })));
    expect(reports.slice(0, 3).map((layer) => layer.outputShape)).toStrictEqual([
      [23, 23, 32],
      [18, 18, 64],
      [9, 9, 64],
    ]);
    expect(reports[1]?.weights[0]?.shape).toStrictEqual([6, 6, 32, 64]);
  });
});

describe('A depthwise layer', () => {
  const window = { kernel_size: 3, depth_multiplier: 2 };

  it('multiplies the channels and has kernels for each of them', () => {
    const layer = first(report([9, 9, 3], { class_name: 'DepthwiseConv2D', config: window }));
    expect(layer.outputShape).toStrictEqual([7, 7, 6]);
    expect(layer.weights.map(({ name, shape }) => [name, shape])).toStrictEqual([
      ['kernel', [3, 3, 3, 2]],
      ['bias', [6]],
    ]);
    expect(layer.multiplyAdds).toBe(7 * 7 * 3 * 3 * 3 * 2);
  });

  it('costs the sum of both convolutions where it is separable', () => {
    const config = { ...window, filters: 8 };
    const layer = first(report([9, 9, 3], { class_name: 'SeparableConv2D', config }));
    expect(layer.outputShape).toStrictEqual([7, 7, 8]);
    expect(layer.weights.map(({ name, shape }) => [name, shape])).toStrictEqual([
      ['depthwise_kernel', [3, 3, 3, 2]],
      ['pointwise_kernel', [1, 1, 6, 8]],
      ['bias', [8]],
    ]);
    expect(layer.multiplyAdds).toBe(7 * 7 * (3 * 3 * 6 + 6 * 8));
  });
});

describe('LayerNormalization', () => {
  const layer = (axis?: unknown) => ({
    class_name: 'LayerNormalization',
    config: axis === undefined ? {} : { axis },
  });
  const gammaShape = (axis?: unknown) => first(report([5, 6, 3], layer(axis))).weights[0]?.shape;

  it('normalises along the last axis unless it is told others', () => {
    expect(gammaShape()).toStrictEqual([3]);
    expect(gammaShape(1)).toStrictEqual([5]);
    expect(gammaShape([-1, 1])).toStrictEqual([5, 3]);
  });

  it('refuses an axis that the input does not have', () => {
    expect(() => report([5, 6, 3], 'Flatten', layer(2))).toThrow('Layer 2 (layer_normalization)');
  });
});

describe('The size of a layer', () => {
  it('is explained by the window, its stride and the pixels left over', () => {
    const pool = first(report([21, 21, 4], 'MaxPooling2D'));
    expect(pool.explanation).toStrictEqual({
      kind: 'window',
      axes: [0, 1].map(() => ({
        input: 21,
        kernel: 2,
        dilation: 1,
        span: 2,
        stride: 2,
        padding: [0, 0],
        output: 10,
        unused: 1,
      })),
    });
  });

  it('with padding “same” is the input over the stride, rounded up, the odd zero at the end', () => {
    const axes = (input: number, kernel: number, strides: number): unknown => {
      const { explanation } = first(
        report([input, input, 1], conv({ kernel_size: kernel, strides, padding: 'same' })),
      );
      return explanation.kind === 'window' && [explanation.axes[0].output, ...explanation.axes[0].padding];
    };
    expect(axes(28, 6, 1)).toStrictEqual([28, 2, 3]);
    expect(axes(5, 3, 2)).toStrictEqual([3, 1, 1]);
    expect(axes(6, 3, 2)).toStrictEqual([3, 0, 1]);
    expect(axes(7, 2, 3)).toStrictEqual([3, 0, 1]);
    expect(axes(4, 1, 3)).toStrictEqual([2, 0, 0]);
    expect(axes(1, 5, 1)).toStrictEqual([1, 2, 2]);
  });

  it('equals the number of places where a window fits, for every small case', () => {
    for (let input = 1; input <= 9; input++) {
      for (let kernel = 1; kernel <= input; kernel++) {
        for (let strides = 1; strides <= 4; strides++) {
          let places = 0;
          for (let start = 0; start + kernel <= input; start += strides) places += 1;
          const layer = first(report([input, input, 1], conv({ kernel_size: kernel, strides })));
          expect(layer.outputShape).toStrictEqual([places, places, 8]);
          const last = (places - 1) * strides + kernel;
          expect(layer.explanation).toMatchObject({
            axes: [{ unused: input - last }, { unused: input - last }],
          });
        }
      }
    }
  });

  it('follows rows and columns apart', () => {
    const layer = first(report([10, 20, 3], conv({ kernel_size: [3, 5], strides: [1, 2] })));
    expect(layer.outputShape).toStrictEqual([8, 8, 8]);
  });

  it('spans more with dilation', () => {
    const layer = first(report([10, 10, 1], conv({ kernel_size: 3, dilation_rate: 2 })));
    expect(layer.outputShape).toStrictEqual([6, 6, 8]);
    expect(layer.receptiveField).toStrictEqual([5, 5]);
  });

  it('grows by zero padding, shrinks by global pooling, stays elsewhere', () => {
    const padding = [
      [1, 2],
      [0, 3],
    ];
    const reports = report(
      [4, 4, 2],
      { class_name: 'ZeroPadding2D', config: { padding } },
      'ReLU',
      { class_name: 'Rescaling', config: { scale: 2 } },
      { class_name: 'GlobalMaxPooling2D', config: { keepdims: true } },
      'GlobalAveragePooling2D',
      'LeakyReLU',
    );
    expect(reports.map((layer) => layer.outputShape)).toStrictEqual([
      [7, 7, 2],
      [7, 7, 2],
      [7, 7, 2],
      [1, 1, 2],
      [2],
      [2],
    ]);
    expect(reports.map((layer) => layer.explanation.kind)).toStrictEqual([
      'padding',
      'unchanged',
      'unchanged',
      'global',
      'global',
      'unchanged',
    ]);
  });
});

describe('The weights of a layer', () => {
  it('of BatchNormalization are four, two of them untrained', () => {
    const layer = first(report([6, 6, 3], 'BatchNormalization'));
    expect(layer.weights.map(({ name, shape, trainable }) => [name, shape[0], trainable])).toStrictEqual([
      ['gamma', 3, true],
      ['beta', 3, true],
      ['moving_mean', 3, false],
      ['moving_variance', 3, false],
    ]);
    expect([layer.parameterCount, layer.trainableCount]).toStrictEqual([12, 6]);
  });

  it('leave out what is switched off', () => {
    const config = { center: false, scale: false };
    const names = first(report([3], { class_name: 'BatchNormalization', config })).weights.map(
      ({ name }) => name,
    );
    expect(names).toStrictEqual(['moving_mean', 'moving_variance']);
    const dense = first(report([3], { class_name: 'Dense', config: { units: 2, use_bias: false } }));
    expect(dense.weights.map(({ name, shape }) => [name, shape])).toStrictEqual([['kernel', [3, 2]]]);
  });

  it('are not trained in a frozen layer, and carry their initializer and regularizer', () => {
    const config = { units: 2, trainable: false, kernel_initializer: 'he_normal', bias_regularizer: 'l2' };
    const layer = first(report([3], { class_name: 'Dense', config }));
    expect(layer.trainableCount).toBe(0);
    expect(layer.weights).toMatchObject([
      { name: 'kernel', trainable: false, initializer: { class_name: 'HeNormal' }, regularizer: null },
      {
        name: 'bias',
        trainable: false,
        initializer: { class_name: 'Zeros' },
        regularizer: { class_name: 'L2' },
      },
    ]);
  });
});

describe('What a value sees and costs', () => {
  it('grows layer by layer to the whole picture', () => {
    const fields = report([28, 28, 1], ...draftLayers()).map((layer) => layer.receptiveField?.[0]);
    expect(fields).toStrictEqual([6, 8, 9, 9, 28, 28, 28, 28]);
  });

  it('never exceeds the picture', () => {
    const layers = Array.from({ length: 5 }, () => conv({ kernel_size: 5, padding: 'same' }));
    expect(report([9, 7, 1], ...layers).map((layer) => layer.receptiveField)).toStrictEqual([
      [5, 5],
      [9, 7],
      [9, 7],
      [9, 7],
      [9, 7],
    ]);
  });

  it('doubles its growth after a stride of 2', () => {
    const reports = report([28, 28, 1], 'MaxPooling2D', conv({ kernel_size: 3 }));
    expect(reports.map((layer) => layer.receptiveField)).toStrictEqual([
      [2, 2],
      [6, 6],
    ]);
  });

  it('is unknown for inputs without rows', () => {
    expect(first(report([5], { class_name: 'Dense', config: { units: 2 } })).receptiveField).toBeNull();
  });

  it('counts one multiply-add for each weight at each place', () => {
    const reports = report([28, 28, 1], ...draftLayers(), 'BatchNormalization');
    expect(reports.map((layer) => layer.multiplyAdds)).toStrictEqual([
      23 * 23 * 32 * 36,
      21 * 21 * 64 * 288,
      0,
      0,
      0,
      6400 * 128,
      0,
      1280,
      10,
    ]);
  });
});

describe('A model that cannot be built', () => {
  it.each([[[0, 28, 1]], [[28, 28]], [[]], [[1.5, 2, 3]], [[-1, 2, 3]], [[2 ** 40, 2 ** 40, 3]], [[NaN]]])(
    'refuses an input of shape %j',
    (shape) => {
      expect(() => report(shape, 'Flatten')).toThrow(
        expect.objectContaining({ code: 'spec.bad-input-shape' }),
      );
    },
  );

  it('names the layer that does not fit by place and name', () => {
    const layers = [conv({ kernel_size: 24 }), conv({ kernel_size: 9 })];
    expect(() => report([28, 28, 1], ...layers)).toThrow(
      'Layer 2 (conv2d_1): a 9 x 9 window does not fit the 5 x 5 input',
    );
  });

  it('names a pool that does not fit', () => {
    expect(() => report([1, 1, 1], 'MaxPooling2D')).toThrow(
      expect.objectContaining({ code: 'spec.window-too-big' }),
    );
  });
});
