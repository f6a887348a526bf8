import { GraphBuilder } from '../../src/main/engine/native/graph.ts';
import { Program } from '../../src/main/engine/native/program.ts';

const size = 1024;
const products = 16;

/** Multiplies square float32 matrices in a session of the same library: how fast anything could be. */
export class Sgemm implements Disposable {
  readonly #program: Program;
  readonly #run: () => void;

  constructor() {
    const graph = new GraphBuilder();
    const matrix = graph.variable('matrix', 'float32', [size, size]);
    let product = matrix.value;
    for (let count = 0; count < products; count++) {
      product = graph.op('MatMul', [product, matrix.value], { attributes: { T: { type: 'float32' } } });
    }
    const attributes = { T: { type: 'float32' }, Tidx: { type: 'int32' } } as const;
    const largest = graph.op('Max', [product, graph.integers([0, 1])], { attributes });
    this.#program = new Program(graph);
    // Columns that add up to one: the powers stay as large as the matrix.
    const data = Float32Array.from(
      { length: size * size },
      (_, index) => (1 + ((index * 7919) % 13)) / (7 * size),
    );
    this.#program.assign('matrix', { type: 'float32', shape: [size, size], data });
    this.#run = () => this.#program.run([largest]);
  }

  /** Operations per millisecond, measured once. */
  operationsPerMs(): number {
    const begun = performance.now();
    this.#run();
    return (products * 2 * size ** 3) / (performance.now() - begun);
  }

  [Symbol.dispose](): void {
    this.#program.dispose();
  }
}
