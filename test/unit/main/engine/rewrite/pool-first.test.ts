import { describe, expect, it } from 'vitest';
import { apart, stageWords } from './both-ways.ts';

const conv = (config: object = {}) => ({
  class_name: 'Conv2D',
  config: { filters: 8, kernel_size: 3, ...config },
});
const pool = (config: object = {}) => ({ class_name: 'MaxPooling2D', config: { pool_size: 2, ...config } });
const layer = (class_name: string, config: object = {}) => ({ class_name, config });
const end = ['Flatten', { class_name: 'Dense', config: { units: 4 } }];
const monotone = ['linear', 'relu', 'leaky_relu', 'elu', 'selu', 'sigmoid', 'tanh'];

const words = (layers: readonly unknown[], shape: readonly number[] = [14, 14, 2]) =>
  stageWords({ layers: [...layers, ...end], shape, rewrites: ['pool-first'] }).slice(0, -2);

describe('a max-pooling behind a convolution', () => {
  it('comes before bias and activation', () => {
    expect(words([conv({ activation: 'relu' }), pool()])).toEqual([
      'conv2d.product',
      'max_pooling2d',
      'conv2d.end',
    ]);
  });

  it('comes before layers that are activations, too', () => {
    expect(words([conv(), 'ReLU', layer('Activation', { activation: 'tanh' }), pool()])).toEqual([
      ...['conv2d.product', 'max_pooling2d', 'conv2d.end'],
      ...['re_lu', 'activation'],
    ]);
  });

  it('does so in each of several blocks', () => {
    const layers = [conv({ activation: 'relu' }), pool(), conv(), 'ReLU', pool()];
    expect(words(layers).filter((word) => word.endsWith('.product'))).toEqual([
      'conv2d.product',
      'conv2d_1.product',
    ]);
  });

  it('keeps the cut of its convolution', () => {
    const layers = [conv({ activation: 'relu' }), pool(), ...end];
    expect(stageWords({ layers, shape: [13, 13, 1] }).slice(0, 3)).toEqual([
      ...['conv2d.product[12x12]', 'max_pooling2d', 'conv2d.end'],
    ]);
  });
});

describe('the order stays as built', () => {
  const stays = (layers: readonly unknown[]) =>
    expect(words(layers).filter((word) => /\.(product|end)/.test(word))).toEqual([]);

  it.each(['gelu', 'silu', 'softmax'])(
    'for %s, which falls somewhere or looks at other values',
    (activation) => {
      stays([conv({ activation }), pool()]);
      stays([conv(), layer('Activation', { activation }), pool()]);
      stays([conv({ activation: 'relu' }), layer('Activation', { activation }), pool()]);
    },
  );

  it.each([
    layer('BatchNormalization'),
    layer('LayerNormalization'),
    layer('Dropout', { rate: 0.5 }),
    layer('GaussianNoise', { stddev: 0.1 }),
    layer('ZeroPadding2D', { padding: 1 }),
    layer('Residual', { layers: [conv({ padding: 'same' })], shortcut: 'identity' }),
  ])('where $class_name stands between', (between) => stays([conv({ activation: 'relu' }), between, pool()]));

  it('for means, whose order is not that of the values', () =>
    stays([conv({ activation: 'relu' }), { class_name: 'AveragePooling2D', config: { pool_size: 2 } }]));
  it('inside residual blocks', () =>
    stays([
      layer('Residual', {
        layers: [conv({ activation: 'relu', padding: 'same' }), pool()],
        shortcut: layer('Projection', { strides: 2 }),
      }),
    ]));
  it('where the pool leaves as many values as there were', () =>
    stays([conv({ activation: 'relu' }), pool({ strides: 1, padding: 'same' })]));
  it('where there is neither bias nor activation', () => stays([conv({ use_bias: false }), pool()]));
});

describe('a model whose pools come first', () => {
  const pools = [
    { pool_size: 2 },
    { pool_size: 3, strides: 2 },
    { pool_size: 2, padding: 'same' },
    { pool_size: 3, strides: 2, padding: 'same' },
  ];
  const cases = pools.flatMap((config) =>
    monotone.flatMap((activation) =>
      [14, 15].map((side) => ({ activation, side, config, window: JSON.stringify(config) })),
    ),
  );

  it.each(cases)(
    'computes the same: $activation, side $side, pool $window',
    ({ activation, side, config }) => {
      const layers = [
        conv({ activation, bias_regularizer: 'l1' }),
        pool(config),
        conv({ activation }),
        pool(config),
        ...end,
      ];
      const { output, slopes } = apart({ layers, shape: [side, side, 2] });
      expect(output).toBeLessThan(1e-6);
      expect(slopes).toBeLessThan(1e-5);
    },
  );

  it.each([
    ['a depthwise convolution', [layer('DepthwiseConv2D', { kernel_size: 3, activation: 'relu' })]],
    [
      'a separable convolution',
      [layer('SeparableConv2D', { filters: 6, kernel_size: 3, activation: 'elu' })],
    ],
    ['a clipped ReLU', [conv(), layer('ReLU', { max_value: 6, negative_slope: 0.1, threshold: 0.5 })]],
    ['a LeakyReLU', [conv(), 'LeakyReLU']],
    ['a layer that is not trained', [conv({ activation: 'relu', trainable: false })]],
  ])('computes the same with %s', (_, before) => {
    const layers = [...before, pool(), layer('Dropout', { rate: 0.5 }), ...end];
    expect(words(layers.slice(0, -2)).some((word) => word.endsWith('.product'))).toBe(true);
    for (const training of [true, false]) {
      const { output, slopes } = apart({ layers, shape: [15, 15, 2], training });
      expect(output).toBeLessThan(1e-6);
      expect(slopes).toBeLessThan(1e-5);
    }
  });
});
