/** Turns the layers of a trained net into operations; what works while training only disappears. */
import { assertNever } from '../../../shared/contract/errors.ts';
import type { NamedWeight } from '../../../shared/contract/replay.ts';
import type { TrainedModel } from '../../../shared/contract/trained-model.ts';
import type { ActivationName } from '../../../shared/spec/activations.ts';
import { layerSize, normalizedAxes } from '../../../shared/spec/layer-size.ts';
import type { LayerOf, LayerSpec } from '../../../shared/spec/layers.ts';
import { inBlock, mainPath, projectionOf, type ResidualSpec } from '../../../shared/spec/residual.ts';
import { windowAxis } from '../../../shared/spec/window.ts';
import { middleOf } from './middle.ts';
import type { Borders, Computation, InferenceOperation, Values } from './operations.ts';

type Weights = ReadonlyMap<string, NamedWeight>;
type Convolution = LayerOf<'Conv2D' | 'DepthwiseConv2D' | 'SeparableConv2D'>;

/**
 * The operations of a net, in order.
 * @param hasPreprocessing Whether the scaling of the pixels comes first.
 */
export function inferenceOperations(
  { model, inputShape, preprocessing, weights }: TrainedModel,
  hasPreprocessing: boolean,
): readonly InferenceOperation[] {
  const named = new Map(weights.map((weight) => [weight.name, weight]));
  const scaling = { kind: 'rescaling', ...preprocessing } as const;
  const first = { layer: 'preprocessing', inputShape, outputShape: inputShape };
  return [
    ...(hasPreprocessing ? [{ ...scaling, ...first }] : []),
    ...pathOperations(model.layers, inputShape, named),
  ];
}

function pathOperations(
  layers: readonly LayerSpec[],
  inputShape: readonly number[],
  weights: Weights,
): readonly InferenceOperation[] {
  let shape = inputShape;
  return layers.flatMap((layer, index) => {
    const { outputShape } = layerSize(layer, shape, index + 1);
    const operations = placed(computationsOf(layer, shape, weights), layer, {
      inputShape: shape,
      outputShape,
    });
    shape = outputShape;
    return operations;
  });
}

/** Only the first operation of a layer changes the shape, the others work on its output. */
function placed(
  computations: readonly Computation[],
  { config: { name: layer } }: LayerSpec,
  { inputShape, outputShape }: Pick<InferenceOperation, 'inputShape' | 'outputShape'>,
): readonly InferenceOperation[] {
  let shape = inputShape;
  return computations.map((computation, index): InferenceOperation => {
    const isBetween = computation.kind === 'convolution' && index < convolutionCount(computations) - 1;
    const output = isBetween ? [...outputShape.slice(0, 2), depthOf(computation.kernel)] : outputShape;
    const operation = { ...computation, layer, inputShape: shape, outputShape: output };
    shape = output;
    return operation;
  });
}

function convolutionCount(computations: readonly Computation[]): number {
  return computations.filter(({ kind }) => kind === 'convolution').length;
}

/** Channels that a kernel of single channels puts out. */
function depthOf({ shape }: Values): number {
  return (shape[2] ?? 1) * (shape[3] ?? 1);
}

function computationsOf(
  layer: LayerSpec,
  shape: readonly number[],
  weights: Weights,
): readonly Computation[] {
  const { name } = layer.config;
  const weight = (part: string): NamedWeight => weights.get(`${name}/${part}`) as NamedWeight;
  switch (layer.class_name) {
    case 'Dense': {
      const { use_bias, activation } = layer.config;
      const dense = { kind: 'dense', kernel: weight('kernel'), bias: use_bias ? weight('bias').data : null };
      return [dense as Computation, ...activated(activation)];
    }
    case 'Conv2D':
    case 'DepthwiseConv2D':
    case 'SeparableConv2D':
      return [...convolutions(layer, shape, weight), ...activated(layer.config.activation)];
    case 'BatchNormalization':
      return [batchNormalization(layer, shape, weight)];
    case 'LayerNormalization': {
      const { axis, epsilon, scale, center } = layer.config;
      const axes = normalizedAxes(axis, shape.length);
      const gamma = scale ? weight('gamma').data : null;
      return [
        { kind: 'layer-normalization', axes, epsilon, gamma, beta: center ? weight('beta').data : null },
      ];
    }
    case 'Residual':
      return [residual(layer, shape, weights), ...activated(layer.config.activation)];
    default:
      return weightless(layer, shape);
  }
}

type Weightless = Exclude<
  LayerSpec,
  LayerOf<
    | 'Dense'
    | 'Conv2D'
    | 'DepthwiseConv2D'
    | 'SeparableConv2D'
    | 'BatchNormalization'
    | 'LayerNormalization'
    | 'Residual'
  >
>;

function weightless(layer: Weightless, shape: readonly number[]): readonly Computation[] {
  switch (layer.class_name) {
    case 'MaxPooling2D':
    case 'AveragePooling2D': {
      const { pool_size: size, strides } = layer.config;
      const take = layer.class_name === 'MaxPooling2D' ? 'maximum' : 'mean';
      const padding = borders(shape, { ...layer.config, kernel_size: size, dilation_rate: [1, 1] });
      return [{ kind: 'pooling', take, size, strides, padding }];
    }
    case 'GlobalAveragePooling2D':
      return [{ kind: 'global-pooling', take: 'mean' }];
    case 'GlobalMaxPooling2D':
      return [{ kind: 'global-pooling', take: 'maximum' }];
    case 'Activation':
      return activated(layer.config.activation);
    case 'ReLU': {
      const { max_value: maximum, negative_slope: slope, threshold } = layer.config;
      return [{ kind: 'rectifier', maximum, slope, threshold }];
    }
    case 'LeakyReLU':
      return [{ kind: 'rectifier', maximum: null, slope: layer.config.negative_slope, threshold: 0 }];
    case 'Rescaling':
      return [{ kind: 'rescaling', scale: layer.config.scale, offset: layer.config.offset }];
    case 'ZeroPadding2D':
      return [{ kind: 'zero-padding', padding: layer.config.padding }];
    case 'RandomCrop':
      return [{ kind: 'crop', ...middleOf(shape, layer.config) }];
    case 'Flatten':
      return shape.length === 1 ? [] : [{ kind: 'flatten' }];
    case 'Dropout':
    case 'SpatialDropout2D':
    case 'GaussianNoise':
    case 'RandomFlip':
    case 'RandomTranslation':
    case 'RandomRotation':
      return [];
    default:
      return assertNever(layer);
  }
}

function activated(activation: ActivationName): readonly Computation[] {
  return activation === 'linear' ? [] : [{ kind: 'activation', activation }];
}

function convolutions(
  layer: Convolution,
  shape: readonly number[],
  weight: (part: string) => NamedWeight,
): readonly Computation[] {
  const { strides, dilation_rate: dilations, use_bias } = layer.config;
  const bias = use_bias ? weight('bias').data : null;
  const window = { kind: 'convolution', strides, dilations, padding: borders(shape, layer.config) } as const;
  if (layer.class_name === 'Conv2D') return [{ ...window, channels: 'all', kernel: weight('kernel'), bias }];
  if (layer.class_name === 'DepthwiseConv2D')
    return [{ ...window, channels: 'each', kernel: weight('kernel'), bias }];
  const padding = [
    [0, 0],
    [0, 0],
  ] as const;
  const everyPlace = { kind: 'convolution', strides: [1, 1], dilations: [1, 1], padding } as const;
  return [
    { ...window, channels: 'each', kernel: weight('depthwise_kernel'), bias: null },
    { ...everyPlace, channels: 'all', kernel: weight('pointwise_kernel'), bias },
  ];
}

function batchNormalization(
  { config }: LayerOf<'BatchNormalization'>,
  shape: readonly number[],
  weight: (part: string) => NamedWeight,
): Computation {
  const channels = shape.at(-1) ?? 1;
  return {
    kind: 'batch-normalization',
    gamma: config.scale ? weight('gamma').data : new Float32Array(channels).fill(1),
    beta: config.center ? weight('beta').data : new Float32Array(channels),
    mean: weight('moving_mean').data,
    variance: weight('moving_variance').data,
    epsilon: config.epsilon,
  };
}

function residual(block: ResidualSpec, shape: readonly number[], weights: Weights): Computation {
  const layers = mainPath(block).map((layer) => inBlock(block, layer));
  const main = pathOperations(layers, shape, weights);
  const channels = layers.reduce((size, layer) => layerSize(layer, size, 1).outputShape, shape).at(-1) ?? 1;
  const projection = projectionOf(block, channels);
  const shortcut = projection ? pathOperations([inBlock(block, projection)], shape, weights) : [];
  return { kind: 'sum', main, shortcut };
}

interface SlidingWindow {
  readonly kernel_size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilation_rate: readonly [number, number];
  readonly padding: 'valid' | 'same';
}

/** The zeros of `same` written out: the odd one stands at the end, as in TensorFlow. */
function borders(
  [rows = 1, columns = 1]: readonly number[],
  { kernel_size, strides, dilation_rate, padding }: SlidingWindow,
): Borders {
  const side = (input: number, axis: 0 | 1): readonly [number, number] =>
    windowAxis(input, {
      kernel: kernel_size[axis],
      stride: strides[axis],
      dilation: dilation_rate[axis],
      padding,
    }).padding;
  return [side(rows, 0), side(columns, 1)];
}
