import { describe, expect, it } from 'vitest';
import { GraphBuilder, type TensorValue } from '../../../../../src/main/engine/native/graph.ts';
import { livePrograms, liveTensors, Program } from '../../../../../src/main/engine/native/program.ts';

const floats = (...values: number[]): TensorValue => ({
  shape: [values.length],
  type: 'float32',
  data: Float32Array.from(values),
});

describe('a program', () => {
  it('adds what it is fed', () => {
    const graph = new GraphBuilder();
    const a = graph.placeholder('a', 'float32', [2]);
    const b = graph.placeholder('b', 'float32', [2]);
    const sum = graph.op('AddV2', [a, b], { attributes: { T: { type: 'float32' } } });
    using program = new Program(graph);
    const [result] = program.run(
      [sum],
      [
        { ref: a, value: floats(1, 2) },
        { ref: b, value: floats(10, 20) },
      ],
    );
    expect(result).toEqual(floats(11, 22));
  });

  it('keeps a variable from one call to the next', () => {
    const graph = new GraphBuilder();
    const total = graph.variable('total', 'float32', [1]);
    const doubled = graph.op('AddV2', [total.value, total.value], { attributes: { T: { type: 'float32' } } });
    const stored = graph.assign(total, doubled, [total.value]);
    const done = graph.op('Identity', [doubled], { attributes: { T: { type: 'float32' } }, after: [stored] });
    using program = new Program(graph);
    program.assign('total', floats(3));
    program.run([done]);
    program.run([done]);
    expect(program.read('total').data).toEqual(Float32Array.of(12));
  });

  it('holds bytes and integers as they are', () => {
    const graph = new GraphBuilder();
    const bytes = graph.variable('bytes', 'uint8', [2, 2]);
    const types = { SrcT: { type: 'uint8' }, DstT: { type: 'int32' } } as const;
    const widened = graph.op('Cast', [bytes.value], { attributes: types, outputs: ['int32'] });
    graph.variable('numbers', 'int32', [3]);
    using program = new Program(graph);
    program.assign('bytes', { shape: [2, 2], type: 'uint8', data: Uint8Array.of(0, 1, 254, 255) });
    program.assign('numbers', { shape: [3], type: 'int32', data: Int32Array.of(-1, 0, 2147483647) });
    const readable = program.run([widened])[0];
    expect(readable?.data).toEqual(Int32Array.of(0, 1, 254, 255));
    expect(program.read('numbers').data).toEqual(Int32Array.of(-1, 0, 2147483647));
  });

  it('names the place in the graph when TensorFlow reports an error', () => {
    const graph = new GraphBuilder();
    const a = graph.placeholder('a', 'float32', [-1, -1]);
    const b = graph.placeholder('b', 'float32', [-1, -1]);
    const product = graph.inScope('dense_1', () =>
      graph.op('MatMul', [a, b], { attributes: { T: { type: 'float32' } } }),
    );
    using program = new Program(graph);
    const matrix = (rows: number, columns: number): TensorValue => ({
      shape: [rows, columns],
      type: 'float32',
      data: new Float32Array(rows * columns),
    });
    const run = () =>
      program.run(
        [product],
        [
          { ref: a, value: matrix(2, 3) },
          { ref: b, value: matrix(2, 3) },
        ],
      );
    expect(run).toThrowError(/dense_1/);
    expect(run).toThrowError(expect.objectContaining({ code: 'engine.step-failed' }));
  });

  it('refuses a value of another shape or type than the variable', () => {
    const graph = new GraphBuilder();
    graph.variable('weights', 'float32', [2]);
    using program = new Program(graph);
    expect(() => program.assign('weights', floats(1, 2, 3))).toThrowError(/float32\[2\].*float32\[3\]/);
    expect(() => program.assign('nothing', floats(1))).toThrowError(/no variable nothing/);
  });

  it('refuses two nodes of one name', () => {
    const graph = new GraphBuilder();
    graph.placeholder('x', 'float32', [1]);
    expect(() => graph.placeholder('x', 'float32', [1])).toThrowError(
      expect.objectContaining({ code: 'engine.graph' }),
    );
  });

  it('leaves no session and no tensor behind', () => {
    const programs = livePrograms();
    const tensors = liveTensors();
    for (let round = 0; round < 5; round++) {
      const graph = new GraphBuilder();
      graph.variable('weights', 'float32', [2]);
      using program = new Program(graph);
      program.assign('weights', floats(1, 2));
      expect(program.read('weights').data).toEqual(Float32Array.of(1, 2));
    }
    expect(livePrograms()).toBe(programs);
    expect(liveTensors()).toBe(tensors);
  });

  it('says that it was disposed when it is used afterwards', () => {
    const graph = new GraphBuilder();
    const x = graph.placeholder('x', 'float32', [1]);
    const program = new Program(graph);
    program.dispose();
    program.dispose();
    expect(() => program.run([x], [{ ref: x, value: floats(1) }])).toThrowError(/disposed/);
  });
});
