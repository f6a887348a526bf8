/** ONNX models as protobuf messages. Field numbers are those of `onnx.proto`. */
import {
  bytesField,
  type Bytes,
  floatField,
  integerField,
  joinBytes,
  packedField,
  textField,
} from '../../../../shared/protobuf.ts';

/** An attribute of a node: one number, several whole numbers, or a word. */
export type OnnxAttribute =
  | { readonly float: number }
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly text: string };

/** A node: one operation. */
export interface OnnxNode {
  readonly name: string;
  readonly operation: string;
  /** Empty for an optional input that is left out. */
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/** A constant: float32, or int64 for shapes and axes. */
export interface OnnxConstant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array | readonly number[];
}

/** A tensor for any number of pictures; the first axis is called `N`. */
export interface OnnxTensor {
  readonly name: string;
  /** Without the batch axis. */
  readonly shape: readonly number[];
}

/** A whole model. */
export interface OnnxModel {
  readonly graphName: string;
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxConstant[];
  readonly input: OnnxTensor;
  readonly output: OnnxTensor;
  /** What a reader of the file should know. */
  readonly description: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly producerVersion: string;
}

/**
 * The operator set: the newest one that ONNX Runtime has read since 1.20 (2024). Later sets bring nothing that a net
 * of Tatami uses, and would shut older programs out.
 */
const operatorSet = 22;

/** The version of the file format that came with {@link operatorSet}. */
const formatVersion = 10;

const elementTypes = { float32: 1, int64: 7 };
const attributeTypes = { float: 1, int: 2, text: 3, ints: 7 };

/** The bytes of a `.onnx` file. */
export function onnxBytes(model: OnnxModel): Uint8Array {
  const metadata = Object.entries(model.metadata).flatMap(([key, value]) =>
    bytesField(14, [...textField(1, key), ...textField(2, value)]),
  );
  return joinBytes([
    ...integerField(1, formatVersion),
    ...textField(2, 'Tatami'),
    ...textField(3, model.producerVersion),
    ...textField(6, model.description),
    ...bytesField(7, graphMessage(model)),
    ...bytesField(8, integerField(2, operatorSet)),
    ...metadata,
  ]);
}

function graphMessage({ graphName, nodes, constants, input, output, description }: OnnxModel): Bytes {
  return [
    ...nodes.flatMap((node) => bytesField(1, nodeMessage(node))),
    ...textField(2, graphName),
    ...constants.flatMap((constant) => bytesField(5, tensorMessage(constant))),
    ...textField(10, description),
    ...bytesField(11, valueMessage(input)),
    ...bytesField(12, valueMessage(output)),
  ];
}

function nodeMessage({ name, operation, inputs, output, attributes }: OnnxNode): Bytes {
  return [
    ...inputs.flatMap((input) => textField(1, input)),
    ...textField(2, output),
    ...textField(3, name),
    ...textField(4, operation),
    ...Object.entries(attributes).flatMap(([key, value]) => bytesField(5, attributeMessage(key, value))),
  ];
}

function attributeMessage(key: string, attribute: OnnxAttribute): Bytes {
  const named = (content: Bytes, type: number): Bytes => [
    ...textField(1, key),
    ...content,
    ...integerField(20, type),
  ];
  if ('float' in attribute) return named(floatField(2, attribute.float), attributeTypes.float);
  if ('int' in attribute) return named(integerField(3, attribute.int), attributeTypes.int);
  if ('text' in attribute) return named(textField(4, attribute.text), attributeTypes.text);
  return named(packedField(8, attribute.ints), attributeTypes.ints);
}

function tensorMessage({ name, shape, data }: OnnxConstant): Bytes {
  const isFloat = data instanceof Float32Array;
  const raw = isFloat
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(BigInt64Array.from(data, BigInt).buffer);
  return [
    ...packedField(1, shape),
    ...integerField(2, isFloat ? elementTypes.float32 : elementTypes.int64),
    ...textField(8, name),
    ...bytesField(9, raw),
  ];
}

function valueMessage({ name, shape }: OnnxTensor): Bytes {
  const sizes = shape.flatMap((size) => bytesField(1, integerField(1, size)));
  const dimensions = [...bytesField(1, textField(2, 'N')), ...sizes];
  const tensor = [...integerField(1, elementTypes.float32), ...bytesField(2, dimensions)];
  return [...textField(1, name), ...bytesField(2, bytesField(1, tensor))];
}
