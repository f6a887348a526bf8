import { describe, expect, it } from 'vitest';
import { apart, stageWords } from './both-ways.ts';

const conv = (config: object = {}) => ({
  class_name: 'Conv2D',
  config: { filters: 8, kernel_size: 3, ...config },
});
const pool = (config: object = {}) => ({ class_name: 'MaxPooling2D', config: { pool_size: 2, ...config } });
const mean = (config: object = {}) => ({
  class_name: 'AveragePooling2D',
  config: { pool_size: 2, ...config },
});
const layer = (class_name: string, config: object = {}) => ({ class_name, config });
const end = ['Flatten', { class_name: 'Dense', config: { units: 4 } }];

const cropped = (layers: readonly unknown[], shape: readonly number[], training = true) =>
  stageWords({ layers, shape, training, rewrites: ['crop'] }).filter((word) => word.includes('['));

describe('what a pool drops', () => {
  it('is not computed: the image of the lecture’s CNN is cut from 28 x 28 to 27 x 27', () => {
    const layers = [conv({ filters: 32, kernel_size: 6 }), conv({ filters: 64 }), pool(), ...end];
    expect(cropped(layers, [28, 28, 1])).toEqual(['conv2d[27x27]']);
    expect(cropped(layers, [32, 32, 3])).toEqual(['conv2d[31x31]']);
  });

  it('is followed back through several blocks, whose losses add up', () => {
    const layers = [conv(), pool(), conv(), pool(), conv(), mean(), ...end];
    expect(cropped(layers, [39, 41, 1])).toEqual(['conv2d[38x38]']);
  });

  it('is followed on each axis by itself', () => {
    expect(cropped([conv(), pool(), ...end], [10, 11, 1])).toEqual(['conv2d[10x10]']);
  });

  it('is followed through layers that compute each place by itself', () => {
    const between = [
      'ReLU',
      layer('Activation', { activation: 'softmax' }),
      layer('SpatialDropout2D', { rate: 0.5 }),
    ];
    const dense = layer('Dense', { units: 3 });
    expect(cropped([conv(), ...between, dense, pool(), ...end], [13, 13, 1])).toEqual(['conv2d[12x12]']);
  });

  it('may also be what a stride leaves over', () => {
    expect(cropped([conv(), conv({ strides: 2 }), ...end], [14, 15, 1])).toEqual(['conv2d[13x15]']);
  });

  it('is cut behind augmentation while training, and from the image at prediction', () => {
    const layers = [
      layer('RandomTranslation', { height_factor: 0.1, width_factor: 0.1 }),
      conv({ filters: 128 }),
      pool(),
      ...end,
    ];
    expect(cropped(layers, [13, 13, 1], true)).toEqual(['conv2d[12x12]']);
    expect(cropped(layers, [13, 13, 1], false)).toEqual(['random_translation[12x12]']);
  });
});

describe('nothing is cut', () => {
  const nothing = (layers: readonly unknown[], shape: readonly number[] = [13, 13, 1], training = true) =>
    expect(cropped(layers, shape, training)).toEqual([]);

  it('where nothing is dropped', () => nothing([conv(), pool(), ...end], [12, 12, 1]));
  it('in front of the pool itself, which does not look there', () =>
    nothing([pool(), conv(), ...end], [13, 13, 1]));
  it('where padding gives the pool whole windows', () =>
    nothing([conv(), pool({ padding: 'same' }), ...end]));
  it('before a padded convolution, which sees the border', () =>
    nothing([conv({ padding: 'same' }), pool(), ...end]));
  it('where a copy of many channels costs more than it saves', () =>
    nothing([conv({ filters: 32, padding: 'same' }), conv({ filters: 4 }), pool(), ...end]));

  it.each([
    layer('BatchNormalization'),
    layer('LayerNormalization'),
    layer('Dropout', { rate: 0.5 }),
    layer('GaussianNoise', { stddev: 0.5 }),
    layer('ZeroPadding2D', { padding: 2 }),
    layer('Residual', { layers: [conv({ padding: 'same' })], shortcut: 'identity' }),
  ])('before $class_name while it trains', (between) =>
    nothing([conv(), between, pool(), ...end], [15, 15, 1]),
  );

  it('before a global pooling', () => nothing([conv(), 'GlobalMaxPooling2D']));
});

describe('a model that is cut', () => {
  const geometries = [
    { kernel: 3, strides: 1, dilation_rate: 1, pool: 2, step: 2 },
    { kernel: 6, strides: 1, dilation_rate: 1, pool: 3, step: 3 },
    { kernel: 3, strides: 2, dilation_rate: 1, pool: 2, step: 2 },
    { kernel: 2, strides: 1, dilation_rate: 2, pool: 3, step: 2 },
    { kernel: 1, strides: 1, dilation_rate: 1, pool: 2, step: 3 },
  ];
  const cases = geometries.flatMap((geometry) =>
    [17, 18, 19, 20, 21].flatMap((side) =>
      [true, false].map((training) => ({ ...geometry, side, training })),
    ),
  );

  it.each(cases)(
    'computes the same: side $side, kernel $kernel by $strides, dilation $dilation_rate, pool $pool by $step, training $training',
    ({ kernel, strides, dilation_rate, pool: size, step, side, training }) => {
      const layers = [
        conv({ kernel_size: kernel, activation: 'relu', kernel_regularizer: 'l2' }),
        conv({ kernel_size: kernel, strides, dilation_rate, activation: 'tanh' }),
        mean({ pool_size: size, strides: step }),
        ...end,
      ];
      const ways = { layers, shape: [side, side + 1, 2], rewrites: ['crop'] as const, training };
      const { output, slopes } = apart(ways);
      expect(output).toBeLessThan(1e-6);
      expect(slopes).toBeLessThan(1e-5);
    },
  );

  it.each([
    ['depthwise', layer('DepthwiseConv2D', { kernel_size: 3, depth_multiplier: 2, activation: 'relu' })],
    ['separable', layer('SeparableConv2D', { filters: 8, kernel_size: 3 })],
    ['1 x 1 and padded in name only', conv({ kernel_size: 1, padding: 'same' })],
  ])('computes the same with a convolution that is %s', (_, between) => {
    const ways = {
      layers: [conv(), between, 'ReLU', pool(), ...end],
      shape: [15, 17, 2],
      rewrites: ['crop'] as const,
    };
    expect(cropped(ways.layers, ways.shape)).toHaveLength(1);
    expect(apart(ways).output).toBeLessThan(1e-6);
    expect(apart(ways).slopes).toBeLessThan(1e-5);
  });

  it('draws the same masks of whole maps, and of all places behind the pool', () => {
    const layers = [
      layer('RandomFlip', { mode: 'horizontal' }),
      conv({ filters: 128 }),
      layer('SpatialDropout2D', { rate: 0.5 }),
      pool(),
      layer('Dropout', { rate: 0.25 }),
      ...end,
    ];
    const ways = { layers, shape: [15, 15, 2], rewrites: ['crop'] as const };
    expect(cropped(layers, ways.shape)).toEqual(['conv2d[14x14]']);
    expect(apart(ways).output).toBeLessThan(1e-6);
    expect(apart(ways).slopes).toBeLessThan(1e-5);
  });
});
