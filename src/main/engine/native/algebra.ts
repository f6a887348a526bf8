/**
 * Arithmetic on float32 nodes of a graph, for rules that are written as formulas rather than as TF.js functions:
 * optimizer updates, counters, metrics. Numbers become constants, rounded to float32 as Keras's are.
 */
import type { GraphBuilder, Ref, Variable } from './graph.ts';

/** A node or a number. */
export type Term = Ref | number;

/** Element-wise arithmetic with broadcasting. */
export class Algebra {
  readonly graph: GraphBuilder;

  constructor(graph: GraphBuilder) {
    this.graph = graph;
  }

  add = (a: Term, b: Term): Ref => this.#apply('AddV2', a, b);
  sub = (a: Term, b: Term): Ref => this.#apply('Sub', a, b);
  mul = (a: Term, b: Term): Ref => this.#apply('Mul', a, b);
  div = (a: Term, b: Term): Ref => this.#apply('RealDiv', a, b);
  max = (a: Term, b: Term): Ref => this.#apply('Maximum', a, b);
  min = (a: Term, b: Term): Ref => this.#apply('Minimum', a, b);
  pow = (a: Term, b: Term): Ref => this.#apply('Pow', a, b);
  sqrt = (a: Term): Ref => this.#apply('Sqrt', a);
  square = (a: Term): Ref => this.#apply('Square', a);
  abs = (a: Term): Ref => this.#apply('Abs', a);

  /** The sum of all elements, as a scalar. `rank` is the number of axes of `a`. */
  sum(a: Ref, rank: number): Ref {
    if (rank === 0) return a;
    const axes = this.graph.integers(Array.from({ length: rank }, (_, axis) => axis));
    return this.graph.op('Sum', [a, axes], {
      attributes: { T: { type: 'float32' }, Tidx: { type: 'int32' } },
    });
  }

  /** `a` where the condition (a bool scalar node) holds, else `b`. */
  choose(condition: Ref, a: Term, b: Term): Ref {
    const inputs = [condition, this.#node(a), this.#node(b)];
    return this.graph.op('SelectV2', inputs, {
      attributes: { T: { type: 'float32' } },
      outputs: ['float32'],
    });
  }

  /** An int32 node as float32. */
  toFloat(a: Ref): Ref {
    const attributes = { SrcT: { type: a.type }, DstT: { type: 'float32' } } as const;
    return this.graph.op('Cast', [a], { attributes, outputs: ['float32'] });
  }

  /** Sets `variable = value` after the given nodes; answers a node that stands for the done change. */
  set(variable: Variable, value: Ref, after: readonly Ref[]): Ref {
    return this.graph.assign(variable, value, after);
  }

  /** Subtracts in place after the given nodes. */
  subtractFrom(variable: Variable, value: Ref, after: readonly Ref[]): Ref {
    return this.graph.op('AssignSubVariableOp', [variable.handle, value], {
      attributes: { dtype: { type: 'float32' } },
      after,
    });
  }

  /** The value of a variable once the given nodes have run. */
  readAfter(variable: Variable, after: readonly Ref[]): Ref {
    const attributes = { dtype: { type: variable.type } };
    return this.graph.op('ReadVariableOp', [variable.handle], {
      attributes,
      after,
      outputs: [variable.type],
    });
  }

  #apply(operation: string, ...terms: Term[]): Ref {
    const inputs = terms.map((term) => this.#node(term));
    return this.graph.op(operation, inputs, { attributes: { T: { type: 'float32' } }, outputs: ['float32'] });
  }

  #node(term: Term): Ref {
    return typeof term === 'number' ? this.graph.scalar(term) : term;
  }
}
