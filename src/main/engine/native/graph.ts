/**
 * Builds a TensorFlow graph node by node and writes it as the SavedModel file that the binding can load. Field numbers
 * are those of TensorFlow's `node_def.proto`, `attr_value.proto`, `tensor.proto`, `graph.proto` and `saved_model.proto`.
 *
 * A node's result is a {@link Ref}. Names get the current scope (the layer at work) as a prefix, so that an error
 * that TensorFlow reports at run time names the layer it comes from.
 */
import { LabError } from '../../../shared/contract/errors.ts';
import {
  bytesField,
  floatField,
  integerField,
  joinBytes,
  packedField,
  textField,
  type Bytes,
} from '../../../shared/protobuf.ts';
import { typeNumbers, type ElementType } from './binding.ts';

/** One output of a node. */
export interface Ref {
  readonly node: string;
  readonly output: number;
  readonly type: ElementType;
}

/** An attribute of a node. */
export type Attribute =
  | { readonly type: ElementType }
  | { readonly typeNumber: number }
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly float: number }
  | { readonly bool: boolean }
  | { readonly text: string }
  | { readonly shape: readonly number[] }
  | { readonly tensor: TensorValue };

/** Values with their shape and element type. */
export interface TensorValue {
  readonly shape: readonly number[];
  readonly type: ElementType;
  readonly data: Float32Array | Int32Array | Uint8Array;
}

/** A state that lives in the session from one call to the next. */
export interface Variable {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: ElementType;
  /** The resource handle, for operations that update in place. */
  readonly handle: Ref;
  /** The value at the start of a call (one shared node). */
  readonly value: Ref;
  /** Where a new value is fed from outside, and the node to fetch so that it is stored. */
  readonly fed: Ref;
  readonly assigned: Ref;
}

/** Everything about a node besides its operation and data inputs. */
export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, Attribute>>;
  /** Element types of the outputs; default: one output of the first input's type. */
  readonly outputs?: readonly ElementType[];
  /** Nodes that must run before this one. */
  readonly after?: readonly Ref[];
  /** A fixed name, unique in the graph; default: scope, operation and a number. */
  readonly name?: string;
}

/** TensorFlow's version number of the graph format that these operations belong to (TensorFlow 2.21). */
const graphProducer = 1395;

/** A graph under construction. */
export class GraphBuilder {
  readonly variables = new Map<string, Variable>();
  readonly #nodes: Bytes[] = [];
  readonly #names = new Set<string>();
  readonly #constants = new Map<string, Ref>();
  readonly #scope: string[] = [];
  #count = 0;

  /** Nodes so far. */
  get nodeCount(): number {
    return this.#nodes.length;
  }

  /** The layer or part at work, such as `conv2d_1`; empty outside any scope. */
  get scope(): string {
    return this.#scope.join('/');
  }

  /** Runs `build` with `name` added to the prefix of all nodes that it makes. */
  inScope<T>(name: string, build: () => T): T {
    this.#scope.push(asciiName(name));
    try {
      return build();
    } finally {
      this.#scope.pop();
    }
  }

  /** Adds an operation and answers its first output. */
  op(operation: string, inputs: readonly Ref[], options: NodeOptions = {}): Ref {
    return this.ops(operation, inputs, options)[0] as Ref;
  }

  /** Adds an operation and answers all its outputs. */
  ops(operation: string, inputs: readonly Ref[], options: NodeOptions = {}): Ref[] {
    const node = options.name ?? this.#freshName(operation);
    if (this.#names.has(node))
      throw new LabError('engine.graph', { problem: `two nodes are called ${node}` });
    this.#names.add(node);
    const links = [
      ...inputs.map((ref) => (ref.output === 0 ? ref.node : `${ref.node}:${ref.output}`)),
      ...(options.after ?? []).map((ref) => `^${ref.node}`),
    ];
    this.#nodes.push([
      ...textField(1, node),
      ...textField(2, operation),
      ...links.flatMap((link) => textField(3, link)),
      ...Object.entries(options.attributes ?? {}).flatMap(([key, value]) =>
        bytesField(5, [...textField(1, key), ...bytesField(2, attributeBytes(value))]),
      ),
    ]);
    const types = options.outputs ?? [inputs[0]?.type ?? 'float32'];
    return types.map((type, output) => ({ node, output, type }));
  }

  /** A constant; equal constants share one node. */
  constant(value: TensorValue): Ref {
    const key = `${value.type}[${value.shape.join()}]${Buffer.from(value.data.buffer, value.data.byteOffset, value.data.byteLength).toString('base64')}`;
    const known = this.#constants.get(key);
    if (known) return known;
    const name = `constant_${this.#constants.size}`;
    const attributes = { dtype: { type: value.type }, value: { tensor: value } };
    const made = this.op('Const', [], { name, attributes, outputs: [value.type] });
    this.#constants.set(key, made);
    return made;
  }

  /** A float32 scalar constant. */
  scalar(value: number): Ref {
    return this.constant({ shape: [], type: 'float32', data: Float32Array.of(value) });
  }

  /** An int32 constant: a scalar from a number, a vector from an array. */
  integers(value: number | readonly number[]): Ref {
    const list = typeof value === 'number' ? [value] : value;
    return this.constant({
      shape: typeof value === 'number' ? [] : [list.length],
      type: 'int32',
      data: Int32Array.from(list),
    });
  }

  /** A value that each call feeds. -1 in the shape leaves that size open. */
  placeholder(name: string, type: ElementType, shape: readonly number[]): Ref {
    return this.op('Placeholder', [], {
      name,
      attributes: { dtype: { type }, shape: { shape } },
      outputs: [type],
    });
  }

  /** A state of the session, whose name may be in any script. It has no value until the program assigns one. */
  variable(name: string, type: ElementType, shape: readonly number[]): Variable {
    const node = this.#freeVariableName(name);
    const attributes = { dtype: { type }, shape: { shape }, shared_name: { text: node } };
    const dtype = { dtype: { type } };
    const handle = this.op('VarHandleOp', [], { name: `variable/${node}`, attributes, outputs: [type] });
    const fed = this.placeholder(`feed/${node}`, type, shape);
    const stored = this.op('AssignVariableOp', [handle, fed], { name: `assign/${node}`, attributes: dtype });
    const assigned = this.op('Identity', [this.integers(1)], {
      name: `assigned/${node}`,
      attributes: { T: { type: 'int32' } },
      after: [stored],
    });
    const value = this.op('ReadVariableOp', [handle], {
      name: `read/${node}`,
      attributes: dtype,
      outputs: [type],
    });
    const variable = { name, shape, type, handle, value, fed, assigned };
    this.variables.set(name, variable);
    return variable;
  }

  /** Sets a variable, after the given nodes have run. */
  assign(variable: Variable, value: Ref, after: readonly Ref[]): Ref {
    const attributes = { dtype: { type: variable.type } };
    return this.op('AssignVariableOp', [variable.handle, value], {
      attributes,
      after,
      outputs: [variable.type],
    });
  }

  /** The finished graph as the bytes of a `GraphDef`. */
  toGraphDef(): Uint8Array {
    return joinBytes(this.#graphDef());
  }

  /** The finished graph as the bytes of a `saved_model.pb`. */
  toSavedModel(): Uint8Array {
    const metaGraph = [...bytesField(1, textField(4, 'serve')), ...bytesField(2, this.#graphDef())];
    return joinBytes([...integerField(1, 1), ...bytesField(2, metaGraph)]);
  }

  #graphDef(): Bytes {
    const nodes = this.#nodes.flatMap((node) => bytesField(1, node));
    return [...nodes, ...bytesField(4, integerField(1, graphProducer))];
  }

  /** What the nodes of a variable are called: TensorFlow takes few characters, and no name twice. */
  #freeVariableName(name: string): string {
    if (this.variables.has(name))
      throw new LabError('engine.graph', { problem: `two variables are called ${name}` });
    const base = name.split('/').map(asciiName).join('/');
    let node = base;
    for (let number = 1; this.#names.has(`variable/${node}`); number++) node = `${base}_${number}`;
    return node;
  }

  #freshName(operation: string): string {
    return [...this.#scope, `${operation}_${this.#count++}`].join('/');
  }
}

/** A name that TensorFlow takes: characters outside ASCII become `.u7573.` and the like. */
export function asciiName(name: string): string {
  return name.replace(/[^A-Za-z0-9_.-]/gu, (character) => `.u${character.codePointAt(0)?.toString(16)}.`);
}

/** TensorFlow's words with the names that {@link GraphBuilder} was given. */
export function withGivenNames(words: string): string {
  return words.replace(/\.u([0-9a-f]{1,6})\./g, (_, code: string) =>
    String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10ffff)),
  );
}

function attributeBytes(attribute: Attribute): Bytes {
  if ('type' in attribute) return integerField(6, typeNumbers[attribute.type]);
  if ('typeNumber' in attribute) return integerField(6, attribute.typeNumber);
  if ('int' in attribute) return integerField(3, attribute.int);
  if ('ints' in attribute) return bytesField(1, packedField(3, attribute.ints));
  if ('float' in attribute) return floatField(4, attribute.float);
  if ('bool' in attribute) return integerField(5, attribute.bool);
  if ('text' in attribute) return textField(2, attribute.text);
  if ('shape' in attribute) return bytesField(7, shapeBytes(attribute.shape));
  const { type, shape, data } = attribute.tensor;
  const content = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return bytesField(8, [
    ...integerField(1, typeNumbers[type]),
    ...bytesField(2, shapeBytes(shape)),
    ...bytesField(4, content),
  ]);
}

function shapeBytes(shape: readonly number[]): Bytes {
  return shape.flatMap((size) => bytesField(2, integerField(1, size)));
}
