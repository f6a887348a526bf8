/** Reads an ONNX file by the published schema (`onnx.proto`), with none of the writer's code. */
import {
  byteFields,
  type Fields,
  float,
  integer,
  integers,
  messages,
  readFields,
  text,
  texts,
} from './fields.ts';

/** Values with their shape. Whole numbers and truth values stand as numbers as well. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array;
}

/** A node of the graph. */
export interface Node {
  readonly operation: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, Attribute>;
}

/** An attribute in every form that it may have; the schema of its operation says which one counts. */
export interface Attribute {
  readonly float: number;
  readonly int: number;
  readonly ints: readonly number[];
  readonly text: string;
}

/** What the interpreter takes of a file. */
export interface ReadModel {
  readonly nodes: readonly Node[];
  readonly constants: ReadonlyMap<string, Tensor>;
  readonly input: { readonly name: string; readonly shape: readonly number[] };
  readonly output: string;
  readonly metadata: ReadonlyMap<string, string>;
}

/** The model in the bytes of a `.onnx` file. @throws Error where it is no model with one input and one output. */
export function readModel(bytes: Uint8Array): ReadModel {
  const model = readFields(bytes);
  const [graph] = messages(model, 7);
  if (graph === undefined) throw new Error('the file holds no graph');
  const inputs = messages(graph, 11);
  const outputs = messages(graph, 12);
  const [input, output] = [inputs[0], outputs[0]];
  if (input === undefined || output === undefined || inputs.length + outputs.length > 2)
    throw new Error('the graph has not one input and one output');
  return {
    nodes: messages(graph, 1).map(readNode),
    constants: new Map(messages(graph, 5).map((tensor) => [text(tensor, 8), readTensor(tensor)])),
    input: { name: text(input, 1), shape: readShape(input) },
    output: text(output, 1),
    metadata: new Map(messages(model, 14).map((entry) => [text(entry, 1), text(entry, 2)])),
  };
}

function readNode(node: Fields): Node {
  const attributes = messages(node, 5).map((attribute): [string, Attribute] => [
    text(attribute, 1),
    {
      ...{ float: float(attribute, 2), int: integer(attribute, 3) },
      ...{ ints: integers(attribute, 8), text: text(attribute, 4) },
    },
  ]);
  return {
    operation: text(node, 4),
    inputs: texts(node, 1),
    outputs: texts(node, 2),
    attributes: new Map(attributes),
  };
}

function readTensor(tensor: Fields): Tensor {
  const shape = integers(tensor, 1);
  const raw = byteFields(tensor, 9)[0] ?? new Uint8Array();
  const type = integer(tensor, 2);
  const aligned = new Uint8Array(raw);
  if (type === 1) return { shape, data: new Float32Array(aligned.buffer) };
  if (type === 7) return { shape, data: Float64Array.from(new BigInt64Array(aligned.buffer), Number) };
  throw new Error(`a constant has the element type ${type}`);
}

/** Lengths of all axes; 0 for one that is open. */
function readShape(value: Fields): readonly number[] {
  const [type] = messages(value, 2);
  const [tensor] = type ? messages(type, 1) : [];
  const [shape] = tensor ? messages(tensor, 2) : [];
  return shape ? messages(shape, 1).map((dimension) => integer(dimension, 1)) : [];
}
