/**
 * A traced function as a list of its nodes. TF.js writes the number of pictures into shapes, so a trace holds for one
 * number only; two traces of different numbers show where it stands.
 */
import { LabError } from '../../../shared/contract/errors.ts';
import type { GraphBuilder, NodeOptions, Ref, TensorValue } from '../native/graph.ts';
import type { TraceTarget } from '../native/trace.ts';

type Entry =
  | { readonly kind: 'constant'; readonly value: TensorValue }
  | {
      readonly kind: 'operation';
      readonly scope: string;
      readonly operation: string;
      readonly inputs: readonly Ref[];
      readonly options: NodeOptions;
    };

/** Operations that take -1 for the one length that follows from the others, as {@link writeForAnyCount} puts it. */
const openOperations = new Set(['Reshape', 'Slice']);

/** Collects what a trace records. Its nodes are called after their place in the list. */
export class NodeList implements TraceTarget {
  readonly entries: Entry[] = [];
  /** What the function returned. */
  result: Ref | null = null;
  #scope = '';

  /** The layer at work. */
  get scope(): string {
    return this.#scope;
  }

  /** Runs `build` with the layer's name noted for all nodes that it makes. */
  inScope<T>(name: string, build: () => T): T {
    this.#scope = name;
    try {
      return build();
    } finally {
      this.#scope = '';
    }
  }

  /** Adds a constant. */
  constant(value: TensorValue): Ref {
    const [ref] = this.#add({ kind: 'constant', value }, [value.type]);
    return ref as Ref;
  }

  /** Adds an operation. */
  ops(operation: string, inputs: readonly Ref[], options: NodeOptions = {}): Ref[] {
    const types = options.outputs ?? [inputs[0]?.type ?? 'float32'];
    return this.#add({ kind: 'operation', scope: this.#scope, operation, inputs, options }, types);
  }

  #add(entry: Entry, types: readonly Ref['type'][]): Ref[] {
    const node = placeName(this.entries.push(entry) - 1);
    return types.map((type, output) => ({ node, output, type }));
  }
}

/**
 * Writes a function that was traced for two numbers of pictures into a graph that takes any number, and answers its
 * result. @throws LabError `engine.trace` where the function depends on the number in another way than by a shape.
 */
export function writeForAnyCount(graph: GraphBuilder, first: NodeList, second: NodeList): Ref {
  const written = new Map<string, readonly Ref[]>();
  const openShapes = new Set<string>();
  const resolve = (ref: Ref): Ref => written.get(ref.node)?.[ref.output] ?? ref;
  first.entries.forEach((entry, place) => {
    const name = placeName(place);
    const other = second.entries[place];
    if (entry.kind === 'constant' && other?.kind === 'constant') {
      const open = openShape(entry.value, other.value);
      if (open !== null) openShapes.add(name);
      written.set(name, [graph.constant(open ?? entry.value)]);
    } else if (entry.kind === 'operation' && other?.kind === 'operation') {
      const { operation, inputs, options, scope } = entry;
      const isOpen = inputs.some(({ node }) => openShapes.has(node));
      if (operation !== other.operation || (isOpen && !openOperations.has(operation)))
        throw dependsOnCount(scope);
      const add = (): Ref[] => graph.ops(operation, inputs.map(resolve), options);
      const refs = scope === '' ? add() : graph.inScope(scope, add);
      written.set(name, refs);
    } else throw dependsOnCount('');
  });
  return resolve(first.result as Ref);
}

/** The shape with -1 in place of the length that depends on the number of pictures; null where none does. */
function openShape(first: TensorValue, second: TensorValue): TensorValue | null {
  if (first.data.length !== second.data.length) throw dependsOnCount('');
  const places = [...first.data.keys()].filter((place) => !Object.is(first.data[place], second.data[place]));
  if (places.length === 0) return null;
  if (places.length > 1 || first.type !== 'int32') throw dependsOnCount('');
  const data = Int32Array.from(first.data);
  data[places[0] as number] = -1;
  return { ...first, data };
}

function dependsOnCount(scope: string): LabError {
  return new LabError('engine.trace', { problem: 'it depends on the number of pictures', scope });
}

/** No node of a graph is called so: TensorFlow takes no such character. */
function placeName(place: number): string {
  return `#${place}`;
}
