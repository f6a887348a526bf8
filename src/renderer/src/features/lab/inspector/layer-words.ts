/** What each layer does, in one sentence, and the size of those without a window as a formula. */
import { assertNever } from '../../../../../shared/contract/errors.ts';
import type { SizeExplanation } from '../../../../../shared/spec/layer-size.ts';
import type { LayerSpec } from '../../../../../shared/spec/layers.ts';
import type { TextKey } from '../../../i18n/texts.ts';
import type { Formula } from './formulas.ts';

/** A text with its values. */
export interface LayerWords {
  readonly text: TextKey;
  readonly values: Readonly<Record<string, string | number>>;
}

/** The sentence about a layer, with its numbers. */
export function wordsOfLayer(layer: LayerSpec): LayerWords {
  return { text: `labBuilder.about_${layer.class_name}`, values: valuesOf(layer) };
}

function valuesOf(layer: LayerSpec): LayerWords['values'] {
  switch (layer.class_name) {
    case 'Conv2D':
    case 'SeparableConv2D':
      return { filters: layer.config.filters, kernel: layer.config.kernel_size.join('×') };
    case 'DepthwiseConv2D':
      return { kernel: layer.config.kernel_size.join('×') };
    case 'MaxPooling2D':
    case 'AveragePooling2D':
      return { pool: layer.config.pool_size.join('×') };
    case 'Dense':
      return { units: layer.config.units };
    case 'Dropout':
    case 'SpatialDropout2D': {
      const { rate } = layer.config;
      return { rate: percentText(rate), kept: percentText(1 - rate), factor: short(1 / (1 - rate)) };
    }
    case 'GaussianNoise':
      return { stddev: layer.config.stddev };
    case 'BatchNormalization':
      return { momentum: layer.config.momentum, epsilon: layer.config.epsilon };
    case 'LeakyReLU':
      return { slope: layer.config.negative_slope };
    case 'Rescaling':
      return { scale: short(layer.config.scale), offset: short(layer.config.offset) };
    case 'RandomTranslation':
      return { rows: endsText(layer.config.height_factor), columns: endsText(layer.config.width_factor) };
    case 'RandomRotation':
      return { degrees: endsText([layer.config.factor[0] * 3.6, layer.config.factor[1] * 3.6], '°') };
    case 'RandomCrop':
      return { height: layer.config.height, width: layer.config.width };
    default:
      return {};
  }
}

/** The output size of a layer without a window as a formula; null where the size stays or has parts of its own. */
export function sizeFormula(explanation: SizeExplanation): Formula | null {
  switch (explanation.kind) {
    case 'flatten': {
      const { factors } = explanation;
      const result = factors.reduce((product, factor) => product * factor, 1).toLocaleString('en');
      return { symbols: 'h · w · c', filled: factors.join(' · '), result };
    }
    case 'units':
      return { symbols: 'y = f(W x + b)', filled: 'units', result: String(explanation.units) };
    case 'padding': {
      const [{ input, padding, output }] = explanation.axes;
      return { symbols: 'n + p₁ + p₂', filled: `${input} + ${padding.join(' + ')}`, result: String(output) };
    }
    case 'global': {
      const { rows, columns } = explanation;
      return { symbols: 'h · w', filled: `${rows} · ${columns}`, result: String(rows * columns) };
    }
    case 'window':
    case 'crop':
    case 'residual':
    case 'unchanged':
      return null;
    default:
      return assertNever(explanation);
  }
}

function percentText(share: number): string {
  return `${short(share * 100)} %`;
}

function endsText([low, high]: readonly [number, number], unit = ' %'): string {
  const text = (value: number): string => `${short(value * 100)}${unit}`;
  return low === -high ? `±${text(high)}` : `${text(low)} … ${text(high)}`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)));
}
