/**
 * The one place that loads TensorFlow. It checks what must hold before a native module may be loaded, cures what
 * `@tensorflow/tfjs-node-gpu` 4.22 lacks on current Node versions, and gives the binding a type.
 */
import { createRequire } from 'node:module';
import type * as TensorFlow from '@tensorflow/tfjs-node-gpu';
import { LabError } from '../../../shared/contract/errors.ts';

/** The TF.js name space, with its gradients and its native kernels. */
export type Tf = typeof TensorFlow;

/** An attribute of an operation as the binding takes it. */
export interface NativeAttribute {
  readonly name: string;
  /** One of the `TF_ATTR_*` numbers of the binding. */
  readonly type: number;
  readonly value: unknown;
}

/** What the binding says of a tensor: a handle, its shape and TensorFlow's number for its type. */
export interface NativeTensor {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
}

/** Values that the binding takes and gives. int64 counts as `Int32Array` and is not used here. */
export type NativeValues = Float32Array | Int32Array | Uint8Array;

/** The functions of the native binding that the engine uses. */
export interface NativeBinding {
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
  readonly TF_Version: string;
  createTensor(shape: readonly number[], dtype: number, values: NativeValues): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): NativeValues;
  executeOp(
    name: string,
    attributes: readonly NativeAttribute[],
    inputs: readonly number[],
    outputs: number,
  ): NativeTensor[];
  isUsingGpuDevice(): boolean;
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(session: number): void;
  runSavedModel(
    session: number,
    inputs: readonly number[],
    inputNames: string,
    outputNames: string,
  ): NativeTensor[];
  getNumOfSavedModels(): number;
  getNumOfTensors(): number;
}

/** The TF.js backend that wraps the binding. */
export interface NativeBackend {
  binding: NativeBinding;
  createOutputTensor(tensor: NativeTensor): TensorFlow.Tensor;
  getInputTensorIds(tensors: readonly TensorFlow.Tensor[]): number[];
}

/** TensorFlow's own numbers of the element types that the engine names. */
export const typeNumbers = {
  float32: 1,
  int32: 3,
  uint8: 4,
  int64: 9,
  bool: 10,
  bfloat16: 14,
  uint16: 17,
  uint32: 22,
  uint64: 23,
} as const;

/** An element type by name. */
export type ElementType = keyof typeof typeNumbers;

/** Everything that loading TensorFlow yields. */
export interface Native {
  readonly tf: Tf;
  readonly backend: NativeBackend;
  readonly binding: NativeBinding;
}

let loaded: Native | undefined;

/**
 * Loads TensorFlow on first use; later calls answer the same objects.
 * @throws LabError `engine.unavailable` when the library or its binding is missing or does not load.
 */
export function loadNative(): Native {
  loaded ??= load();
  return loaded;
}

function load(): Native {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 22) throw new LabError('engine.unavailable', { reason: `Node ${process.versions.node} < 22` });
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '3';
  const require = createRequire(import.meta.url);
  restoreRemovedNodeFunctions(require);
  try {
    const tf = require('@tensorflow/tfjs-node-gpu') as Tf;
    tf.enableProdMode();
    const backend = tf.backend() as unknown as NativeBackend;
    return { tf, backend, binding: backend.binding };
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new LabError('engine.unavailable', { reason }, cause);
  }
}

/** TF.js 4.22 calls functions of `util` that Node 23 removed or that warn (tensorflow/tfjs issue 8609). */
function restoreRemovedNodeFunctions(require: NodeJS.Require): void {
  const util = require('node:util') as Record<string, unknown>;
  util['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
  util['isArray'] = Array.isArray;
}
