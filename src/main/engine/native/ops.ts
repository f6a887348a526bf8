/**
 * Native operations with native gradients, where TF.js has none or composes them slowly. All are functions of
 * TF.js tensors: they run eagerly and can be traced. Images are NHWC, kernels HWIO, as in Keras.
 */
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-node-gpu';
import {
  loadNative,
  typeNumbers,
  type ElementType,
  type NativeAttribute,
  type NativeTensor,
} from './binding.ts';
import { computeType, inComputeType } from './compute-type.ts';
import type { Attribute } from './graph.ts';

/** Attributes of a native operation by name. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** Geometry of a convolution; rows first. */
export interface ConvolutionGeometry {
  readonly strides: readonly [number, number];
  readonly padding: 'valid' | 'same';
  readonly dilations: readonly [number, number];
}

/** TensorFlow's number of the Philox generator, the only one that every device has. */
const philox = 1;

const float: Attributes = { T: { type: 'float32' } };

/** Runs a native operation on float32 or int32 tensors. */
export function nativeOps(
  name: string,
  attributes: Attributes,
  inputs: readonly Tensor[],
  outputs: number,
): Tensor[] {
  const { backend } = loadNative();
  const ids = backend.getInputTensorIds(inputs);
  return execute(name, attributes, ids, outputs).map((tensor) => backend.createOutputTensor(tensor));
}

/** Runs a native operation that has one output. */
export function nativeOp(name: string, attributes: Attributes, inputs: readonly Tensor[]): Tensor {
  return nativeOps(name, attributes, inputs, 1)[0] as Tensor;
}

/** `a · b` of two matrices. Unlike TF.js's, this is the operation that TensorFlow fuses with bias and ReLU. */
export function matMul(a: Tensor, b: Tensor): Tensor {
  const product = (left: Tensor, right: Tensor, transposeLeft: boolean, transposeRight: boolean): Tensor =>
    nativeOp(
      'MatMul',
      { ...float, transpose_a: { bool: transposeLeft }, transpose_b: { bool: transposeRight } },
      [left, right],
    );
  return differentiable([a, b], ([left, right]) => ({
    value: product(left, right, false, false),
    gradient: (dy, [a, b]) => [product(dy, b, false, true), product(a, dy, true, false)],
  }));
}

/** Adds a vector along the last axis. */
export function biasAdd(x: Tensor, bias: Tensor): Tensor {
  return differentiable([x, bias], ([input, vector]) => ({
    value: nativeOp('BiasAdd', float, [input, vector]),
    gradient: (dy) => [dy, nativeOp('BiasAddGrad', float, [dy])],
  }));
}

/** max(x, 0); the gradient at 0 is 0, as in TensorFlow. */
export function relu(x: Tensor): Tensor {
  return differentiable([x], ([input]) => {
    const value = nativeOp('Relu', float, [input]);
    return {
      value,
      kept: [value],
      gradient: (dy, _inputs, [y]) => [nativeOp('ReluGrad', float, [dy, y as Tensor])],
    };
  });
}

/** |x|; the gradient at 0 is 0, as in TensorFlow (TF.js: -1). */
export function abs(x: Tensor): Tensor {
  const { tf } = loadNative();
  return differentiable([x], ([input]) => ({
    value: nativeOp('Abs', float, [input]),
    gradient: (dy, [given]) => [tf.mul(dy, tf.sign(given))],
  }));
}

/** x above 0, `slope` · x below; the gradient at 0 is `slope`, as in TensorFlow. */
export function leakyRelu(x: Tensor, slope: number): Tensor {
  const attributes: Attributes = { ...float, alpha: { float: slope } };
  return differentiable([x], ([input]) => ({
    value: nativeOp('LeakyRelu', attributes, [input]),
    gradient: (dy, [given]) => [nativeOp('LeakyReluGrad', attributes, [dy, given])],
  }));
}

/** min(max(x, 0), 6); the gradient at 6 is 0, as in TensorFlow. */
export function relu6(x: Tensor): Tensor {
  return differentiable([x], ([input]) => {
    const value = nativeOp('Relu6', float, [input]);
    return {
      value,
      kept: [value],
      gradient: (dy, _inputs, [y]) => [nativeOp('Relu6Grad', float, [dy, y as Tensor])],
    };
  });
}

/** SELU with TensorFlow's gradient at 0 (TF.js: 1.67 times it). */
export function selu(x: Tensor): Tensor {
  return differentiable([x], ([input]) => {
    const value = nativeOp('Selu', float, [input]);
    return {
      value,
      kept: [value],
      gradient: (dy, _inputs, [y]) => [nativeOp('SeluGrad', float, [dy, y as Tensor])],
    };
  });
}

/** The largest value along the axes, which stay with length 1. Equal largest values share the gradient, as in Keras. */
export function max(x: Tensor, axes: number[]): Tensor {
  const { tf } = loadNative();
  return differentiable([x], ([input]) => {
    const largest = tf.max(input, axes, true);
    return {
      value: largest,
      kept: [largest],
      gradient: (dy, [given], [value]) => {
        const isLargest = tf.cast(tf.equal(given, value as Tensor), 'float32');
        return [tf.mul(isLargest, tf.div(dy, tf.sum(isLargest, axes, true)))];
      },
    };
  });
}

/** 2-D convolution (cross-correlation, as everywhere in deep learning) of NHWC images with an HWIO kernel. */
export function conv2d(x: Tensor, kernel: Tensor, geometry: ConvolutionGeometry): Tensor {
  const { tf } = loadNative();
  const attributes: Attributes = {
    ...float,
    strides: { ints: [1, ...geometry.strides, 1] },
    dilations: { ints: [1, ...geometry.dilations, 1] },
    padding: { text: geometry.padding.toUpperCase() },
    data_format: { text: 'NHWC' },
    explicit_paddings: { ints: [] },
    use_cudnn_on_gpu: { bool: true },
  };
  const shapeOf = (tensor: Tensor): Tensor => tf.tensor1d(tensor.shape, 'int32');
  return differentiable([x, kernel], ([images, filters]) => ({
    value: nativeOp('Conv2D', attributes, [images, filters]),
    gradient: (dy, [x, w]) => [
      nativeOp('Conv2DBackpropInput', attributes, [shapeOf(x), w, dy]),
      nativeOp('Conv2DBackpropFilter', attributes, [x, shapeOf(w), dy]),
    ],
  }));
}

/** What batch normalisation yields while training. */
export interface BatchNormalized {
  readonly output: Tensor;
  readonly mean: Tensor1D;
  /** Mean squared deviation over the batch (divided by the count, as Keras keeps it). */
  readonly variance: Tensor1D;
}

/** Normalises each channel of NHWC images by the batch's own mean and variance. */
export function batchNormalize(x: Tensor, gamma: Tensor, beta: Tensor, epsilon: number): BatchNormalized {
  const { tf } = loadNative();
  const attributes: Attributes = {
    ...float,
    U: { type: 'float32' },
    epsilon: { float: epsilon },
    data_format: { text: 'NHWC' },
    is_training: { bool: true },
  };
  const empty = tf.zeros([0]);
  const forward = (...inputs: Tensor[]): Tensor[] =>
    nativeOps(
      'FusedBatchNormV3',
      { ...attributes, exponential_avg_factor: { float: 1 } },
      [...inputs, empty, empty],
      6,
    );
  const statistics = forward(x, gamma, beta);
  const output = differentiable([x, gamma, beta], ([images, scale, offset]) => {
    const made = forward(images, scale, offset);
    return {
      value: made[0] as Tensor,
      kept: made.slice(3),
      gradient: (dy, [x, gamma], reserved) =>
        nativeOps('FusedBatchNormGradV3', attributes, [dy, x, gamma, ...reserved], 5).slice(0, 3),
    };
  });
  const count = x.size / (x.shape[3] as number);
  const unbiased = statistics[2] as Tensor1D;
  return {
    output,
    mean: statistics[1] as Tensor1D,
    variance: count > 1 ? tf.mul(unbiased, (count - 1) / count) : unbiased,
  };
}

/** Cross-entropy of each row of logits with an integer class. Rows × classes, rows -> rows. */
export function sparseSoftmaxCrossEntropy(logits: Tensor, classes: Tensor): Tensor {
  return differentiable([logits], ([scores]) => {
    const [loss, slope] = nativeOps(
      'SparseSoftmaxCrossEntropyWithLogits',
      { ...float, Tlabels: { type: 'int32' } },
      [scores, classes],
      2,
    ) as [Tensor, Tensor];
    return rowsOfLoss(loss, slope);
  });
}

/** Cross-entropy of each row of logits with a row of target probabilities. */
export function softmaxCrossEntropy(logits: Tensor, targets: Tensor): Tensor {
  return differentiable([logits], ([scores]) => {
    const [loss, slope] = nativeOps('SoftmaxCrossEntropyWithLogits', float, [scores, targets], 2) as [
      Tensor,
      Tensor,
    ];
    return rowsOfLoss(loss, slope);
  });
}

/**
 * Multiplies by a random mask that zeroes a share `rate` of the elements and scales the rest by 1 / (1 - rate)
 * (inverted dropout, Srivastava et al. 2014; Keras's convention).
 *
 * Each element costs 8 random bits where the rate is a multiple of 1/256 (0.25, 0.5), which is then exact, else
 * 16 bits, which miss the rate by at most 1/131,072.
 * @param key int32 vector of 2: the same key gives the same mask, on every device.
 */
export function dropout(x: Tensor, rate: number, key: Tensor): Tensor {
  const { tf } = loadNative();
  const bits = Number.isInteger(rate * 256) ? 8 : 16;
  const levels = 2 ** bits;
  const threshold = Math.min(levels - 1, Math.round(rate * levels));
  if (threshold === 0) return x;
  return tf.mul(x, tf.mul(keepMask(x.shape, threshold, bits, key), 1 / (1 - rate)));
}

/** 1 where a random integer of the given width reaches the threshold, else 0. */
function keepMask(shape: number[], threshold: number, bits: 8 | 16, key: Tensor): Tensor {
  const { tf, backend } = loadNative();
  const size = shape.reduce((product, length) => product * length, 1);
  const perWord = 32 / bits;
  const words = Math.ceil(size / perWord);
  const lane: ElementType = bits === 8 ? 'uint8' : 'uint16';
  const made: number[] = [];
  const run = (
    name: string,
    attributes: Attributes,
    inputs: readonly number[],
    outputs: number,
  ): NativeTensor[] => {
    const tensors = execute(name, attributes, inputs, outputs);
    made.push(...tensors.map((tensor) => tensor.id));
    return tensors;
  };
  const one = (name: string, attributes: Attributes, inputs: readonly number[]): number =>
    (run(name, attributes, inputs, 1)[0] as NativeTensor).id;
  const integers = (value: Tensor): number => backend.getInputTensorIds([value])[0] as number;
  const vector = (value: number): number => integers(tf.tensor1d([value], 'int32'));

  const seed = run('StatelessRandomGetKeyCounter', { Tseed: { type: 'int32' } }, [integers(key)], 2);
  const random = one(
    'StatelessRandomUniformFullIntV2',
    { dtype: { type: 'uint32' }, Tshape: { type: 'int32' } },
    [vector(words), ...seed.map((tensor) => tensor.id), integers(tf.scalar(philox, 'int32'))],
  );
  const lanes = one('Bitcast', { T: { type: 'uint32' }, type: { type: lane } }, [random]);
  const index: Attributes = { T: { type: lane }, Tshape: { type: 'int32' } };
  const flat = one('Reshape', index, [lanes, vector(words * perWord)]);
  const slice: Attributes = { T: { type: lane }, Index: { type: 'int32' } };
  const exact = one('Slice', slice, [flat, vector(0), vector(size)]);
  const cast = (from: ElementType, to: ElementType): Attributes => ({
    SrcT: { type: from },
    DstT: { type: to },
  });
  const limit = one('Cast', cast('int32', lane), [integers(tf.scalar(threshold, 'int32'))]);
  const kept = one('GreaterEqual', { T: { type: lane } }, [exact, limit]);
  const [mask] = execute('Cast', cast('bool', 'float32'), [kept], 1) as [NativeTensor];
  for (const id of made) backend.binding.deleteTensor(id);
  return tf.reshape(backend.createOutputTensor(mask), shape);
}

/** A value and, from the slope of the loss by it, the slopes by each input. */
export interface Differentiated<Inputs> {
  readonly value: Tensor;
  /** Tensors that the gradient needs besides the inputs; they live until it has run. */
  readonly kept?: Tensor[];
  /** Takes what it needs from its arguments: tensors of `build` may be gone when it runs. */
  readonly gradient: (dy: Tensor, inputs: Inputs, kept: readonly Tensor[]) => Tensor[];
}

/** A loss per row whose slope by the logits is known with it. */
function rowsOfLoss(loss: Tensor, slope: Tensor): Differentiated<unknown> {
  const { tf } = loadNative();
  return {
    value: loss,
    kept: [slope],
    gradient: (dy, _inputs, [rows]) => [tf.mul(tf.reshape(dy, [-1, 1]), rows as Tensor)],
  };
}

/** The tensors of an input list. */
type Tensors<T extends readonly Tensor[]> = { readonly [K in keyof T]: Tensor };

/** A function of tensors with its own gradient rule. TF.js keeps nothing for the gradient that is not saved. */
export function differentiable<const T extends readonly Tensor[]>(
  inputs: T,
  build: (inputs: Tensors<T>) => Differentiated<Tensors<T>>,
): Tensor {
  const { tf } = loadNative();
  const type = computeType();
  const operation = tf.customGrad((...args) => {
    const save = args.pop() as unknown as (tensors: Tensor[]) => void;
    const { value, kept = [], gradient } = build(args as unknown as Tensors<T>);
    save([...(args as Tensor[]), ...kept]);
    const gradFunc = (dy: Tensor, saved: Tensor[]): Tensor | Tensor[] => {
      const given = saved.slice(0, inputs.length) as unknown as Tensors<T>;
      const slopes = inComputeType(type, () => gradient(dy, given, saved.slice(inputs.length)));
      return slopes.length === 1 ? (slopes[0] as Tensor) : slopes;
    };
    return { value, gradFunc };
  });
  return operation(...inputs);
}

function execute(
  name: string,
  attributes: Attributes,
  inputs: readonly number[],
  outputs: number,
): NativeTensor[] {
  const { backend } = loadNative();
  const list = Object.entries(attributes).map(([key, value]) => nativeAttribute(key, value));
  return backend.binding.executeOp(name, list, inputs, outputs);
}

function nativeAttribute(name: string, attribute: Attribute): NativeAttribute {
  const { binding } = loadNative().backend;
  if ('type' in attribute) return { name, type: binding.TF_ATTR_TYPE, value: typeNumbers[attribute.type] };
  if ('bool' in attribute) return { name, type: binding.TF_ATTR_BOOL, value: attribute.bool };
  if ('float' in attribute) return { name, type: binding.TF_ATTR_FLOAT, value: attribute.float };
  if ('text' in attribute) return { name, type: binding.TF_ATTR_STRING, value: attribute.text };
  if ('ints' in attribute) return { name, type: binding.TF_ATTR_INT, value: attribute.ints };
  if ('int' in attribute) return { name, type: binding.TF_ATTR_INT, value: attribute.int };
  throw new Error(`Attribute ${name} has no eager form`);
}
