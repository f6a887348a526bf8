import { describe, expect, it } from 'vitest';
import { loadNative } from '../../../../../src/main/engine/native/binding.ts';
import { GraphBuilder, type Ref, type TensorValue } from '../../../../../src/main/engine/native/graph.ts';
import { dropout } from '../../../../../src/main/engine/native/ops.ts';
import { liveTensors, Program } from '../../../../../src/main/engine/native/program.ts';
import { traceInto } from '../../../../../src/main/engine/native/trace.ts';

const { tf } = loadNative();
const matrix = (rows: number, columns: number, data: number[]): TensorValue => ({
  shape: [rows, columns],
  type: 'float32',
  data: Float32Array.from(data),
});

function traced(
  shape: number[],
  build: Parameters<typeof traceInto>[2],
): { graph: GraphBuilder; x: Ref; y: Ref } {
  const graph = new GraphBuilder();
  const x = graph.placeholder('x', 'float32', shape);
  const [y] = graph.inScope('dense_3', () => traceInto(graph, [{ ref: x, shape }], build)) as [Ref];
  return { graph, x, y };
}

describe('tracing a TF.js function into a graph', () => {
  it('computes on fed values what the function computes eagerly', () => {
    const { graph, x, y } = traced([2, 2], ([input]) => [tf.add(tf.square(input!), 1)]);
    using program = new Program(graph);
    const [result] = program.run([y], [{ ref: x, value: matrix(2, 2, [1, 2, 3, 4]) }]);
    expect(result?.data).toEqual(Float32Array.of(2, 5, 10, 17));
  });

  it('records gradients that TF.js derives', () => {
    const { graph, x, y } = traced([2, 2], ([input]) => [tf.grad((v) => tf.sum(tf.pow(v, 3)))(input!)]);
    using program = new Program(graph);
    const [result] = program.run([y], [{ ref: x, value: matrix(2, 2, [1, 2, 3, 4]) }]);
    expect(result?.data).toEqual(Float32Array.of(3, 12, 27, 48));
  });

  it('refuses a random array that would be baked in, and names the layer', () => {
    const bakeUnseeded = () => traced([2, 2], ([input]) => [tf.add(input!, tf.randomUniform([2, 2]))]);
    const bakeSeeded = () => traced([2, 2], ([input]) => [tf.dropout(input!, 0.5, undefined, 7)]);
    for (const bake of [bakeUnseeded, bakeSeeded]) {
      expect(bake).toThrowError(expect.objectContaining({ code: 'engine.trace' }));
      expect(bake).toThrowError(/dense_3/);
    }
    expect(Math.random()).toBeLessThan(1);
  });

  it('refuses a function that reads a value', () => {
    expect(() => traced([1, 1], ([input]) => [tf.scalar(input!.dataSync()[0]!)])).toThrowError(
      /reads a value/,
    );
  });

  it('releases every tensor, also after a refusal', () => {
    const before = liveTensors();
    const eager = tf.memory().numTensors;
    traced([2, 2], ([input]) => [tf.grad((v) => tf.sum(tf.mul(v, v)))(input!)]);
    expect(() => traced([2, 2], ([input]) => [tf.add(input!, tf.randomNormal([2, 2]))])).toThrowError();
    expect(liveTensors()).toBe(before);
    expect(tf.memory().numTensors).toBe(eager);
  });
});

describe('the dropout mask', () => {
  const key = (a: number, b: number) => tf.tensor1d([a, b], 'int32');
  const draw = (rate: number, k: number, n = 65_536) =>
    tf.tidy(() => dropout(tf.ones([n]), rate, key(5, k)).dataSync());

  it.each([0.1, 0.25, 0.5, 0.9])('drops a share of %f and keeps the expected sum', (rate) => {
    const kept = draw(rate, 1);
    const dropped = kept.filter((value) => value === 0).length / kept.length;
    expect(Math.abs(dropped - rate)).toBeLessThan(0.01);
    const scale = Math.max(...kept);
    expect(scale).toBeCloseTo(1 / (1 - rate), 3);
  });

  it('repeats for the same key and differs for the next step', () => {
    expect(draw(0.5, 1)).toEqual(draw(0.5, 1));
    expect(draw(0.5, 1)).not.toEqual(draw(0.5, 2));
  });

  it('works for sizes that no word divides', () => {
    expect(draw(0.5, 1, 7)).toHaveLength(7);
    expect(draw(0.3, 1, 1)).toHaveLength(1);
  });

  it('leaves no tensor behind', () => {
    const before = liveTensors();
    draw(0.5, 3);
    expect(liveTensors()).toBe(before);
  });
});
