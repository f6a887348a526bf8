/**
 * Writes a TF.js function into a graph by letting it run once.
 *
 * Everything that TF.js computes natively passes `executeOp` of its binding. While the function runs eagerly on
 * sample values, each of these calls is recorded as a node of the graph: the function's inputs become the given
 * nodes, tensors that it makes itself become constants. Autodiff is TF.js's own, so that a traced function may
 * call `tf.grads`.
 *
 * What must not end up in a graph is refused: reading a value (the graph would keep the sample's), drawing from
 * `Math.random`, and float constants of several different numbers (a random array that was baked in; TF.js's
 * seeded dropout is one). Randomness belongs into stateless native operations keyed by an input.
 */
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { LabError } from '../../../shared/contract/errors.ts';
import {
  loadNative,
  typeNumbers,
  type ElementType,
  type Native,
  type NativeAttribute,
  type NativeBinding,
} from './binding.ts';
import type { Attribute, GraphBuilder, Ref, TensorValue } from './graph.ts';

/** An input of a traced function: its node, and sample values of the shape that the graph will see. */
export interface TraceInput {
  readonly ref: Ref;
  readonly shape: readonly number[];
}

/** Where a traced function is written to. */
export type TraceTarget = Pick<GraphBuilder, 'scope' | 'constant' | 'ops'>;

/** Operations that draw from TensorFlow's own, unrepeatable generators. */
const statefulRandomOps = new Set([
  'RandomUniform',
  'RandomUniformInt',
  'RandomStandardNormal',
  'TruncatedNormal',
  'Multinomial',
  'RandomShuffle',
  'RandomGamma',
]);

/**
 * Runs `build` once and adds what it computes to the graph.
 * @param inputs Nodes that stand for the function's arguments, in order.
 * @param build A pure function of tensors; the tensors that it returns are kept as nodes and disposed.
 * @returns The nodes of the returned tensors.
 * @throws LabError `engine.trace` when the function reads values or bakes in random ones; the current scope
 *   (layer) is named.
 */
export function traceInto(
  graph: TraceTarget,
  inputs: readonly TraceInput[],
  build: (inputs: Tensor[]) => Tensor[],
): Ref[] {
  const native = loadNative();
  const recorder = new Recorder(native, graph);
  const restore = recorder.install();
  try {
    const samples = inputs.map((input) => recorder.sample(input));
    const outputs = build(samples);
    const refs = outputs.map((tensor) =>
      recorder.refOf(native.backend.getInputTensorIds([tensor])[0] as number),
    );
    for (const tensor of outputs) tensor.dispose();
    return refs;
  } finally {
    restore();
  }
}

class Recorder {
  readonly #native: Native;
  readonly #graph: TraceTarget;
  readonly #binding: NativeBinding;
  readonly #refs = new Map<number, Ref>();
  readonly #constants = new Map<number, TensorValue>();
  readonly #retired = new Set<number>();

  constructor(native: Native, graph: TraceTarget) {
    this.#native = native;
    this.#graph = graph;
    this.#binding = native.backend.binding;
  }

  /** Puts the recording binding in place; the returned function takes it out again and frees all tensors. */
  install(): () => void {
    const { backend, tf } = this.#native;
    const random = Math.random;
    backend.binding = this.#recordingBinding();
    Math.random = () => {
      throw new LabError('engine.trace', { problem: 'it draws from Math.random', scope: this.#graph.scope });
    };
    tf.engine().startScope();
    return () => {
      tf.engine().endScope();
      Math.random = random;
      backend.binding = this.#binding;
      for (const id of this.#retired) this.#binding.deleteTensor(id);
    };
  }

  /** A tensor that stands for an input: zeros, or small class indices for integers. */
  sample({ ref, shape }: TraceInput): Tensor {
    const size = shape.reduce((product, length) => product * length, 1);
    const data =
      ref.type === 'float32'
        ? new Float32Array(size)
        : ref.type === 'uint8'
          ? new Uint8Array(size)
          : new Int32Array(size);
    const id = this.#binding.createTensor(shape, typeNumbers[ref.type], data);
    this.#refs.set(id, ref);
    return this.#native.backend.createOutputTensor({ id, shape: [...shape], dtype: typeNumbers[ref.type] });
  }

  /** The node of a tensor; a tensor that no operation made becomes a constant. */
  refOf(id: number): Ref {
    const known = this.#refs.get(id);
    if (known) return known;
    const value = this.#constants.get(id);
    if (!value)
      throw new LabError('engine.trace', {
        problem: 'it uses a tensor from outside',
        scope: this.#graph.scope,
      });
    if (value.type === 'float32' && value.data.some((element) => !Object.is(element, value.data[0]))) {
      const problem = `it bakes in ${value.data.length} different numbers`;
      throw new LabError('engine.trace', { problem, scope: this.#graph.scope });
    }
    const made = this.#graph.constant(value);
    this.#refs.set(id, made);
    return made;
  }

  #recordingBinding(): NativeBinding {
    const real = this.#binding;
    const replaced: Partial<NativeBinding> = {
      createTensor: (shape, dtype, values) => {
        const id = real.createTensor(shape, dtype, values);
        this.#constants.set(id, { shape: [...shape], type: elementTypeOf(dtype), data: values.slice() });
        return id;
      },
      executeOp: (name, attributes, inputs, outputs) => this.#execute(name, attributes, inputs, outputs),
      deleteTensor: (id) => void this.#retired.add(id),
      tensorDataSync: () => {
        throw new LabError('engine.trace', { problem: 'it reads a value', scope: this.#graph.scope });
      },
    };
    return Object.create(real, Object.getOwnPropertyDescriptors(replaced)) as NativeBinding;
  }

  #execute(name: string, attributes: readonly NativeAttribute[], inputs: readonly number[], outputs: number) {
    if (statefulRandomOps.has(name)) {
      throw new LabError('engine.trace', { problem: `it uses ${name}`, scope: this.#graph.scope });
    }
    const made = this.#binding.executeOp(name, attributes, inputs, outputs);
    const refs = this.#graph.ops(
      name,
      inputs.map((id) => this.refOf(id)),
      {
        attributes: Object.fromEntries(
          attributes.map((attribute) => [attribute.name, this.#attribute(attribute)]),
        ),
        outputs: made.map((tensor) => elementTypeOf(tensor.dtype)),
      },
    );
    made.forEach((tensor, index) => this.#refs.set(tensor.id, refs[index] as Ref));
    return made;
  }

  #attribute({ type, value, name }: NativeAttribute): Attribute {
    const binding = this.#binding;
    if (type === binding.TF_ATTR_TYPE) return { typeNumber: value as number };
    if (type === binding.TF_ATTR_BOOL) return { bool: value as boolean };
    if (type === binding.TF_ATTR_FLOAT) return { float: value as number };
    if (type === binding.TF_ATTR_STRING) return { text: value as string };
    if (type === binding.TF_ATTR_SHAPE) return { shape: value as number[] };
    if (type === binding.TF_ATTR_INT)
      return Array.isArray(value) ? { ints: value as number[] } : { int: value as number };
    throw new LabError('engine.graph', { problem: `attribute ${name} has an unknown type` });
  }
}

function elementTypeOf(dtype: number): ElementType {
  const found = Object.entries(typeNumbers).find(([, number]) => number === dtype);
  if (!found) throw new LabError('engine.graph', { problem: `element type ${dtype} is not supported` });
  return found[0] as ElementType;
}
