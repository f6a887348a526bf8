import { describe, expect, it } from 'vitest';
import { snakeCase } from '../../../../src/shared/spec/layer-names.ts';
import { layerClassNames, layerSchema } from '../../../../src/shared/spec/layers.ts';
import { modelSchema } from '../../../../src/shared/spec/model.ts';

const zeros = { class_name: 'Zeros', config: {} };
const ones = { class_name: 'Ones', config: {} };

describe('A layer in normal form', () => {
  const defaults: [layer: unknown, config: Record<string, unknown>][] = [
    ['Flatten', { name: 'flatten', trainable: true }],
    ['MaxPooling2D', { pool_size: [2, 2], strides: [2, 2], padding: 'valid' }],
    ['AveragePooling2D', { pool_size: [2, 2], strides: [2, 2], padding: 'valid' }],
    ['GlobalAveragePooling2D', { keepdims: false }],
    ['GlobalMaxPooling2D', { keepdims: false }],
    ['ReLU', { max_value: null, negative_slope: 0, threshold: 0 }],
    ['LeakyReLU', { negative_slope: 0.3 }],
    [
      'ZeroPadding2D',
      {
        padding: [
          [1, 1],
          [1, 1],
        ],
      },
    ],
    [
      { class_name: 'Rescaling', config: { scale: 2 } },
      { scale: 2, offset: 0 },
    ],
    [
      'BatchNormalization',
      {
        momentum: 0.99,
        epsilon: 0.001,
        center: true,
        scale: true,
        beta_initializer: zeros,
        gamma_initializer: ones,
        moving_mean_initializer: zeros,
        moving_variance_initializer: ones,
        beta_regularizer: null,
        gamma_regularizer: null,
      },
    ],
  ];
  it.each(defaults)('%j has the defaults of Keras 3', (layer, config) => {
    expect(layerSchema.parse(layer).config).toMatchObject(config);
  });

  const spellings: [layer: unknown, className: string, config: Record<string, unknown>][] = [
    ['max_pool2d', 'MaxPooling2D', {}],
    ['MaxPool2D', 'MaxPooling2D', {}],
    ['AvgPool2D', 'AveragePooling2D', {}],
    ['global_avg_pool2d', 'GlobalAveragePooling2D', {}],
    [
      { class_name: 'Convolution2D', config: { filters: 1, kernel_size: 3 } },
      'Conv2D',
      { kernel_size: [3, 3] },
    ],
    [
      { class_name: 'conv2d', config: { filters: 1, kernel_size: [5, 3], strides: 2 } },
      'Conv2D',
      { strides: [2, 2] },
    ],
    [
      { class_name: 'Conv2D', config: { filters: 1, kernel_size: 3, padding: 'SAME' } },
      'Conv2D',
      { padding: 'same' },
    ],
    [{ class_name: 'MaxPooling2D', config: { pool_size: 3 } }, 'MaxPooling2D', { strides: [3, 3] }],
    [
      { class_name: 'MaxPooling2D', config: { pool_size: [3, 2], strides: null } },
      'MaxPooling2D',
      { strides: [3, 2] },
    ],
    [
      { class_name: 'MaxPooling2D', config: { pool_size: 3, strides: 1 } },
      'MaxPooling2D',
      { strides: [1, 1] },
    ],
    [
      { class_name: 'ZeroPadding2D', config: { padding: [2, 3] } },
      'ZeroPadding2D',
      {
        padding: [
          [2, 2],
          [3, 3],
        ],
      },
    ],
    [
      {
        class_name: 'ZeroPadding2D',
        config: {
          padding: [
            [0, 1],
            [2, 3],
          ],
        },
      },
      'ZeroPadding2D',
      {
        padding: [
          [0, 1],
          [2, 3],
        ],
      },
    ],
    [
      { class_name: 'Activation', config: { activation: 'Leaky-ReLU' } },
      'Activation',
      { activation: 'leaky_relu' },
    ],
    [{ class_name: 'Activation', config: { activation: 'swish' } }, 'Activation', { activation: 'silu' }],
    [{ class_name: 'Dense', config: { units: 1, activation: null } }, 'Dense', { activation: 'linear' }],
  ];
  it.each(spellings)('%j means %s %j', (layer, className, config) => {
    const read = layerSchema.parse(layer);
    expect(read.class_name).toBe(className);
    expect(read.config).toMatchObject(config);
  });

  const initializers: [spelling: unknown, spec: unknown][] = [
    ['glorot_uniform', { class_name: 'GlorotUniform', config: {} }],
    ['HeNormal', { class_name: 'HeNormal', config: {} }],
    ['lecun-uniform', { class_name: 'LecunUniform', config: {} }],
    ['uniform', { class_name: 'RandomUniform', config: { minval: -0.05, maxval: 0.05 } }],
    ['normal', { class_name: 'RandomNormal', config: { mean: 0, stddev: 0.05 } }],
    ['truncated_normal', { class_name: 'TruncatedNormal', config: { mean: 0, stddev: 0.05 } }],
    ['zero', zeros],
    [
      { class_name: 'constant', config: { value: 2 } },
      { class_name: 'Constant', config: { value: 2 } },
    ],
  ];
  it.each(initializers)('reads the initializer %j', (spelling, spec) => {
    const layer = layerSchema.parse({
      class_name: 'Dense',
      config: { units: 1, kernel_initializer: spelling },
    });
    expect(layer.config).toMatchObject({ kernel_initializer: spec });
  });

  const regularizers: [spelling: unknown, spec: unknown][] = [
    [null, null],
    ['l2', { class_name: 'L2', config: { l2: 0.01 } }],
    ['L1', { class_name: 'L1', config: { l1: 0.01 } }],
    ['l1_l2', { class_name: 'L1L2', config: { l1: 0, l2: 0 } }],
    [
      { class_name: 'L2', config: { l2: 0.001 } },
      { class_name: 'L2', config: { l2: 0.001 } },
    ],
  ];
  it.each(regularizers)('reads the regularizer %j', (spelling, spec) => {
    const layer = layerSchema.parse({
      class_name: 'Dense',
      config: { units: 1, kernel_regularizer: spelling },
    });
    expect(layer.config).toMatchObject({ kernel_regularizer: spec });
  });
});

describe('Names of layers', () => {
  it('are those that Keras gives', () => {
    const kerasNames = {
      Dense: 'dense',
      Flatten: 'flatten',
      DepthwiseConv2D: 'depthwise_conv2d',
      RandomCrop: 'random_crop',
      RandomFlip: 'random_flip',
      RandomRotation: 'random_rotation',
      RandomTranslation: 'random_translation',
      Dropout: 'dropout',
      BatchNormalization: 'batch_normalization',
      Activation: 'activation',
      ReLU: 're_lu',
      LayerNormalization: 'layer_normalization',
      LeakyReLU: 'leaky_re_lu',
      Rescaling: 'rescaling',
      Conv2D: 'conv2d',
      SeparableConv2D: 'separable_conv2d',
      SpatialDropout2D: 'spatial_dropout2d',
      ZeroPadding2D: 'zero_padding2d',
      MaxPooling2D: 'max_pooling2d',
      AveragePooling2D: 'average_pooling2d',
      GaussianNoise: 'gaussian_noise',
      GlobalAveragePooling2D: 'global_average_pooling2d',
      GlobalMaxPooling2D: 'global_max_pooling2d',
      Residual: 'residual',
    };
    expect(Object.fromEntries(layerClassNames.map((name) => [name, snakeCase(name)]))).toStrictEqual(
      kerasNames,
    );
  });

  it('count up for each class and pass over names that are taken', () => {
    const dense = (config: object = {}) => ({ class_name: 'Dense', config: { units: 1, ...config } });
    const layers = [
      dense(),
      'Flatten',
      dense({ name: 'dense_1' }),
      dense(),
      dense({ name: 'own' }),
      dense(),
      'flatten',
    ];
    const names = modelSchema.parse({ layers }).layers.map((layer) => layer.config.name);
    expect(names).toStrictEqual(['dense', 'flatten', 'dense_1', 'dense_2', 'own', 'dense_3', 'flatten_1']);
  });

  it('may be in any script', () => {
    const layers = [{ class_name: 'Flatten', config: { name: '平らにする' } }];
    expect(modelSchema.parse({ layers }).layers[0]?.config.name).toBe('平らにする');
  });
});
