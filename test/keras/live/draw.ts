/** Draws that cases are made of: from ranges, lists and distributions. */
import { randomStream, type RandomStream } from '../../../src/shared/random.ts';
import type { PackedArray } from '../../golden/golden.ts';

/** A source of draws for one case, a function of the seed and the case's name alone. */
export class Draw {
  readonly #stream: RandomStream;

  constructor(seed: number, purpose: string) {
    this.#stream = randomStream(seed, purpose);
  }

  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + this.#stream.below(high - low + 1);
  }

  /** True with the given probability. */
  chance(share: number): boolean {
    return this.#stream.uniform() < share;
  }

  /** One of the options. */
  pick<Option>(options: readonly Option[]): Option {
    return options[this.#stream.below(options.length)] as Option;
  }

  /** A number of three digits from `low` to `high`. */
  between(low: number, high: number): number {
    return threeDigits(low + (high - low) * this.#stream.uniform());
  }

  /** A number of three digits from `low` to `high`, every power of ten being equally likely. */
  logarithmic(low: number, high: number): number {
    return threeDigits(low * (high / low) ** this.#stream.uniform());
  }

  /** The value, or nothing: an argument that is left out takes its default. */
  maybe<Value extends object>(share: number, value: () => Value): Value | object {
    return this.chance(share) ? value() : {};
  }

  /** Normal draws with the given deviation and mean. */
  normals(count: number, deviation = 1, mean = 0): Float32Array {
    return Float32Array.from({ length: count }, () => mean + deviation * this.#stream.normal());
  }

  /** Whole numbers below `bound`. */
  below(count: number, bound: number): Int32Array {
    return Int32Array.from({ length: count }, () => this.#stream.below(bound));
  }
}

/** An array as Keras's process reads it. */
export function packed(
  values: Float32Array | Int32Array | Uint8Array,
  shape: readonly number[],
): PackedArray {
  const base64 = Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
  const type = values instanceof Float32Array ? 'float32' : values instanceof Int32Array ? 'int32' : 'uint8';
  return { shape, type, base64 };
}

function threeDigits(value: number): number {
  return Number(value.toPrecision(3));
}
