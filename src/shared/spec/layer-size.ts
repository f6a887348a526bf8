/** The output size of each layer, with the reason as data, so that every language and view can say it. */
import { assertNever, LabError } from '../contract/errors.ts';
import type { LayerOf, LayerSpec } from './layers.ts';
import { inBlock, mainPath, projectionOf, type ResidualSpec } from './residual.ts';
import { windowAxis, type WindowAxis, type WindowSettings } from './window.ts';

/** Zeros added to one axis. */
export interface PaddedAxis {
  readonly input: number;
  readonly padding: readonly [number, number];
  readonly output: number;
}

/** Why a layer's output has its size. */
export type SizeExplanation =
  /** A window slides over rows and columns. */
  | { readonly kind: 'window'; readonly axes: readonly [WindowAxis, WindowAxis] }
  /** Zeros are added around rows and columns. */
  | { readonly kind: 'padding'; readonly axes: readonly [PaddedAxis, PaddedAxis] }
  /** All `rows * columns` places are summarised in one value per channel. */
  | { readonly kind: 'global'; readonly rows: number; readonly columns: number }
  /** A window of the picture is kept. */
  | { readonly kind: 'crop'; readonly rows: number; readonly columns: number }
  /** The factors are multiplied to one axis. */
  | { readonly kind: 'flatten'; readonly factors: readonly number[] }
  /** The last axis becomes the number of units. */
  | { readonly kind: 'units'; readonly inputs: number; readonly units: number }
  /** The layers of the main path, one after the other, and the shortcut beside them; null for an identity. */
  | {
      readonly kind: 'residual';
      readonly main: readonly SizeExplanation[];
      readonly shortcut: SizeExplanation | null;
    }
  /** The layer works on each value; the size stays. */
  | { readonly kind: 'unchanged' };

/** A size with its reason. */
export interface LayerSize {
  readonly outputShape: readonly number[];
  readonly explanation: SizeExplanation;
}

/** `[height, width, channels]`. */
type Picture = readonly [number, number, number];

/**
 * The output size of a layer (without the batch axis).
 * @param place The layer's place in its model, counted from 1, for messages.
 * @throws LabError `spec.needs-picture`, `spec.window-too-big`, `spec.stride-and-dilation`, `spec.unequal-strides`,
 * `spec.bad-axis`, `spec.unequal-paths`, `spec.needs-projection`.
 */
export function layerSize(layer: LayerSpec, inputShape: readonly number[], place: number): LayerSize {
  switch (layer.class_name) {
    case 'Dense': {
      const inputs = inputShape.at(-1) ?? 1;
      const { units } = layer.config;
      return {
        outputShape: [...inputShape.slice(0, -1), units],
        explanation: { kind: 'units', inputs, units },
      };
    }
    case 'Conv2D':
      return convolutionSize(layer, requirePicture(layer, inputShape, place), place);
    case 'DepthwiseConv2D':
    case 'SeparableConv2D':
      requireEqualStrides(layer, place);
      return convolutionSize(layer, requirePicture(layer, inputShape, place), place);
    case 'MaxPooling2D':
    case 'AveragePooling2D':
      return poolingSize(layer, requirePicture(layer, inputShape, place), place);
    case 'GlobalAveragePooling2D':
    case 'GlobalMaxPooling2D': {
      const [rows, columns, channels] = requirePicture(layer, inputShape, place);
      const outputShape = layer.config.keepdims ? [1, 1, channels] : [channels];
      return { outputShape, explanation: { kind: 'global', rows, columns } };
    }
    case 'ZeroPadding2D':
      return paddingSize(layer, requirePicture(layer, inputShape, place));
    case 'Flatten': {
      const values = inputShape.reduce((product, size) => product * size, 1);
      return { outputShape: [values], explanation: { kind: 'flatten', factors: inputShape } };
    }
    case 'RandomCrop':
      return cropSize(layer, requirePicture(layer, inputShape, place), place);
    case 'SpatialDropout2D':
    case 'RandomFlip':
    case 'RandomTranslation':
    case 'RandomRotation':
      requirePicture(layer, inputShape, place);
      return { outputShape: inputShape, explanation: { kind: 'unchanged' } };
    case 'LayerNormalization':
      requireAxes(layer, inputShape, place);
      return { outputShape: inputShape, explanation: { kind: 'unchanged' } };
    case 'Dropout':
    case 'GaussianNoise':
    case 'BatchNormalization':
    case 'Activation':
    case 'ReLU':
    case 'LeakyReLU':
    case 'Rescaling':
      return { outputShape: inputShape, explanation: { kind: 'unchanged' } };
    case 'Residual':
      return residualSize(layer, inputShape, place);
    default:
      return assertNever(layer);
  }
}

function residualSize(block: ResidualSpec, inputShape: readonly number[], place: number): LayerSize {
  let shape = inputShape;
  const main = mainPath(block).map((layer) => {
    const { outputShape, explanation } = layerSize(inBlock(block, layer), shape, place);
    shape = outputShape;
    return explanation;
  });
  const projection = projectionOf(block, shape.at(-1) ?? 1);
  const side = projection && layerSize(inBlock(block, projection), inputShape, place);
  const beside = side?.outputShape ?? inputShape;
  if (beside.join() !== shape.join()) {
    const details = { layer: place, name: block.config.name, main: shape.join(' x ') };
    throw unequalPaths({ ...details, shortcut: beside.join(' x ') }, inputShape, shape);
  }
  return { outputShape: shape, explanation: { kind: 'residual', main, shortcut: side?.explanation ?? null } };
}

/** The refusal of an addition of unequal shapes, with the projection that makes them equal where there is one. */
function unequalPaths(
  details: Readonly<Record<string, string | number>>,
  input: readonly number[],
  output: readonly number[],
): LabError {
  const strides = [0, 1].map((axis) => strideBetween(input[axis] ?? 0, output[axis] ?? 0));
  if (input.length !== 3 || output.length !== 3 || strides.includes(null))
    return new LabError('spec.unequal-paths', details);
  const projection = JSON.stringify({ class_name: 'Projection', config: { strides } });
  return new LabError('spec.needs-projection', { ...details, projection });
}

/** The stride with which a window of 1 makes `output` places of `input`; null where there is none. */
function strideBetween(input: number, output: number): number | null {
  const stride = Math.ceil(input / output);
  return Math.ceil(input / stride) === output ? stride : null;
}

function requirePicture(layer: LayerSpec, shape: readonly number[], place: number): Picture {
  const [rows, columns, channels] = shape;
  if (shape.length !== 3 || rows === undefined || columns === undefined || channels === undefined) {
    throw new LabError('spec.needs-picture', {
      layer: place,
      name: layer.config.name,
      className: layer.class_name,
      shape: shape.join(' x '),
    });
  }
  return [rows, columns, channels];
}

/** TensorFlow's depthwise convolution takes equal strides only. */
function requireEqualStrides(layer: LayerOf<'DepthwiseConv2D' | 'SeparableConv2D'>, place: number): void {
  const { name, strides } = layer.config;
  if (strides[0] === strides[1]) return;
  throw new LabError('spec.unequal-strides', {
    layer: place,
    name,
    className: layer.class_name,
    strides: strides.join(' x '),
  });
}

/** Each axis must be there, and be named once. */
function requireAxes(
  layer: LayerOf<'LayerNormalization'>,
  inputShape: readonly number[],
  place: number,
): void {
  const { name, axis } = layer.config;
  const places = normalizedAxes(axis, inputShape.length);
  const isThere = places.every((index) => index >= 0 && index < inputShape.length);
  if (isThere && new Set(places).size === places.length) return;
  const shape = inputShape.join(' x ');
  throw new LabError('spec.bad-axis', { layer: place, name, axis: axis.join(', '), shape });
}

/** Places in a shape without batch axis of axes as Keras counts them, in rising order. */
export function normalizedAxes(axes: readonly number[], rank: number): readonly number[] {
  return axes.map((axis) => (axis < 0 ? axis + rank : axis - 1)).toSorted((a, b) => a - b);
}

function outputChannels(
  layer: LayerOf<'Conv2D' | 'DepthwiseConv2D' | 'SeparableConv2D'>,
  channels: number,
): number {
  return layer.class_name === 'DepthwiseConv2D'
    ? channels * layer.config.depth_multiplier
    : layer.config.filters;
}

function convolutionSize(
  layer: LayerOf<'Conv2D' | 'DepthwiseConv2D' | 'SeparableConv2D'>,
  picture: Picture,
  place: number,
): LayerSize {
  const { name, kernel_size, strides, dilation_rate, padding } = layer.config;
  if (Math.max(...strides) > 1 && Math.max(...dilation_rate) > 1) {
    throw new LabError('spec.stride-and-dilation', { layer: place, name });
  }
  const axis = (index: 0 | 1): WindowSettings => ({
    kernel: kernel_size[index],
    stride: strides[index],
    dilation: dilation_rate[index],
    padding,
  });
  const axes = fitWindow(picture, [axis(0), axis(1)], { layer: place, name });
  const channels = outputChannels(layer, picture[2]);
  return { outputShape: [axes[0].output, axes[1].output, channels], explanation: { kind: 'window', axes } };
}

function poolingSize(
  layer: LayerOf<'MaxPooling2D' | 'AveragePooling2D'>,
  picture: Picture,
  place: number,
): LayerSize {
  const { name, pool_size, strides, padding } = layer.config;
  const axis = (index: 0 | 1): WindowSettings => ({
    kernel: pool_size[index],
    stride: strides[index],
    dilation: 1,
    padding,
  });
  const axes = fitWindow(picture, [axis(0), axis(1)], { layer: place, name });
  return { outputShape: [axes[0].output, axes[1].output, picture[2]], explanation: { kind: 'window', axes } };
}

function fitWindow(
  picture: Picture,
  settings: readonly [WindowSettings, WindowSettings],
  place: { readonly layer: number; readonly name: string },
): readonly [WindowAxis, WindowAxis] {
  const axes = [windowAxis(picture[0], settings[0]), windowAxis(picture[1], settings[1])] as const;
  if (axes.some((axis) => axis.output < 1)) {
    throw new LabError('spec.window-too-big', {
      ...place,
      window: `${axes[0].span} x ${axes[1].span}`,
      input: `${picture[0]} x ${picture[1]}`,
    });
  }
  return axes;
}

function cropSize(layer: LayerOf<'RandomCrop'>, picture: Picture, place: number): LayerSize {
  const { name, height, width } = layer.config;
  const [rows, columns, channels] = picture;
  if (height > rows || width > columns) {
    const window = `${height} x ${width}`;
    throw new LabError('spec.window-too-big', { layer: place, name, window, input: `${rows} x ${columns}` });
  }
  return { outputShape: [height, width, channels], explanation: { kind: 'crop', rows, columns } };
}

function paddingSize(layer: LayerOf<'ZeroPadding2D'>, picture: Picture): LayerSize {
  const axis = (index: 0 | 1): PaddedAxis => {
    const input = picture[index];
    const padding = layer.config.padding[index];
    return { input, padding, output: input + padding[0] + padding[1] };
  };
  const axes = [axis(0), axis(1)] as const;
  return {
    outputShape: [axes[0].output, axes[1].output, picture[2]],
    explanation: { kind: 'padding', axes },
  };
}
