import type { OnnxAttribute, OnnxConstant, OnnxNode } from './message.ts';

/** An ONNX graph under construction. Nodes and constants are named after the layer that they belong to. */
export class OnnxGraph {
  readonly nodes: OnnxNode[] = [];
  readonly constants: OnnxConstant[] = [];
  readonly #names = new Set<string>();

  /** Adds a node and answers the name of its output. */
  add(
    layer: string,
    operation: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, OnnxAttribute>> = {},
  ): string {
    const name = this.#freeName(`${layer}/${operation}`);
    this.nodes.push({ name, operation, inputs, output: name, attributes });
    return name;
  }

  /** Adds a constant and answers its name. */
  constant(layer: string, part: string, shape: readonly number[], data: OnnxConstant['data']): string {
    const name = this.#freeName(`${layer}/${part}`);
    this.constants.push({ name, shape, data });
    return name;
  }

  /** Adds a number. */
  scalar(layer: string, part: string, value: number): string {
    return this.constant(layer, part, [], Float32Array.of(value));
  }

  /** Adds whole numbers: a shape, axes, places. */
  integers(layer: string, part: string, values: readonly number[]): string {
    return this.constant(layer, part, [values.length], values);
  }

  #freeName(base: string): string {
    let name = base;
    for (let number = 1; this.#names.has(name); number++) name = `${base}_${number}`;
    this.#names.add(name);
    return name;
  }
}
