/** Computes an ONNX graph, operation by operation, as the operators' specification says. */
import { broadcast, gemm, padded, reduceMean, resized, sliced, softmax, transposed } from './arrays.ts';
import type { Attribute, Node, ReadModel, Tensor } from './model.ts';
import { averagePool, convolution, globalPool, maxPool } from './windows.ts';

/** A node's inputs and attributes, ready to compute with. */
interface Call {
  readonly inputs: readonly (Tensor | undefined)[];
  readonly node: Node;
}

type Operator = (x: Tensor, call: Call) => Tensor;

/** Answers the graph's output for an input. @throws Error for an operation that the interpreter does not know. */
export function interpret(model: ReadModel, input: Tensor): Tensor {
  const values = new Map<string, Tensor>([...model.constants, [model.input.name, input]]);
  for (const node of model.nodes) {
    const operator = operators[node.operation];
    if (operator === undefined) throw new Error(`there is no operator ${node.operation}`);
    const inputs = node.inputs.map((name) => (name === '' ? undefined : required(values, name)));
    values.set(node.outputs[0] ?? '', operator(inputs[0] as Tensor, { inputs, node }));
  }
  return required(values, model.output);
}

function required(values: ReadonlyMap<string, Tensor>, name: string): Tensor {
  const value = values.get(name);
  if (value === undefined) throw new Error(`nothing is called ${name}`);
  return value;
}

const attribute = ({ node }: Call, name: string): Attribute | undefined => node.attributes.get(name);
const second = ({ inputs }: Call): Tensor => inputs[1] as Tensor;
const list = (tensor: Tensor | undefined): readonly number[] => [...(tensor?.data ?? [])];

function each(compute: (value: number) => number): Operator {
  return ({ shape, data }) => ({ shape, data: Float32Array.from(data, compute) });
}

function pair(compute: (left: number, right: number) => number): Operator {
  return (x, call) => broadcast(x, second(call), compute);
}

const seluScale = 1.0507009873554804934;
const seluAlpha = 1.6732632423543772848;

const operators: Readonly<Record<string, Operator>> = {
  Identity: (x) => x,
  Relu: each((value) => Math.max(value, 0)),
  LeakyRelu: (x, call) => {
    const alpha = attribute(call, 'alpha')?.float ?? 0.01;
    return each((value) => (value < 0 ? alpha * value : value))(x, call);
  },
  Sigmoid: each((value) => 1 / (1 + Math.exp(-value))),
  Tanh: each(Math.tanh),
  Elu: each((value) => (value < 0 ? Math.expm1(value) : value)),
  Selu: each((value) => seluScale * (value > 0 ? value : seluAlpha * Math.expm1(value))),
  Gelu: each((value) => 0.5 * value * (1 + errorFunction(value * Math.SQRT1_2))),
  Sqrt: each(Math.sqrt),
  Add: pair((left, right) => left + right),
  Sub: pair((left, right) => left - right),
  Mul: pair((left, right) => left * right),
  Div: pair((left, right) => left / right),
  Min: pair(Math.min),
  Greater: pair((left, right) => (left > right ? 1 : 0)),
  Where: (condition, { inputs: [, yes, no] }) => {
    const spread = (values: Tensor | undefined): Tensor =>
      broadcast(condition, values as Tensor, (_, value) => value);
    const [chosen, other] = [spread(yes).data, spread(no).data];
    const data = Float32Array.from(
      condition.data,
      (isTrue, index) => (isTrue ? chosen : other)[index] ?? NaN,
    );
    return { shape: condition.shape, data };
  },
  Softmax: (x, call) => softmax(x, attribute(call, 'axis')?.int ?? -1),
  ReduceMean: (x, call) => reduceMean(x, list(second(call))),
  Transpose: (x, call) => transposed(x, attribute(call, 'perm')?.ints ?? []),
  Reshape: (x, call) => ({ shape: reshapedTo(x, list(second(call))), data: x.data }),
  Pad: (x, call) => padded(x, list(second(call))),
  Slice: (x, { inputs: [, starts, ends, axes] }) =>
    sliced(x, { starts: list(starts), ends: list(ends), axes: list(axes) }),
  Resize: (x, call) => {
    const isKnown =
      attribute(call, 'mode')?.text === 'linear' &&
      attribute(call, 'coordinate_transformation_mode')?.text === 'half_pixel';
    if (!isKnown) throw new Error('Resize has another mode than linear with half pixels');
    return resized(x, attribute(call, 'axes')?.ints ?? [], list(call.inputs[3]));
  },
  Gemm: (x, { inputs: [, kernel, bias] }) => gemm(x, kernel as Tensor, bias),
  BatchNormalization: (x, call) => normalized(x, call),
  Conv: (x, call) => {
    const geometry = geometryOf(call, second(call).shape.slice(2));
    const group = attribute(call, 'group')?.int ?? 1;
    return convolution(x, { kernel: second(call), bias: call.inputs[2], group, geometry });
  },
  MaxPool: (x, call) => maxPool(x, geometryOf(call, attribute(call, 'kernel_shape')?.ints ?? [])),
  AveragePool: (x, call) => averagePool(x, geometryOf(call, attribute(call, 'kernel_shape')?.ints ?? [])),
  GlobalMaxPool: (x) => globalPool(x, (values) => [...values].reduce((a, b) => Math.max(a, b), -Infinity)),
  GlobalAveragePool: (x) => globalPool(x, (values) => [...values].reduce((a, b) => a + b, 0) / values.length),
};

function geometryOf(call: Call, kernel: readonly number[]): Parameters<typeof maxPool>[1] {
  const ints = (name: string, fallback: readonly number[]): readonly number[] =>
    attribute(call, name)?.ints ?? fallback;
  return {
    kernel,
    strides: ints('strides', [1, 1]),
    dilations: ints('dilations', [1, 1]),
    pads: ints('pads', [0, 0, 0, 0]),
  };
}

function normalized(x: Tensor, call: Call): Tensor {
  const [, scale, shift, mean, variance] = call.inputs;
  const epsilon = attribute(call, 'epsilon')?.float ?? 1e-5;
  const channels = x.shape[1] ?? 1;
  const places = x.shape.slice(2).reduce((product, size) => product * size, 1);
  const data = Float32Array.from(x.data, (value, index) => {
    const channel = Math.floor(index / places) % channels;
    const of = (tensor: Tensor | undefined): number => tensor?.data[channel] as number;
    return ((value - of(mean)) / Math.sqrt(of(variance) + epsilon)) * of(scale) + of(shift);
  });
  return { shape: x.shape, data };
}

/** 0 keeps a length, -1 is what is left. */
function reshapedTo(x: Tensor, wanted: readonly number[]): readonly number[] {
  const sizes = wanted.map((size, axis) => (size === 0 ? (x.shape[axis] ?? 1) : size));
  const known = sizes.filter((size) => size > 0).reduce((product, size) => product * size, 1);
  return sizes.map((size) => (size === -1 ? x.data.length / known : size));
}

/** erf by its Taylor series where that converges quickly, else by Laplace's continued fraction of erfc. */
function errorFunction(x: number): number {
  const size = Math.abs(x);
  if (size > 2.5) {
    let fraction = 0;
    for (let term = 60; term > 0; term--) fraction = term / 2 / (size + fraction);
    const rest = Math.exp(-size * size) / Math.sqrt(Math.PI) / (size + fraction);
    return Math.sign(x) * (1 - rest);
  }
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}
