import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { describe, expect, it } from 'vitest';
import { applyLayer } from '../../src/main/engine/layers/registry.ts';
import { loadNative } from '../../src/main/engine/native/binding.ts';
import { layerClassNames, layerSchema } from '../../src/shared/spec/layers.ts';
import {
  floats,
  Judge,
  readGolden,
  rounded,
  TOLERANCE,
  unpack,
  type Compared,
  type KerasClass,
  type NamedArray,
  type PackedArray,
} from './golden.ts';

interface LayerCase extends KerasClass {
  readonly name: string;
  /** Null for a residual block, which is no layer of Keras. */
  readonly keras_config: object | null;
  readonly training: boolean;
  readonly input: PackedArray;
  readonly weights: readonly NamedArray[];
  readonly output: PackedArray;
  /** Slopes are those of sum(output · cotangent). */
  readonly cotangent: PackedArray;
  readonly input_slope: PackedArray;
  readonly weight_slopes: readonly NamedArray[];
  /** Non-trainable weights after the call. */
  readonly weights_after: readonly NamedArray[];
}

/** Everything that a layer yields. */
interface Computed {
  readonly output: Float32Array;
  readonly outputShape: readonly number[];
  readonly slopes: readonly Float32Array[];
  readonly updates: ReadonlyMap<string, Float32Array>;
}

const all = (readGolden('layers') as { cases: LayerCase[] }).cases;
const cases = all.filter(({ class_name }) => layerClassNames.some((known) => known === class_name));
const judge = new Judge('layers');
const { tf } = loadNative();

describe('a layer', () => {
  it.each(cases)('has the output, slopes and moving averages of Keras: $name', (golden) => {
    const before = tf.memory().numTensors;
    const { output, outputShape, slopes, updates } = compute(golden);
    expect(tf.memory().numTensors).toBe(before);
    expect(outputShape).toEqual(golden.output.shape);
    judge.expectClose(partOf(golden, 'output'), output, floats(golden.output));
    const wanted = [{ ...golden.input_slope, name: 'input' }, ...golden.weight_slopes];
    expect(slopes).toHaveLength(wanted.length);
    for (const [index, slope] of wanted.entries()) {
      judge.expectClose(partOf(golden, `slope by ${slope.name}`), slopes[index] ?? [], floats(slope));
    }
    for (const weight of golden.weights_after) {
      const given = updates.get(weight.name) ?? floats(weightOf(golden, weight.name));
      judge.expectClose(partOf(golden, weight.name), given, floats(weight));
    }
  });

  it.each(cases.filter(({ keras_config }) => keras_config !== null))(
    'has the config and the defaults of Keras: $name',
    ({ class_name, config, keras_config }) => {
      const { name: _, ...ours } = layerSchema.parse({ class_name, config }).config;
      expect(rounded(keras_config)).toMatchObject(rounded(ours) as object);
    },
  );

  it('stays within the tolerance over all', async ({ annotate, task }) => {
    task.meta.tally = judge.rows;
    await annotate(judge.report);
    expect(judge.largest).toBeLessThanOrEqual(TOLERANCE);
  });
});

describe('the golden layers', () => {
  it('leave out no layer class that a model may hold', () => {
    expect(layerClassNames.filter((known) => !all.some(({ class_name }) => class_name === known))).toEqual(
      [],
    );
  });
});

function compute(golden: LayerCase): Computed {
  const scope = tf.engine();
  scope.startScope();
  try {
    return computeInScope(golden);
  } finally {
    scope.endScope();
  }
}

function computeInScope(golden: LayerCase): Computed {
  const layer = layerSchema.parse({ class_name: golden.class_name, config: golden.config });
  const trained = golden.weight_slopes.map(({ name }) => name);
  const given = new Map(golden.weights.map((weight) => [weight.name, tensor(weight)]));
  const updates = new Map<string, Float32Array>();
  const call = (x: Tensor, weights: ReadonlyMap<string, Tensor>): Tensor =>
    applyLayer(layer, x, Object.fromEntries(weights), {
      training: golden.training,
      key: () => tf.tensor1d([0, 0], 'int32'),
      update: (weight, value) => void updates.set(weight, read(value)),
    });
  const total = (x: Tensor, ...changed: Tensor[]): Tensor => {
    const weights = new Map([
      ...given,
      ...trained.map((name, index) => [name, changed[index] as Tensor] as const),
    ]);
    return tf.sum(tf.mul(call(x, weights), tensor(golden.cotangent)));
  };
  const input = tensor(golden.input);
  const output = call(input, given);
  const slopes = tf.grads(total)([input, ...trained.map((name) => given.get(name) as Tensor)]);
  return { output: read(output), outputShape: output.shape, slopes: slopes.map(read), updates };
}

function partOf({ class_name, name }: LayerCase, part: string): Compared {
  return { subject: class_name, name, part };
}

function weightOf(golden: LayerCase, name: string): NamedArray {
  return golden.weights.find((weight) => weight.name === name) as NamedArray;
}

function tensor(packed: PackedArray): Tensor {
  const { data, shape } = unpack(packed);
  return tf.tensor(data, [...shape]);
}

function read(value: Tensor): Float32Array {
  return value.dataSync<'float32'>().slice();
}
