/** Random layers: every class that a model may hold, with sizes that suit small pictures. */
import { activationNames } from '../../../src/shared/spec/activations.ts';
import type { LayerClassName } from '../../../src/shared/spec/layers.ts';
import type { Draw } from './draw.ts';

/** A layer as a document writes it, arguments left out at random. */
export interface LayerDraft {
  readonly class_name: LayerClassName;
  readonly config: Readonly<Record<string, unknown>>;
}

/** What a layer is drawn for. */
export interface Surroundings {
  /** What comes in, without the batch. */
  readonly shape: readonly number[];
  /** In training nothing may be left to chance, for Keras draws from another generator. */
  readonly training: boolean;
}

type Config = Readonly<Record<string, unknown>>;
type DrawConfig = (draw: Draw, surroundings: Surroundings) => Config | null;

const isPicture = ({ shape }: Surroundings): boolean => shape.length === 3;

/** A config for pictures only; null where none comes in. */
function ofPictures(config: (draw: Draw, surroundings: Surroundings) => Config): DrawConfig {
  return (draw, surroundings) => (isPicture(surroundings) ? config(draw, surroundings) : null);
}

const activation = (draw: Draw): Config =>
  draw.maybe(0.7, () => ({ activation: draw.pick(activationNames) })) as Config;
const bias = (draw: Draw): Config => draw.maybe(0.3, () => ({ use_bias: false })) as Config;
const padding = (draw: Draw): Config =>
  draw.maybe(0.5, () => ({ padding: draw.pick(['same', 'valid']) })) as Config;
const size = (draw: Draw, most: number): number | number[] =>
  draw.chance(0.5) ? draw.integer(1, most) : [draw.integer(1, most), draw.integer(1, most)];
const scaleAndCenter = (draw: Draw): Config => ({
  ...draw.maybe(0.3, () => ({ epsilon: draw.logarithmic(1e-5, 1e-1) })),
  ...draw.maybe(0.2, () => ({ center: false })),
  ...draw.maybe(0.2, () => ({ scale: false })),
});

/** Strides or dilation, not both; `isSquare` where rows and columns must be alike. */
function steps(draw: Draw, isSquare: boolean): Config {
  const step = (): number | number[] => (isSquare ? draw.integer(1, 3) : size(draw, 3));
  return draw.pick<() => Config>([
    () => ({}),
    () => ({ strides: step() }),
    () => ({ dilation_rate: size(draw, 3) }),
  ])();
}

function pooling(draw: Draw): Config {
  return {
    ...draw.maybe(0.8, () => ({ pool_size: size(draw, 4) })),
    ...draw.maybe(0.6, () => ({ strides: draw.chance(0.2) ? null : size(draw, 3) })),
    ...padding(draw),
  };
}

function border(draw: Draw): unknown {
  const side = (): number => draw.integer(0, 3);
  return draw.pick<() => unknown>([
    side,
    () => [side(), side()],
    () => [
      [side(), side()],
      [side(), side()],
    ],
  ])();
}

/** In training the ends of an interval are equal: what is drawn is known. */
function moves(draw: Draw, name: string, training: boolean): Config {
  const share = draw.between(-0.4, 0.4);
  return { [name]: training ? [share, share] : [share, 0.5] };
}

function filling(draw: Draw): Config {
  return {
    ...draw.maybe(0.7, () => ({ fill_mode: draw.pick(['reflect', 'wrap', 'constant', 'nearest']) })),
    ...draw.maybe(0.3, () => ({ fill_value: draw.between(-1, 1) })),
  };
}

const rate = (draw: Draw, { training }: Surroundings): Config => ({
  rate: training ? 0 : draw.between(0, 0.9),
});

function residual(draw: Draw, { shape }: Surroundings): Config {
  const hasProjection = draw.chance(0.6);
  const stride = hasProjection ? draw.integer(1, 2) : 1;
  const filters = hasProjection ? draw.integer(1, 5) : (shape.at(-1) ?? 1);
  const last = { filters, kernel_size: draw.integer(1, 3), padding: 'same', ...bias(draw) };
  const layers = [
    ...(draw.chance(0.5)
      ? [{ class_name: 'Conv2D', config: { ...last, filters: draw.integer(1, 5), ...activation(draw) } }]
      : []),
    ...(draw.chance(0.4) ? [{ class_name: 'BatchNormalization', config: scaleAndCenter(draw) }] : []),
    ...(draw.chance(0.4) ? [{ class_name: 'LeakyReLU', config: {} }] : []),
    { class_name: 'Conv2D', config: { ...last, strides: stride, ...activation(draw) } },
  ];
  const projection = { class_name: 'Projection', config: { strides: stride, ...bias(draw) } };
  return {
    layers,
    ...(hasProjection ? { shortcut: projection } : {}),
    ...activation(draw),
    ...draw.maybe(0.1, () => ({ trainable: false })),
  };
}

/** A config for each class; null where the class does not suit. A new class does not compile until it has its line. */
const configs: Readonly<Record<LayerClassName, DrawConfig>> = {
  Dense: (draw) => ({ units: draw.integer(1, 9), ...activation(draw), ...bias(draw) }),
  Flatten: () => ({}),
  Dropout: rate,
  SpatialDropout2D: ofPictures(rate),
  GaussianNoise: (draw, { training }) => ({ stddev: training ? 0 : draw.between(0, 1) }),
  LayerNormalization: (draw, { shape }) => ({
    ...draw.maybe(0.4, () => ({ axis: draw.pick([-1, [-1], shape.map((_, index) => index + 1)]) })),
    ...scaleAndCenter(draw),
  }),
  BatchNormalization: (draw) => ({
    ...draw.maybe(0.5, () => ({ momentum: draw.between(0, 0.99) })),
    ...scaleAndCenter(draw),
    ...draw.maybe(0.1, () => ({ trainable: false })),
  }),
  Activation: (draw) => ({ activation: draw.pick(activationNames) }),
  ReLU: (draw) => ({
    ...draw.maybe(0.3, () => ({ max_value: draw.between(0.5, 6) })),
    ...draw.maybe(0.3, () => ({ negative_slope: draw.between(0, 0.5) })),
    ...draw.maybe(0.3, () => ({ threshold: draw.between(0, 0.4) })),
  }),
  LeakyReLU: (draw) => draw.maybe(0.5, () => ({ negative_slope: draw.between(0, 0.9) })) as Config,
  Rescaling: (draw) => ({
    scale: draw.between(-2, 2),
    ...draw.maybe(0.5, () => ({ offset: draw.between(-1, 1) })),
  }),
  Conv2D: ofPictures((draw) => ({
    filters: draw.integer(1, 6),
    kernel_size: size(draw, 4),
    ...steps(draw, false),
    ...padding(draw),
    ...activation(draw),
    ...bias(draw),
  })),
  DepthwiseConv2D: ofPictures((draw) => ({
    kernel_size: size(draw, 4),
    ...steps(draw, true),
    ...padding(draw),
    ...draw.maybe(0.4, () => ({ depth_multiplier: draw.integer(1, 3) })),
    ...activation(draw),
    ...bias(draw),
  })),
  SeparableConv2D: ofPictures((draw) => ({
    filters: draw.integer(1, 6),
    kernel_size: size(draw, 4),
    ...steps(draw, true),
    ...padding(draw),
    ...draw.maybe(0.4, () => ({ depth_multiplier: draw.integer(1, 3) })),
    ...activation(draw),
    ...bias(draw),
  })),
  ZeroPadding2D: ofPictures((draw) => draw.maybe(0.8, () => ({ padding: border(draw) })) as Config),
  MaxPooling2D: ofPictures(pooling),
  AveragePooling2D: ofPictures((draw) => ({ pool_size: 2, ...pooling(draw) })),
  GlobalAveragePooling2D: ofPictures(
    (draw) => draw.maybe(0.5, () => ({ keepdims: draw.chance(0.5) })) as Config,
  ),
  GlobalMaxPooling2D: ofPictures((draw) => draw.maybe(0.5, () => ({ keepdims: draw.chance(0.5) })) as Config),
  RandomFlip: (draw, surroundings) =>
    isPicture(surroundings) && !surroundings.training
      ? { mode: draw.pick(['horizontal', 'vertical']) }
      : null,
  RandomTranslation: ofPictures((draw, { training }) => ({
    ...moves(draw, 'height_factor', training),
    ...moves(draw, 'width_factor', training),
    ...filling(draw),
  })),
  RandomRotation: ofPictures((draw, { training }) => ({
    ...moves(draw, 'factor', training),
    ...filling(draw),
  })),
  // At inference Keras 3.15 leaves a larger picture as it is, against its own output shape; Tatami cuts the middle.
  RandomCrop: ofPictures((draw, { shape: [rows = 1, columns = 1], training }) => ({
    height: rows,
    width: training ? draw.integer(1, columns) : columns,
  })),
  Residual: ofPictures(residual),
};

/** A layer of the given class; null where the class does not suit what comes in. */
export function drawLayer(
  className: LayerClassName,
  draw: Draw,
  surroundings: Surroundings,
): LayerDraft | null {
  const config = configs[className](draw, surroundings);
  return config && { class_name: className, config };
}
