/** The main settings of a layer in one short line. */
import type { LayerSpec } from '../../../../../shared/spec/layers.ts';

/** The settings that matter, such as `32 · 6×6 · relu`. */
export function mainSettings(layer: LayerSpec): string {
  return parts(layer)
    .filter((part) => part !== '')
    .join(' · ');
}

function parts(layer: LayerSpec): readonly string[] {
  switch (layer.class_name) {
    case 'Conv2D':
    case 'SeparableConv2D': {
      const { filters, kernel_size: kernel, activation } = layer.config;
      return [String(filters), sizeText(kernel), ...windowParts(layer.config), shownActivation(activation)];
    }
    case 'DepthwiseConv2D': {
      const { kernel_size: kernel, activation } = layer.config;
      return [sizeText(kernel), ...windowParts(layer.config), shownActivation(activation)];
    }
    case 'MaxPooling2D':
    case 'AveragePooling2D': {
      const { pool_size: pool, strides, padding } = layer.config;
      const stride = strides.join() === pool.join() ? '' : `s ${sizeText(strides)}`;
      return [sizeText(pool), stride, padding === 'same' ? padding : ''];
    }
    case 'Dense':
      return [String(layer.config.units), shownActivation(layer.config.activation)];
    case 'Dropout':
    case 'SpatialDropout2D':
      return [String(layer.config.rate)];
    case 'GaussianNoise':
      return [`σ ${layer.config.stddev}`];
    case 'Activation':
      return [layer.config.activation];
    case 'LeakyReLU':
      return [`α ${layer.config.negative_slope}`];
    case 'Rescaling':
      return [
        `× ${short(layer.config.scale)}`,
        layer.config.offset === 0 ? '' : `+ ${short(layer.config.offset)}`,
      ];
    case 'ZeroPadding2D':
      return [layer.config.padding.map((side) => side.join('+')).join(' · ')];
    case 'RandomFlip':
      return [layer.config.mode.replaceAll('_', ' ')];
    case 'RandomTranslation':
      return [`↕ ${ends(layer.config.height_factor)}`, `↔ ${ends(layer.config.width_factor)}`];
    case 'RandomRotation':
      return [ends(layer.config.factor)];
    case 'RandomCrop':
      return [`${layer.config.height}×${layer.config.width}`];
    case 'Residual':
      return [layer.config.layers.map(({ class_name: name }) => name).join(' → ')];
    default:
      return [];
  }
}

function windowParts(config: {
  readonly strides: readonly number[];
  readonly padding: string;
  readonly dilation_rate: readonly number[];
}): readonly string[] {
  return [
    config.strides.some((stride) => stride > 1) ? `s ${sizeText(config.strides)}` : '',
    config.padding === 'same' ? 'same' : '',
    config.dilation_rate.some((rate) => rate > 1) ? `d ${sizeText(config.dilation_rate)}` : '',
  ];
}

function shownActivation(name: string): string {
  return name === 'linear' ? '' : name;
}

function ends([low, high]: readonly [number, number]): string {
  return -low === high ? `±${short(high)}` : `${short(low)}…${short(high)}`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** `6×6`. */
export function sizeText(sizes: readonly number[]): string {
  return sizes.join('×');
}
