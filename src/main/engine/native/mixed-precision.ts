/**
 * Writes a trace of float32 operations into a graph that computes some of them in bfloat16: 8 bits of a float32's 24
 * for the number, all 8 for its size. Processors with AVX512-BF16 or AMX multiply them twice as fast or faster, and add up in float32
 * (Kalamkar et al. 2019, “A Study of BFLOAT16 for Deep Learning Training”; the rules are those of TensorFlow's automatic
 * mixed precision).
 *
 * Heavy operations are computed in the type of their scope. Operations that only pass values on follow the type of
 * what comes in, so that a chain of layers needs no conversion between. All others, losses and sums among them, get float32.
 */
import { computeType } from './compute-type.ts';
import type { Attribute, GraphBuilder, NodeOptions, Ref } from './graph.ts';

const heavy = new Set(['Conv2D', 'Conv2DBackpropInput', 'Conv2DBackpropFilter', 'MatMul']);

const following = new Set([
  ...[
    'Relu',
    'ReluGrad',
    'Relu6',
    'Relu6Grad',
    'LeakyRelu',
    'LeakyReluGrad',
    'Elu',
    'EluGrad',
    'Selu',
    'SeluGrad',
  ],
  ...['Sigmoid', 'SigmoidGrad', 'Tanh', 'TanhGrad', 'BiasAdd', 'BiasAddGrad', 'Mul', 'AddV2', 'Reshape'],
  ...['MaxPool', 'MaxPoolGrad', 'AvgPool', 'AvgPoolGrad'],
]);

/** Adds the nodes of one trace, with conversions where types meet. */
export class MixedPrecision {
  readonly #graph: Pick<GraphBuilder, 'ops'>;
  readonly #converted = new Map<string, Ref>();

  constructor(graph: Pick<GraphBuilder, 'ops'>) {
    this.#graph = graph;
  }

  /** Adds an operation of float32 values, in the type that is its due, and answers all its outputs. */
  ops(
    name: string,
    inputs: readonly Ref[],
    options: Required<Pick<NodeOptions, 'attributes' | 'outputs'>>,
  ): Ref[] {
    const type = this.#typeOf(name, inputs);
    const typed = inputs.map((ref) => (isFloat(ref) ? this.convert(ref, type) : ref));
    if (type === 'float32') return this.#graph.ops(name, typed, options);
    const attributes: Readonly<Record<string, Attribute>> = { ...options.attributes, T: { type } };
    return this.#graph.ops(name, typed, { attributes, outputs: options.outputs.map(() => type) });
  }

  /** A float node in the given type; conversions of the same node are shared. */
  convert(ref: Ref, type: 'float32' | 'bfloat16'): Ref {
    if (ref.type === type || !isFloat(ref)) return ref;
    const key = `${ref.node}:${ref.output}`;
    const known = this.#converted.get(key);
    if (known) return known;
    const attributes = { SrcT: { type: ref.type }, DstT: { type }, Truncate: { bool: false } } as const;
    const [made] = this.#graph.ops('Cast', [ref], { attributes, outputs: [type] }) as [Ref];
    this.#converted.set(key, made);
    return made;
  }

  #typeOf(name: string, inputs: readonly Ref[]): 'float32' | 'bfloat16' {
    if (heavy.has(name)) return computeType();
    return following.has(name) && inputs.some(({ type }) => type === 'bfloat16') ? 'bfloat16' : 'float32';
  }
}

function isFloat({ type }: Ref): boolean {
  return type === 'float32' || type === 'bfloat16';
}
