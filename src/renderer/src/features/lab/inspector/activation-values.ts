/** Activation functions as numbers, for their curves. */
import type { ActivationName } from '../../../../../shared/spec/activations.ts';

/** A function of one number, or null for softmax, which needs all its inputs. */
export type Curve = ((x: number) => number) | null;

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const seluScale = 1.0507009873554805;
const seluAlpha = 1.6732632423543772;

/** Each activation as Keras computes it. */
const curves: Readonly<Record<ActivationName, Curve>> = {
  linear: (x) => x,
  sigmoid,
  tanh: Math.tanh,
  softmax: null,
  relu: (x) => Math.max(0, x),
  leaky_relu: (x) => (x < 0 ? 0.2 * x : x),
  elu: (x) => (x < 0 ? Math.expm1(x) : x),
  selu: (x) => seluScale * (x < 0 ? seluAlpha * Math.expm1(x) : x),
  gelu: (x) => (x * (1 + errorFunction(x / Math.SQRT2))) / 2,
  silu: (x) => x * sigmoid(x),
};

/** The curve of an activation. */
export function curveOf(name: ActivationName): Curve {
  return curves[name];
}

/** The slope of a curve by central differences. */
export function slopeOf(curve: (x: number) => number): (x: number) => number {
  const step = 1e-4;
  return (x) => (curve(x + step) - curve(x - step)) / (2 * step);
}

/** Softmax of a few numbers. */
export function softmax(values: readonly number[]): readonly number[] {
  const most = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** The error function to 1.5e-7 (Abramowitz and Stegun 7.1.26). */
function errorFunction(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const terms = [1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592];
  const sum = terms.reduce((total, term) => total * t + term, 0) * t;
  return Math.sign(x) * (1 - sum * Math.exp(-x * x));
}
