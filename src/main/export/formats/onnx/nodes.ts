/**
 * The operations of a net as ONNX nodes. Pictures are `[N, channels, rows, columns]` inside, whatever the input is,
 * because that is the only order in which ONNX has convolutions.
 */
import { assertNever } from '../../../../shared/contract/errors.ts';
import type { ActivationName } from '../../../../shared/spec/activations.ts';
import type { Borders, InferenceOperation, Values } from '../../inference/operations.ts';
import type { OnnxGraph } from './graph.ts';
import { transposed } from './transposed.ts';

type OperationOf<Kind extends InferenceOperation['kind']> = Extract<InferenceOperation, { kind: Kind }>;

const isPicture = (shape: readonly number[]): boolean => shape.length === 3;

/** Adds the operations one after the other and answers the name of the last output. */
export function addOperations(
  graph: OnnxGraph,
  operations: readonly InferenceOperation[],
  input: string,
): string {
  return operations.reduce((x, operation) => addOperation(graph, operation, x), input);
}

function addOperation(graph: OnnxGraph, operation: InferenceOperation, x: string): string {
  const { layer } = operation;
  switch (operation.kind) {
    case 'convolution':
      return addConvolution(graph, operation, x);
    case 'dense':
      return addDense(graph, operation, x);
    case 'rescaling': {
      const scaled = graph.add(layer, 'Mul', [x, graph.scalar(layer, 'scale', operation.scale)]);
      return graph.add(layer, 'Add', [scaled, graph.scalar(layer, 'offset', operation.offset)]);
    }
    case 'batch-normalization':
      return addBatchNormalization(graph, operation, x);
    case 'layer-normalization':
      return addLayerNormalization(graph, operation, x);
    case 'pooling': {
      const { take, size, strides, padding } = operation;
      const window = { kernel_shape: { ints: size }, strides: { ints: strides }, pads: pads(padding) };
      if (take === 'maximum') return graph.add(layer, 'MaxPool', [x], window);
      return graph.add(layer, 'AveragePool', [x], { ...window, count_include_pad: { int: 0 } });
    }
    case 'global-pooling': {
      const name = operation.take === 'maximum' ? 'GlobalMaxPool' : 'GlobalAveragePool';
      const pooled = graph.add(layer, name, [x]);
      return isPicture(operation.outputShape) ? pooled : addReshape(graph, layer, pooled);
    }
    case 'activation':
      return addActivation(graph, operation, x);
    case 'rectifier':
      return addRectifier(graph, operation, x);
    case 'zero-padding': {
      const [[top, bottom], [left, right]] = operation.padding;
      const sides = graph.integers(layer, 'pads', [0, 0, top, left, 0, 0, bottom, right]);
      return graph.add(layer, 'Pad', [x, sides]);
    }
    case 'crop':
      return addCrop(graph, operation, x);
    case 'flatten':
      return addReshape(graph, layer, addTranspose(graph, layer, x, 'NHWC'));
    case 'sum': {
      const main = addOperations(graph, operation.main, x);
      return graph.add(layer, 'Add', [main, addOperations(graph, operation.shortcut, x)]);
    }
    default:
      return assertNever(operation);
  }
}

/** Puts pictures into the given order, from the other one. */
export function addTranspose(graph: OnnxGraph, layer: string, x: string, to: 'NHWC' | 'NCHW'): string {
  const ints = to === 'NHWC' ? [0, 2, 3, 1] : [0, 3, 1, 2];
  return graph.add(layer, 'Transpose', [x], { perm: { ints } });
}

function addReshape(graph: OnnxGraph, layer: string, x: string): string {
  return graph.add(layer, 'Reshape', [x, graph.integers(layer, 'shape', [0, -1])]);
}

function pads([[top, bottom], [left, right]]: Borders): { readonly ints: readonly number[] } {
  return { ints: [top, left, bottom, right] };
}

function addConvolution(graph: OnnxGraph, operation: OperationOf<'convolution'>, x: string): string {
  const { layer, kernel, bias, channels, dilations, strides, padding, inputShape } = operation;
  const [rows = 1, columns = 1, depth = 1, count = 1] = kernel.shape;
  const values =
    channels === 'all'
      ? transposed(kernel, [3, 2, 0, 1])
      : { shape: [depth * count, 1, rows, columns], data: transposed(kernel, [2, 3, 0, 1]).data };
  return addConv(graph, layer, {
    ...{ x, bias },
    kernel: values,
    attributes: {
      ...{ kernel_shape: { ints: [rows, columns] }, strides: { ints: strides }, pads: pads(padding) },
      ...{ dilations: { ints: dilations }, group: { int: channels === 'all' ? 1 : (inputShape[2] ?? 1) } },
    },
  });
}

interface ConvolutionParts {
  readonly x: string;
  readonly kernel: Values;
  readonly bias: Float32Array | null;
  readonly attributes: Parameters<OnnxGraph['add']>[3];
}

function addConv(graph: OnnxGraph, layer: string, { x, kernel, bias, attributes }: ConvolutionParts): string {
  const inputs = [x, graph.constant(layer, 'kernel', kernel.shape, kernel.data)];
  if (bias !== null) inputs.push(graph.constant(layer, 'bias', [bias.length], bias));
  return graph.add(layer, 'Conv', inputs, attributes ?? {});
}

/** Of pictures every place is multiplied by itself, which is a convolution of 1 × 1. */
function addDense(graph: OnnxGraph, operation: OperationOf<'dense'>, x: string): string {
  const { layer, kernel, bias, inputShape } = operation;
  if (isPicture(inputShape)) {
    const { shape, data } = transposed(kernel, [1, 0]);
    return addConv(graph, layer, { x, bias, kernel: { shape: [...shape, 1, 1], data }, attributes: {} });
  }
  const inputs = [x, graph.constant(layer, 'kernel', kernel.shape, kernel.data)];
  if (bias !== null) inputs.push(graph.constant(layer, 'bias', [bias.length], bias));
  return graph.add(layer, 'Gemm', inputs);
}

function addBatchNormalization(
  graph: OnnxGraph,
  operation: OperationOf<'batch-normalization'>,
  x: string,
): string {
  const { layer, epsilon } = operation;
  const vector = (part: 'gamma' | 'beta' | 'mean' | 'variance'): string =>
    graph.constant(layer, part, [operation[part].length], operation[part]);
  const inputs = [x, vector('gamma'), vector('beta'), vector('mean'), vector('variance')];
  return graph.add(layer, 'BatchNormalization', inputs, { epsilon: { float: epsilon } });
}

/** Written out, because ONNX's own operation takes the last axes only. */
function addLayerNormalization(
  graph: OnnxGraph,
  operation: OperationOf<'layer-normalization'>,
  x: string,
): string {
  const { layer, axes, epsilon, inputShape } = operation;
  const places = isPicture(inputShape) ? axes.map((axis) => [2, 3, 1][axis] as number) : [1];
  const along = graph.integers(layer, 'axes', places.toSorted());
  const mean = (values: string): string => graph.add(layer, 'ReduceMean', [values, along]);
  const difference = graph.add(layer, 'Sub', [x, mean(x)]);
  const variance = mean(graph.add(layer, 'Mul', [difference, difference]));
  const raised = graph.add(layer, 'Add', [variance, graph.scalar(layer, 'epsilon', epsilon)]);
  const deviation = graph.add(layer, 'Sqrt', [raised]);
  const normal = graph.add(layer, 'Div', [difference, deviation]);
  const spread = (part: 'gamma' | 'beta', data: Float32Array): string => {
    const shape = inputShape.map((size, axis) => (axes.includes(axis) ? size : 1));
    const values = isPicture(inputShape) ? transposed({ shape, data }, [2, 0, 1]) : { shape, data };
    return graph.constant(layer, part, [1, ...values.shape], values.data);
  };
  const { gamma, beta } = operation;
  const scaled = gamma === null ? normal : graph.add(layer, 'Mul', [normal, spread('gamma', gamma)]);
  return beta === null ? scaled : graph.add(layer, 'Add', [scaled, spread('beta', beta)]);
}

/** Keras's functions that ONNX has under another name; `alpha` where its default is another. */
const activationNodes: Readonly<Record<Exclude<ActivationName, 'linear' | 'silu' | 'softmax'>, string>> = {
  sigmoid: 'Sigmoid',
  tanh: 'Tanh',
  relu: 'Relu',
  leaky_relu: 'LeakyRelu',
  elu: 'Elu',
  selu: 'Selu',
  gelu: 'Gelu',
};

function addActivation(
  graph: OnnxGraph,
  { layer, activation, outputShape }: OperationOf<'activation'>,
  x: string,
): string {
  if (activation === 'silu') return graph.add(layer, 'Mul', [x, graph.add(layer, 'Sigmoid', [x])]);
  if (activation === 'softmax')
    return graph.add(layer, 'Softmax', [x], { axis: { int: isPicture(outputShape) ? 1 : -1 } });
  const attributes = activation === 'leaky_relu' ? { alpha: { float: 0.2 } } : {};
  return graph.add(layer, activationNodes[activation], [x], attributes);
}

function addRectifier(
  graph: OnnxGraph,
  { layer, maximum, slope, threshold }: OperationOf<'rectifier'>,
  x: string,
): string {
  const isPlain = maximum === null && threshold === 0;
  if (isPlain && slope === 0) return graph.add(layer, 'Relu', [x]);
  if (isPlain) return graph.add(layer, 'LeakyRelu', [x], { alpha: { float: slope } });
  const limit = graph.scalar(layer, 'threshold', threshold);
  const isAbove = graph.add(layer, 'Greater', [x, limit]);
  const above = maximum === null ? x : graph.add(layer, 'Min', [x, graph.scalar(layer, 'maximum', maximum)]);
  const distance = graph.add(layer, 'Sub', [x, limit]);
  const below = graph.add(layer, 'Mul', [distance, graph.scalar(layer, 'slope', slope)]);
  return graph.add(layer, 'Where', [isAbove, above, below]);
}

function addCrop(graph: OnnxGraph, operation: OperationOf<'crop'>, x: string): string {
  const { layer, corner, size, outputShape } = operation;
  const ends = corner.map((start, axis) => start + (size[axis] ?? 0));
  const cut = graph.add(layer, 'Slice', [
    ...[x, graph.integers(layer, 'starts', corner), graph.integers(layer, 'ends', ends)],
    graph.integers(layer, 'axes', [2, 3]),
  ]);
  const [height = 1, width = 1] = outputShape;
  if (size[0] === height && size[1] === width) return cut;
  const sizes = graph.integers(layer, 'sizes', [height, width]);
  return graph.add(layer, 'Resize', [cut, '', '', sizes], {
    mode: { text: 'linear' },
    coordinate_transformation_mode: { text: 'half_pixel' },
    axes: { ints: [2, 3] },
  });
}
