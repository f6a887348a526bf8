import { describe, expect, it } from 'vitest';
import {
  floats,
  integers,
  Judge,
  readGolden,
  TOLERANCE,
  unpack,
  type Compared,
  type KerasClass,
  type PackedArray,
} from './golden.ts';
import { train, type GoldenTask } from './training-run.ts';

interface TrainingCase {
  readonly name: string;
  readonly net: GoldenTask['net'];
  readonly loss: KerasClass;
  readonly optimizer: KerasClass;
  readonly scale: number;
  readonly losses: PackedArray;
  /** How far each of Keras's own weights is from that of the same run in double precision. */
  readonly rounding: readonly number[];
}

type SmallCase = TrainingCase & {
  readonly images: PackedArray;
  readonly labels: PackedArray;
  readonly batches: readonly (readonly number[])[];
  readonly initial_weights: readonly PackedArray[];
  readonly final_weights: readonly PackedArray[];
};

/** A net whose start values and pictures come from {@link mixed}, and of whose weights some entries are kept. */
type LargeCase = TrainingCase & {
  readonly count: number;
  readonly batch_size: number;
  readonly final_weights: readonly {
    readonly shape: readonly number[];
    readonly places: PackedArray;
    readonly values: PackedArray;
    /** Euclidean length and largest magnitude of the whole weight. */
    readonly length: number;
    readonly largest: number;
  }[];
};

const { cases, large } = readGolden('training') as { cases: SmallCase[]; large: LargeCase };
const judge = new Judge('training of whole nets');

describe('training', () => {
  it.each(cases)('goes step by step as in Keras: $name', (golden) => {
    const { losses, weights, names } = train({
      ...golden,
      images: Uint8Array.from(unpack(golden.images).data),
      labels: integers(golden.labels),
      initialWeights: golden.initial_weights.map(floats),
    });
    judge.expectClose(partOf(golden, 'losses'), losses, floats(golden.losses));
    for (const [index, wanted] of golden.final_weights.entries()) {
      judge.expectClose(partOf(golden, names[index] ?? ''), weights[index] ?? [], floats(wanted));
    }
  });

  it('goes step by step as in Keras on the CNN of the slides in full size', () => {
    const { losses, weights, names } = train(largeTask());
    judge.expectClose(partOf(large, 'losses'), losses, floats(large.losses));
    for (const [index, wanted] of large.final_weights.entries()) {
      const weight = weights[index] ?? new Float32Array();
      const what = partOf(large, names[index] ?? '');
      const given = Float32Array.from(integers(wanted.places), (place) => weight[place] ?? NaN);
      judge.expectClose(what, [...given, wanted.largest], [...floats(wanted.values), wanted.largest]);
      judge.expectClose(
        partOf(large, `${what.part}, length`),
        [Math.hypot(...chunkLengths(weight))],
        [wanted.length],
      );
    }
  });

  it('stays within the tolerance over all', async ({ annotate, task }) => {
    task.meta.tally = judge.rows;
    await annotate(judge.report);
    const rounding = Math.max(...[...cases, large].flatMap((golden) => golden.rounding));
    await annotate(`Keras itself is ${rounding.toExponential(1)} off its own run in double precision`);
    expect(judge.largest).toBeLessThanOrEqual(TOLERANCE);
  });
});

function partOf({ name }: TrainingCase, part: string): Compared {
  return { subject: name, name, part };
}

function largeTask(): GoldenTask {
  const { net, count, batch_size } = large;
  const pixels = count * net.input_shape.reduce((product, length) => product * length, 1);
  const batches = floats(large.losses).length;
  return {
    ...large,
    images: Uint8Array.from(mixed(pixels, 1), (value) => Math.floor(value * 256)),
    labels: Int32Array.from(mixed(count, 2), (value) => Math.floor(value * 10)),
    batches: Array.from({ length: batches }, (_, step) =>
      Int32Array.from({ length: batch_size }, (_, index) => ((step * batch_size) % count) + index),
    ),
    initialWeights: large.final_weights.map(({ shape }, index) => start(shape, 10 + index)),
  };
}

/** Kernels: uniform within Glorot's limit; biases: 0. */
function start(shape: readonly number[], seed: number): Float32Array {
  const size = shape.reduce((product, length) => product * length, 1);
  const [outputs = 1, inputs] = shape.toReversed();
  if (inputs === undefined) return new Float32Array(size);
  const window = size / (inputs * outputs);
  const limit = Math.sqrt(6 / (window * (inputs + outputs)));
  return Float32Array.from(mixed(size, seed), (value) => limit * (2 * value - 1));
}

/** The numbers in [0, 1) that `keras_reference/training.py` calls by the same name: "lowbias32" of index and seed. */
function mixed(count: number, seed: number): Float64Array {
  const shift = Math.imul(seed, 0x9e3779b9);
  return Float64Array.from({ length: count }, (_, index) => {
    let x = (index + shift) >>> 0;
    x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
    x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
    return ((x ^ (x >>> 16)) >>> 8) / 2 ** 24;
  });
}

/** Lengths of the pieces of a long vector, few enough to be arguments of one call. */
function chunkLengths(values: Float32Array): number[] {
  const piece = 1024;
  return Array.from({ length: Math.ceil(values.length / piece) }, (_, index) =>
    Math.hypot(...values.subarray(index * piece, (index + 1) * piece)),
  );
}
