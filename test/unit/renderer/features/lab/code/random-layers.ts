/** Random valid settings of every class, drawn from a seed: for tests that a form of writing loses nothing. */
import { activationNames } from '../../../../../../src/shared/spec/activations.ts';
import { optimizerClassNames } from '../../../../../../src/shared/spec/optimizers.ts';
import { randomStream, type RandomStream } from '../../../../../../src/shared/random.ts';

type Draft = Record<string, unknown>;

/** Draws of one kind of value each. */
class Draws {
  readonly #stream: RandomStream;

  constructor(seed: number, purpose: string) {
    this.#stream = randomStream(seed, purpose);
  }

  whole = (most: number): number => 1 + this.#stream.below(most);
  share = (): number => Math.round(this.#stream.uniform() * 999) / 1000;
  pick = <Value>(values: readonly Value[]): Value => values[this.#stream.below(values.length)] as Value;
  yes = (): boolean => this.#stream.below(2) === 1;
  pair = (most: number): number[] => [this.whole(most), this.whole(most)];

  /** Leaves out about half of the entries, so that defaults are met. */
  some(entries: Readonly<Record<string, () => unknown>>): Draft {
    const kept = Object.entries(entries).filter(() => this.yes());
    return Object.fromEntries(kept.map(([name, draw]) => [name, draw()]));
  }

  initializer = (): unknown =>
    this.pick<unknown>([
      'he_normal',
      'glorot_uniform',
      { class_name: 'RandomNormal', config: { stddev: this.share() + 0.001 } },
      { class_name: 'Constant', config: { value: 1 - this.whole(3) } },
      { class_name: 'RandomUniform', config: { minval: -this.share(), maxval: 1 } },
    ]);

  regularizer = (): unknown =>
    this.pick<unknown>([null, 'l2', { class_name: 'L1L2', config: { l1: this.share(), l2: 1 } }]);

  activation = (): unknown => this.pick(activationNames);
}

type Drawing = (draws: Draws) => Draft;

const kernel: Drawing = (draws) =>
  draws.some({
    activation: draws.activation,
    use_bias: draws.yes,
    kernel_initializer: draws.initializer,
    bias_initializer: draws.initializer,
    kernel_regularizer: draws.regularizer,
    bias_regularizer: draws.regularizer,
  });
const padding = (draws: Draws) => () => draws.pick(['valid', 'same']);
const geometry: Drawing = (draws) =>
  draws.some({
    strides: () => draws.pair(3),
    padding: padding(draws),
    dilation_rate: () => draws.pair(3),
  });
const depthwise: Drawing = (draws) => ({
  kernel_size: draws.pair(7),
  ...geometry(draws),
  ...draws.some({
    depth_multiplier: () => draws.whole(4),
    depthwise_initializer: draws.initializer,
    depthwise_regularizer: draws.regularizer,
    activation: draws.activation,
  }),
});
const pool: Drawing = (draws) =>
  draws.some({ pool_size: () => draws.pair(4), strides: () => draws.pair(4), padding: padding(draws) });
const global: Drawing = (draws) => draws.some({ keepdims: draws.yes });
const rate: Drawing = (draws) => ({ rate: draws.share() });
const scales: Drawing = (draws) =>
  draws.some({
    epsilon: () => 10 ** -draws.whole(8),
    center: draws.yes,
    scale: draws.yes,
    gamma_initializer: draws.initializer,
    beta_regularizer: draws.regularizer,
  });
const filling: Drawing = (draws) =>
  draws.some({
    fill_mode: () => draws.pick(['reflect', 'wrap', 'constant', 'nearest']),
    interpolation: () => draws.pick(['nearest', 'bilinear']),
    fill_value: draws.share,
  });
const factor = (draws: Draws): number[] => [-draws.share(), draws.share()];

const drawings: Readonly<Record<string, Drawing>> = {
  Dense: (draws) => ({ units: draws.whole(500), ...kernel(draws) }),
  Conv2D: (draws) => ({
    filters: draws.whole(90),
    kernel_size: draws.pair(9),
    ...geometry(draws),
    ...kernel(draws),
  }),
  DepthwiseConv2D: depthwise,
  SeparableConv2D: (draws) => ({
    filters: draws.whole(90),
    ...depthwise(draws),
    ...draws.some({ pointwise_regularizer: draws.regularizer }),
  }),
  ZeroPadding2D: (draws) => draws.some({ padding: () => [draws.pair(4), draws.pair(4)] }),
  MaxPooling2D: pool,
  AveragePooling2D: pool,
  GlobalAveragePooling2D: global,
  GlobalMaxPooling2D: global,
  Dropout: rate,
  SpatialDropout2D: rate,
  GaussianNoise: (draws) => ({ stddev: draws.share() }),
  BatchNormalization: (draws) => ({ ...scales(draws), ...draws.some({ momentum: draws.share }) }),
  LayerNormalization: (draws) => ({ ...scales(draws), ...draws.some({ axis: () => [draws.whole(3)] }) }),
  Activation: (draws) => ({ activation: draws.activation() }),
  ReLU: (draws) =>
    draws.some({ max_value: () => draws.whole(6), negative_slope: draws.share, threshold: draws.share }),
  LeakyReLU: (draws) => draws.some({ negative_slope: draws.share }),
  Rescaling: (draws) => ({ scale: draws.share(), ...draws.some({ offset: () => -draws.share() }) }),
  RandomFlip: (draws) => draws.some({ mode: () => draws.pick(['horizontal', 'vertical']) }),
  RandomTranslation: (draws) => ({
    height_factor: factor(draws),
    width_factor: factor(draws),
    ...filling(draws),
  }),
  RandomRotation: (draws) => ({ factor: factor(draws), ...filling(draws) }),
  RandomCrop: (draws) => ({ height: draws.whole(28), width: draws.whole(28) }),
  Residual: (draws) => ({
    layers: [
      { class_name: 'Conv2D', config: drawings['Conv2D']?.(draws) },
      'BatchNormalization',
      { class_name: 'Conv2D', config: drawings['Conv2D']?.(draws) },
    ],
    ...draws.some({
      activation: draws.activation,
      shortcut: () => ({
        class_name: 'Projection',
        config: {
          strides: draws.pair(2),
          ...draws.some({ use_bias: draws.yes, kernel_initializer: draws.initializer }),
        },
      }),
    }),
  }),
};

/** A layer of a class with settings from a seed. */
export function randomLayer(className: string, seed: number): Draft {
  const draws = new Draws(seed, className);
  const config = drawings[className]?.(draws) ?? {};
  const common = draws.some({ name: () => `layer-${seed}`, trainable: draws.yes });
  return { class_name: className, config: { ...config, ...common } };
}

const schedules: Drawing = (draws) =>
  draws.pick<Draft>([
    {
      class_name: 'ExponentialDecay',
      config: { initial_learning_rate: 1, decay_steps: 10, decay_rate: 0.5, staircase: true },
    },
    { class_name: 'PiecewiseConstantDecay', config: { boundaries: [10, 20], values: [1, 0.5, 0.25] } },
    { class_name: 'CosineDecay', config: { initial_learning_rate: 0, decay_steps: 9, warmup_target: 0.1 } },
    { class_name: 'RobbinsMonro', config: { initial_learning_rate: 0.5, alpha: 2 } },
  ]);

/** Optimizer, loss and training settings from a seed. */
export function randomOptimizer(seed: number): Draft {
  const draws = new Draws(seed, 'optimizer');
  const config = draws.some({
    learning_rate: () => (draws.yes() ? draws.share() + 0.001 : schedules(draws)),
    weight_decay: () => draws.pick([0.1, null]),
    clipnorm: () => draws.whole(3),
    use_ema: draws.yes,
    ema_overwrite_frequency: () => draws.whole(100),
  });
  return {
    optimizer: { class_name: draws.pick(optimizerClassNames), config },
    ...draws.some({
      loss: () =>
        draws.pick<unknown>([
          'hinge',
          'kl_divergence',
          { class_name: 'CategoricalCrossentropy', config: { label_smoothing: 0.1 } },
          { class_name: 'SparseCategoricalCrossentropy', config: { from_logits: true } },
        ]),
      metrics: () =>
        draws.pick<unknown>([
          [],
          ['accuracy', { class_name: 'TopKCategoricalAccuracy', config: { k: draws.whole(9) } }],
        ]),
      callbacks: () => [
        {
          class_name: 'EarlyStopping',
          config: {
            monitor: 'loss',
            ...draws.some({ patience: () => draws.whole(9), min_delta: draws.share }),
          },
        },
        ...(typeof config['learning_rate'] === 'object'
          ? []
          : [{ class_name: 'ReduceLROnPlateau', config: { monitor: 'loss', factor: 0.5, cooldown: 2 } }]),
      ],
      epochs: () => draws.whole(100),
      batch_size: () => draws.pick<unknown>(['all', draws.whole(512)]),
      shuffle: draws.yes,
      validation: () => draws.pick<unknown>([{ from: 'none' }, { from: 'train', split: 0.2 }]),
    }),
  };
}
