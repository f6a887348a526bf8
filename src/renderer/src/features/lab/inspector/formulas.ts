/** Sizes and parameters written out with their real numbers. */
import type { LayerReport } from '../../../../../shared/spec/shapes.ts';
import type { LayerSpec } from '../../../../../shared/spec/layers.ts';
import { windowAxis, type WindowAxis } from '../../../../../shared/spec/window.ts';

/** A formula in symbols, with numbers, and its result. */
export interface Formula {
  readonly symbols: string;
  readonly filled: string;
  readonly result: string;
}

/** `⌊(n + 2p − k) / s⌋ + 1` of one axis; unequal zeros before and after are written one by one. */
export function windowFormula({ input, span, stride, padding, output }: WindowAxis): Formula {
  const [before, after] = padding;
  const isEven = before === after;
  const padded = isEven ? `2·${before}` : `(${before} + ${after})`;
  const quotient = (input + before + after - span) / stride;
  const rounded = Number.isInteger(quotient) ? short(quotient) : `⌊${short(quotient)}⌋`;
  return {
    symbols: `⌊(n + ${isEven ? '2p' : 'p₁ + p₂'} − k) / s⌋ + 1`,
    filled: `⌊(${input} + ${padded} − ${span}) / ${stride}⌋ + 1 = ${rounded} + 1`,
    result: short(output),
  };
}

/** The formula of a window that does not fit its input: its result is below 1. Null for a layer without a window. */
export function misfitFormula({ config }: LayerSpec, inputShape: readonly number[]): Formula | null {
  if (!('strides' in config) || inputShape.length !== 3) return null;
  const size = 'pool_size' in config ? config.pool_size : config.kernel_size;
  const dilation = 'dilation_rate' in config ? config.dilation_rate : [1, 1];
  const axes = [0, 1].map((index) =>
    windowAxis(inputShape[index] ?? 1, {
      kernel: size[index] ?? 1,
      stride: config.strides[index] ?? 1,
      dilation: dilation[index] ?? 1,
      padding: config.padding,
    }),
  );
  const misfit = axes.find(({ output }) => output < 1);
  return misfit ? windowFormula(misfit) : null;
}

/** How a window that leaves gaps spans its pixels; null for one without gaps. */
export function spanFormula({ kernel, dilation, span }: WindowAxis): Formula | null {
  if (dilation === 1) return null;
  return {
    symbols: 'k′ = (k − 1)·d + 1',
    filled: `(${kernel} − 1)·${dilation} + 1`,
    result: String(span),
  };
}

/** The parameters as a sum over the weights: `6·6·1·32 + 32 = 1,184`; null where there are none. */
export function parameterFormula(report: LayerReport): Formula | null {
  const { weights, parameterCount } = report;
  if (weights.length === 0) return null;
  return {
    symbols: weights.map(({ name }) => name).join(' + '),
    filled: weights.map(({ shape }) => shape.join('·')).join(' + '),
    result: parameterCount.toLocaleString('en'),
  };
}

/** One step of the sizes through a model. */
export interface ChainStep {
  readonly place: number;
  readonly className: string;
  readonly from: number;
  readonly to: number;
  /** `28 − 6 + 1`. */
  readonly text: string;
}

/** The rows of the picture from layer to layer, such as 28 → 23 → 18 → 9, for the layers that change them. */
export function sizeChain(reports: readonly LayerReport[]): readonly ChainStep[] {
  return reports.flatMap(({ class_name: className, explanation }, place) => {
    if (explanation.kind !== 'window') return [];
    const [axis] = explanation.axes;
    const { input, output } = axis;
    return input === output ? [] : [{ place, className, from: input, to: output, text: stepText(axis) }];
  });
}

function stepText({ input, span, stride, padding }: WindowAxis): string {
  const zeros = padding[0] + padding[1];
  const padded = zeros === 0 ? String(input) : `${input} + ${zeros}`;
  return stride === 1 ? `${padded} − ${span} + 1` : `⌊(${padded} − ${span}) / ${stride}⌋ + 1`;
}

function short(value: number): string {
  return String(Number(value.toFixed(2))).replace('-', '−');
}
