/** Reads the numbers that Keras produced (`data/`, made by `make_golden.py`) and compares ours with them. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { TensorValue } from '../../src/main/engine/native/graph.ts';
import type { TallyRow } from '../reporter/tally.ts';

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

/** What is compared: a part of a case, and the class that the case is about. */
export interface Compared {
  /** Groups cases in the table, such as `Conv2D`. */
  readonly subject: string;
  /** Name of the case. */
  readonly name: string;
  readonly part: string;
}

/** Largest distance that passes, and why one may be larger. */
export interface Allowance {
  /** Relative to the largest magnitude; default {@link TOLERANCE}. */
  readonly tolerance?: number;
  /** How far rounding alone moves Keras; ten times as much passes, and is told. Default 0. */
  readonly rounding?: number;
}

/** Compares with Keras and remembers the differences, which the reporter shows. */
export class Judge {
  readonly #topic: string;
  readonly #tally: Tally;
  readonly #excuses: string[] = [];
  #largest = 0;
  #where = 'nothing was compared';

  /** @param topic Its name in the table. */
  constructor(topic: string) {
    this.#topic = topic;
    this.#tally = new Tally(topic, 'relative');
  }

  /** Fails unless the numbers agree. */
  expectClose(
    compared: Compared,
    given: ArrayLike<number>,
    wanted: ArrayLike<number>,
    { tolerance = TOLERANCE, rounding = 0 }: Allowance = {},
  ): void {
    const what = `${compared.name}, ${compared.part}`;
    const difference = relativeDifference(given, wanted);
    const allowed = 10 * relativeTo(wanted, rounding);
    const isExcused = difference > tolerance && difference <= allowed;
    this.#tally.count(compared, wanted.length, isExcused ? 0 : difference);
    if (isExcused) this.#excuse(what, difference, allowed / 10);
    else if (difference > this.#largest) {
      this.#largest = difference;
      this.#where = what;
    }
    expect(difference, `${what}: relative difference`).toBeLessThanOrEqual(Math.max(tolerance, allowed));
  }

  /** Largest difference so far. */
  get largest(): number {
    return this.#largest;
  }

  /** The largest difference in words. */
  get report(): string {
    return `largest relative difference from Keras ${this.#largest.toExponential(1)} (${this.#where})`;
  }

  /** Every difference beyond the tolerance that passed, with the reason. */
  get excuses(): readonly string[] {
    return this.#excuses;
  }

  /** For the table of the reporter. */
  get rows(): readonly TallyRow[] {
    return this.#tally.rows;
  }

  #excuse(what: string, difference: number, own: number): void {
    const [ours, keras] = [difference.toExponential(1), own.toExponential(1)];
    this.#excuses.push(`${this.#topic}: ${what}: ${ours}; rounding alone moves Keras by ${keras}`);
  }
}

/** Counts cases and numbers of each subject for the table of the reporter. */
export class Tally {
  readonly #topic: string;
  readonly #unit: TallyRow['unit'];
  readonly #subjects = new Map<string, { names: Set<string>; numbers: number; largest: number }>();

  constructor(topic: string, unit: TallyRow['unit']) {
    this.#topic = topic;
    this.#unit = unit;
  }

  /** Adds a comparison of so many numbers. */
  count({ subject, name }: Omit<Compared, 'part'>, numbers: number, difference: number): void {
    const sum = this.#subjects.get(subject) ?? { names: new Set(), numbers: 0, largest: 0 };
    sum.names.add(name);
    sum.numbers += numbers;
    sum.largest = Math.max(sum.largest, difference);
    this.#subjects.set(subject, sum);
  }

  /** One row for each subject. */
  get rows(): readonly TallyRow[] {
    return [...this.#subjects].map(([subject, { names, numbers, largest }]) => {
      return { topic: this.#topic, subject, cases: names.size, numbers, largest, unit: this.#unit };
    });
  }
}

/** A distance as a share of the largest magnitude; endless where all are 0 and the distance is not. */
function relativeTo(values: ArrayLike<number>, distance: number): number {
  if (distance === 0) return 0;
  const magnitude = Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return magnitude === 0 ? distance : distance / magnitude;
}

/** A Keras config as our documents write it: numbers that Keras rounded to float32 become comparable to ours. */
export function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Math.fround(value);
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rounded(item)]));
}
