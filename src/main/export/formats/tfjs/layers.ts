/** The layers of a net as layers of TF.js 4, with others put together where TF.js lacks one. */
import { assertNever } from '../../../../shared/contract/errors.ts';
import type { NamedWeight } from '../../../../shared/contract/replay.ts';
import type { ActivationName } from '../../../../shared/spec/activations.ts';
import { layerSize, normalizedAxes } from '../../../../shared/spec/layer-size.ts';
import type { LayerOf, LayerSpec } from '../../../../shared/spec/layers.ts';
import { inBlock, mainPath, projectionOf, type ResidualSpec } from '../../../../shared/spec/residual.ts';
import { middleOf } from '../../inference/middle.ts';
import { resizing, widened } from './kernels.ts';
import type { TfjsTopology } from './topology.ts';

/** Where layers are added to, and the net's weights. */
export interface TfjsTarget {
  readonly topology: TfjsTopology;
  readonly weights: ReadonlyMap<string, NamedWeight>;
}

/** What comes into a layer. */
interface Incoming {
  /** The TF.js layer that puts it out. */
  readonly from: string;
  readonly shape: readonly number[];
}

/** Adds layers one after the other and answers the name of the last. */
export function addPath(target: TfjsTarget, layers: readonly LayerSpec[], input: Incoming): string {
  let { from, shape } = input;
  layers.forEach((layer, index) => {
    from = addLayer(target, layer, { from, shape });
    shape = layerSize(layer, shape, index + 1).outputShape;
  });
  return from;
}

function addLayer(target: TfjsTarget, layer: LayerSpec, input: Incoming): string {
  const { topology } = target;
  const { from, shape } = input;
  const { name } = layer.config;
  const plain = (config: Readonly<Record<string, unknown>>): string =>
    topology.add(layer.class_name, name, config, [from]);
  switch (layer.class_name) {
    case 'Dense': {
      const { units, use_bias } = layer.config;
      return addWeighted(target, layer, { units, use_bias }, from);
    }
    case 'Conv2D':
    case 'DepthwiseConv2D':
    case 'SeparableConv2D':
      return addConvolution(target, layer, from);
    case 'BatchNormalization': {
      const { momentum, epsilon, center, scale } = layer.config;
      return addWeighted(target, layer, { axis: -1, momentum, epsilon, center, scale }, from);
    }
    case 'LayerNormalization': {
      const { epsilon, center, scale } = layer.config;
      const axis = normalizedAxes(layer.config.axis, shape.length).map((place) => place + 1);
      return addWeighted(target, layer, { axis, epsilon, center, scale }, from);
    }
    case 'MaxPooling2D':
    case 'AveragePooling2D': {
      const { pool_size, strides, padding } = layer.config;
      return plain({ pool_size, strides, padding });
    }
    case 'GlobalAveragePooling2D':
    case 'GlobalMaxPooling2D': {
      const pooled = plain({});
      if (!layer.config.keepdims) return pooled;
      return topology.add('Reshape', `${name}_keepdims`, { target_shape: [1, 1, shape[2]] }, [pooled]);
    }
    case 'Activation':
      return addActivation(target, name, layer.config.activation, from);
    case 'ReLU':
      return addRectifier(target, layer, from);
    case 'LeakyReLU':
      return addLeakyRelu(target, name, layer.config.negative_slope, from);
    case 'Rescaling':
      return plain({ scale: layer.config.scale, offset: layer.config.offset });
    case 'ZeroPadding2D':
      return plain({ padding: layer.config.padding });
    case 'Dropout':
      return plain({ rate: layer.config.rate });
    case 'GaussianNoise':
      return plain({ stddev: layer.config.stddev });
    case 'RandomCrop':
      return addCrop(target, layer, input);
    case 'Flatten':
      return shape.length === 1 ? from : plain({});
    case 'Residual':
      return addResidual(target, layer, input);
    case 'SpatialDropout2D':
    case 'RandomFlip':
    case 'RandomTranslation':
    case 'RandomRotation':
      return from;
    default:
      return assertNever(layer);
  }
}

type Weighted = LayerOf<
  'Dense' | 'Conv2D' | 'DepthwiseConv2D' | 'SeparableConv2D' | 'BatchNormalization' | 'LayerNormalization'
>;

/** A layer with weights, all of the same names as in Keras; then its activation. */
function addWeighted(
  target: TfjsTarget,
  layer: Weighted,
  config: Readonly<Record<string, unknown>>,
  from: string,
): string {
  const { name } = layer.config;
  const { inline, after } = splitActivation(
    'activation' in layer.config ? layer.config.activation : 'linear',
  );
  const activation = 'activation' in layer.config ? { activation: inline } : {};
  const settings = { ...withoutInitialDraws(layer.class_name), ...config, ...activation };
  const added = target.topology.add(layer.class_name, name, settings, [from]);
  for (const { part, weight } of weightsOf(target, layer)) target.topology.weigh(added, part, weight);
  return addActivation(target, `${name}_activation`, after, added);
}

/** The kernels are read from the file: drawing them first would only cost time. */
function withoutInitialDraws(className: Weighted['class_name']): Readonly<Record<string, unknown>> {
  const zeros = { class_name: 'Zeros', config: {} };
  if (className === 'Dense' || className === 'Conv2D') return { kernel_initializer: zeros };
  if (className === 'DepthwiseConv2D') return { depthwise_initializer: zeros };
  if (className === 'SeparableConv2D') return { depthwise_initializer: zeros, pointwise_initializer: zeros };
  return {};
}

interface NamedPart {
  readonly part: string;
  readonly weight: Pick<NamedWeight, 'shape' | 'data'>;
}

function weightsOf({ weights }: TfjsTarget, layer: Weighted): readonly NamedPart[] {
  const prefix = `${layer.config.name}/`;
  const own = [...weights.values()].filter(
    ({ name }) => name.startsWith(prefix) && !name.slice(prefix.length).includes('/'),
  );
  return own.map((weight) => {
    const part = weight.name.slice(prefix.length);
    if (layer.class_name === 'DepthwiseConv2D' && part === 'kernel')
      return { part: 'depthwise_kernel', weight: widened(weight, layer.config.dilation_rate) };
    if (part === 'depthwise_kernel' && 'dilation_rate' in layer.config)
      return { part, weight: widened(weight, layer.config.dilation_rate) };
    return { part, weight };
  });
}

/** Dilated kernels of single channels are written with their gaps: TensorFlow's own operation knows none on a CPU. */
function addConvolution(
  target: TfjsTarget,
  layer: LayerOf<'Conv2D' | 'DepthwiseConv2D' | 'SeparableConv2D'>,
  from: string,
): string {
  const { kernel_size, strides, padding, dilation_rate, use_bias } = layer.config;
  const filters = 'filters' in layer.config ? { filters: layer.config.filters } : {};
  const config = { ...filters, strides, padding, use_bias };
  if (layer.class_name === 'Conv2D')
    return addWeighted(target, layer, { ...config, kernel_size, dilation_rate }, from);
  const spans = kernel_size.map((size, axis) => (size - 1) * (dilation_rate[axis] ?? 1) + 1);
  const { depth_multiplier } = layer.config;
  return addWeighted(target, layer, { ...config, kernel_size: spans, depth_multiplier }, from);
}

/** The part of an activation that TF.js has as a word, and the part that needs a layer of its own. */
function splitActivation(activation: ActivationName): { inline: string; after: ActivationName } {
  if (activation === 'leaky_relu') return { inline: 'linear', after: 'leaky_relu' };
  return { inline: activation === 'silu' ? 'swish' : activation, after: 'linear' };
}

function addActivation(target: TfjsTarget, name: string, activation: ActivationName, from: string): string {
  if (activation === 'linear') return from;
  if (activation === 'leaky_relu') return addLeakyRelu(target, name, 0.2, from);
  const config = { activation: splitActivation(activation).inline };
  return target.topology.add('Activation', name, config, [from]);
}

function addLeakyRelu({ topology }: TfjsTarget, name: string, alpha: number, from: string): string {
  return topology.add('LeakyReLU', name, { alpha }, [from]);
}

/** TF.js's ReLU has a maximum only: threshold and slope come from layers beside it. */
function addRectifier(target: TfjsTarget, { config }: LayerOf<'ReLU'>, from: string): string {
  const { topology } = target;
  const { name, max_value, negative_slope, threshold } = config;
  if (max_value === null && threshold === 0 && negative_slope > 0)
    return addLeakyRelu(target, name, negative_slope, from);
  const open =
    threshold === 0
      ? from
      : topology.add('ThresholdedReLU', `${name}_threshold`, { theta: threshold }, [from]);
  const above = topology.add('ReLU', name, max_value === null ? {} : { max_value }, [open]);
  if (negative_slope === 0) return above;
  const distance = { scale: -1, offset: threshold };
  const below = topology.add('Rescaling', `${name}_distance`, distance, [from]);
  const kept = topology.add('ReLU', `${name}_below`, {}, [below]);
  const sloped = topology.add('Rescaling', `${name}_slope`, { scale: -negative_slope, offset: 0 }, [kept]);
  return topology.add('Add', `${name}_sum`, {}, [above, sloped]);
}

function addResidual(target: TfjsTarget, block: ResidualSpec, input: Incoming): string {
  const { name, activation } = block.config;
  const layers = mainPath(block).map((layer) => inBlock(block, layer));
  const main = addPath(target, layers, input);
  const output = layers.reduce((size, layer) => layerSize(layer, size, 1).outputShape, input.shape);
  const projection = projectionOf(block, output.at(-1) ?? 1);
  const shortcut = projection ? addPath(target, [inBlock(block, projection)], input) : input.from;
  const sum = target.topology.add('Add', name, {}, [main, shortcut]);
  return addActivation(target, `${name}_activation`, activation, sum);
}

/** TF.js resizes by other rules than TensorFlow: the resizing is written as two products with fixed matrices. */
function addCrop(target: TfjsTarget, { config }: LayerOf<'RandomCrop'>, input: Incoming): string {
  const { topology } = target;
  const { name, height, width } = config;
  const [rows = 1, columns = 1] = input.shape;
  const { corner, size } = middleOf(input.shape, config);
  const ends = [rows - corner[0] - size[0], columns - corner[1] - size[1]];
  const cropping = [
    [corner[0], ends[0]],
    [corner[1], ends[1]],
  ];
  const isWhole = cropping.flat().every((side) => side === 0);
  const cut = isWhole ? input.from : topology.add('Cropping2D', name, { cropping }, [input.from]);
  if (size[0] === height && size[1] === width) return cut;
  const product = (axis: string, from: string, [length, units]: readonly [number, number]): string => {
    const fixed = { ...withoutInitialDraws('Dense'), trainable: false };
    const dense = topology.add('Dense', `${name}_${axis}`, { units, use_bias: false, ...fixed }, [from]);
    topology.weigh(dense, 'kernel', resizing(length, units));
    return dense;
  };
  const turned = (part: string, dims: readonly number[], from: string): string =>
    topology.add('Permute', `${name}_${part}`, { dims }, [from]);
  const down = product('rows', turned('rows_last', [2, 3, 1], cut), [size[0], height]);
  const across = turned('columns_last', [3, 2, 1], down);
  return turned('channels_last', [1, 3, 2], product('columns', across, [size[1], width]));
}
