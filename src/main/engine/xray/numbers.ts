/** What one step did to a group of weights, in a few numbers. */
import type { XrayNumbers } from '../../../shared/contract/xray.ts';
import { medianOf } from './median.ts';

/** One weight tensor in one step. */
export interface MovedTensor {
  readonly before: Float32Array;
  readonly after: Float32Array;
  readonly gradient: Float32Array;
  /** The optimizer's states after the step, by name. */
  readonly slots: Readonly<Record<string, Float32Array>>;
}

/** The numbers of some tensors taken as one; see {@link XrayNumbers} for what each means. */
export function numbersOf(tensors: readonly MovedTensor[]): XrayNumbers {
  const slots = Object.keys(tensors[0]?.slots ?? {});
  const slotNorm = (slot: string): number => norm(tensors.flatMap((tensor) => tensor.slots[slot] ?? []));
  return {
    gradientNorm: norm(tensors.map(({ gradient }) => gradient)),
    updateNorm: updateNorm(tensors),
    weightNorm: norm(tensors.map(({ before }) => before)),
    slotNorms: Object.fromEntries(slots.map((slot) => [slot, slotNorm(slot)])),
    effectiveLearningRate: medianOf(effectiveRates(tensors)),
  };
}

/** Euclidean length of all numbers together, summed in double precision. */
export function norm(arrays: readonly ArrayLike<number>[]): number {
  let sum = 0;
  for (const values of arrays) {
    for (let index = 0; index < values.length; index++) sum += (values[index] as number) ** 2;
  }
  return Math.sqrt(sum);
}

function updateNorm(tensors: readonly MovedTensor[]): number {
  let sum = 0;
  for (const { before, after } of tensors) {
    for (let index = 0; index < before.length; index++)
      sum += ((after[index] as number) - (before[index] as number)) ** 2;
  }
  return Math.sqrt(sum);
}

/** |change| / |gradient| of every weight whose gradient is not 0. */
function effectiveRates(tensors: readonly MovedTensor[]): Float64Array {
  const count = tensors.reduce((sum, { gradient }) => sum + gradient.length, 0);
  const rates = new Float64Array(count);
  let filled = 0;
  for (const { before, after, gradient } of tensors) {
    for (let index = 0; index < gradient.length; index++) {
      const slope = gradient[index] as number;
      if (slope === 0) continue;
      rates[filled++] = Math.abs(((after[index] as number) - (before[index] as number)) / slope);
    }
  }
  return rates.subarray(0, filled);
}
