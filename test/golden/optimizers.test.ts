import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../src/main/engine/native/graph.ts';
import { livePrograms, liveTensors, Program } from '../../src/main/engine/native/program.ts';
import { buildOptimizer } from '../../src/main/engine/optimizers/apply.ts';
import {
  optimizerClassNames,
  optimizerSchema,
  type OptimizerSpec,
} from '../../src/shared/spec/optimizers.ts';
import { learningRateAt } from '../../src/shared/spec/schedules.ts';
import {
  floats,
  integers,
  Judge,
  readGolden,
  rounded,
  TOLERANCE,
  unpack,
  type Compared,
  type KerasClass,
  type PackedArray,
} from './golden.ts';
import { train, type GoldenTask } from './training-run.ts';

interface OptimizerCase extends KerasClass {
  readonly name: string;
  readonly keras_config: object;
  /** w after 0, 1, 2 ... steps on w²/2 from w = 1. */
  readonly scalar: PackedArray;
  /** Of 200 steps on the small CNN. */
  readonly losses: PackedArray;
  readonly final_weights: readonly PackedArray[];
  readonly averages: readonly PackedArray[];
  /** How far each of Keras's own weights is from that of the same run in double precision. */
  readonly rounding: readonly number[];
}

interface OptimizersFile {
  readonly net: GoldenTask['net'];
  readonly loss: KerasClass;
  readonly scale: number;
  readonly images: PackedArray;
  readonly labels: PackedArray;
  /** Steps × images. */
  readonly batches: PackedArray;
  readonly initial_weights: readonly PackedArray[];
  readonly cases: readonly OptimizerCase[];
}

const file = readGolden('optimizers') as OptimizersFile;
const scalars = new Judge('optimizers, 20 steps on w²/2');
const nets = new Judge('optimizers, 200 steps on a CNN');

describe('an optimizer', () => {
  it.each(file.cases)('makes the 20 steps of Keras on w²/2: $name', (golden) => {
    const spec = optimizerSchema.parse({ class_name: golden.class_name, config: golden.config });
    const wanted = floats(golden.scalar);
    scalars.expectClose(partOf(golden, 'w'), descend(spec, wanted.length - 1), wanted);
  });

  it.each(file.cases)('has the weights of Keras after 200 steps on a small CNN: $name', (golden) => {
    const before = { programs: livePrograms(), tensors: liveTensors() };
    const { losses, weights, names, averages } = train(taskOf(golden));
    nets.expectClose(partOf(golden, 'losses'), losses, floats(golden.losses));
    for (const [index, wanted] of golden.final_weights.entries()) {
      nets.expectClose(partOf(golden, names[index] ?? ''), weights[index] ?? [], floats(wanted));
    }
    expect(averages).toHaveLength(golden.averages.length);
    for (const [index, wanted] of golden.averages.entries()) {
      nets.expectClose(partOf(golden, `average of ${names[index]}`), averages[index] ?? [], floats(wanted));
    }
    expect({ programs: livePrograms(), tensors: liveTensors() }).toEqual(before);
  });

  it.each(file.cases)(
    'has the arguments and the defaults of Keras: $name',
    ({ class_name, config, keras_config }) => {
      const spec = optimizerSchema.parse({ class_name, config });
      expect(rounded(keras_config)).toMatchObject(rounded(spec.config) as object);
    },
  );

  it('has golden runs in three settings at least for every class', () => {
    for (const known of optimizerClassNames) {
      const settings = file.cases.filter(({ class_name }) => class_name === known);
      expect(settings.length, known).toBeGreaterThanOrEqual(3);
    }
  });

  it('stays within the tolerance over all', async ({ annotate, task }) => {
    task.meta.tally = [...scalars.rows, ...nets.rows];
    await annotate(`w²/2: ${scalars.report}`);
    await annotate(`small CNN: ${nets.report}`);
    const rounding = Math.max(...file.cases.flatMap((golden) => golden.rounding));
    await annotate(`Keras itself is ${rounding.toExponential(1)} off its own run in double precision`);
    expect(Math.max(scalars.largest, nets.largest)).toBeLessThanOrEqual(TOLERANCE);
  });
});

/** w after 0 to `steps` steps. */
function descend(spec: OptimizerSpec, steps: number): Float32Array {
  const graph = new GraphBuilder();
  const weight = graph.variable('w', 'float32', []);
  const iteration = graph.placeholder('iteration', 'int32', []);
  const learningRate = graph.placeholder('learning_rate', 'float32', []);
  const optimizer = buildOptimizer(graph, spec, [weight]);
  const changes = optimizer.step([{ variable: weight, gradient: weight.value }], {
    learningRate,
    iteration,
    after: [weight.value],
  });
  const done = graph.op('Identity', [graph.scalar(0)], {
    attributes: { T: { type: 'float32' } },
    after: changes,
  });
  using program = new Program(graph);
  program.assign('w', scalar(1));
  for (const [{ name }, value] of optimizer.initial) program.assign(name, scalar(value));
  const values = [1];
  for (let step = 0; step < steps; step++) {
    program.run(
      [done],
      [
        { ref: iteration, value: { type: 'int32', shape: [], data: Int32Array.of(step) } },
        { ref: learningRate, value: scalar(learningRateAt(spec.config.learning_rate, step)) },
      ],
    );
    values.push(program.read('w').data[0] as number);
  }
  return Float32Array.from(values);
}

function partOf({ class_name, name }: OptimizerCase, part: string): Compared {
  return { subject: class_name, name, part };
}

function scalar(value: number) {
  return { type: 'float32', shape: [], data: Float32Array.of(value) } as const;
}

function taskOf({ class_name, config }: OptimizerCase): GoldenTask {
  const { net, loss, scale } = file;
  const [steps = 0, size = 0] = file.batches.shape;
  const positions = integers(file.batches);
  return {
    net,
    loss,
    scale,
    optimizer: { class_name, config },
    images: Uint8Array.from(unpack(file.images).data),
    labels: integers(file.labels),
    batches: Array.from({ length: steps }, (_, step) => positions.subarray(step * size, (step + 1) * size)),
    initialWeights: file.initial_weights.map(floats),
  };
}
