/** Reads the numbers that Keras produced (`data/`, made by `make_golden.py`) and compares ours with them. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { TensorValue } from '../../src/main/engine/native/graph.ts';

/** Largest difference from Keras that passes, relative to the largest magnitude of the tensor. */
export const TOLERANCE = 1e-5;

/** An array as the files hold it: little-endian values in base64. */
export interface PackedArray {
  readonly shape: readonly number[];
  readonly type: 'float32' | 'int32' | 'uint8';
  readonly base64: string;
}

/** An array with a name, such as a weight. */
export type NamedArray = PackedArray & { readonly name: string };

/** A layer, loss, optimizer or the like, with the arguments that Keras was given. */
export interface KerasClass {
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** Reads the file of one topic. */
export function readGolden(topic: string): unknown {
  return JSON.parse(readFileSync(new URL(`data/${topic}.json`, import.meta.url), 'utf8'));
}

/** The values of an array, with its shape. */
export function unpack({ shape, type, base64 }: PackedArray): TensorValue {
  const bytes = Uint8Array.from(Buffer.from(base64, 'base64'));
  if (type === 'uint8') return { shape: [...shape], type, data: bytes };
  const data = type === 'int32' ? new Int32Array(bytes.buffer) : new Float32Array(bytes.buffer);
  return { shape: [...shape], type, data };
}

/** The numbers of an array as float32. */
export function floats(packed: PackedArray): Float32Array {
  return Float32Array.from(unpack(packed).data);
}

/** The numbers of an array as int32. */
export function integers(packed: PackedArray): Int32Array {
  return Int32Array.from(unpack(packed).data);
}

/** Largest difference relative to the largest magnitude of `wanted`; absolute where `wanted` is all 0. */
export function relativeDifference(given: ArrayLike<number>, wanted: ArrayLike<number>): number {
  if (given.length !== wanted.length) return Infinity;
  let difference = 0;
  let magnitude = 0;
  for (let index = 0; index < wanted.length; index++) {
    const distance = Math.abs((given[index] as number) - (wanted[index] as number));
    if (Number.isNaN(distance)) return Infinity;
    difference = Math.max(difference, distance);
    magnitude = Math.max(magnitude, Math.abs(wanted[index] as number));
  }
  return magnitude === 0 ? difference : difference / magnitude;
}

/** Compares with Keras and remembers the largest difference, which the reporter shows. */
export class Judge {
  #largest = 0;
  #where = 'nothing was compared';

  /** Fails unless the numbers agree. `what` names them in the message. */
  expectClose(
    what: string,
    given: ArrayLike<number>,
    wanted: ArrayLike<number>,
    tolerance = TOLERANCE,
  ): void {
    const difference = relativeDifference(given, wanted);
    if (difference > this.#largest) {
      this.#largest = difference;
      this.#where = what;
    }
    expect(difference, `${what}: relative difference`).toBeLessThanOrEqual(tolerance);
  }

  /** Largest difference so far. */
  get largest(): number {
    return this.#largest;
  }

  /** The largest difference in words. */
  get report(): string {
    return `largest relative difference from Keras ${this.#largest.toExponential(1)} (${this.#where})`;
  }
}

/** A Keras config as our documents write it: numbers that Keras rounded to float32 become comparable to ours. */
export function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Math.fround(value);
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rounded(item)]));
}
