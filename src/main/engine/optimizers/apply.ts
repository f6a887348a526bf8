/**
 * Writes one optimizer step into a graph, in Keras 3's order: clip gradients, weight decay, the rule's update,
 * moving average of the weights. (Keras `base_optimizer.py`.)
 */
import { assertNever } from '../../../shared/contract/errors.ts';
import type { OptimizerSpec } from '../../../shared/spec/optimizers.ts';
import { Algebra } from '../native/algebra.ts';
import type { GraphBuilder, Ref, Variable } from '../native/graph.ts';
import { adadelta } from './adadelta.ts';
import { adagrad } from './adagrad.ts';
import { adam } from './adam.ts';
import { adamax } from './adamax.ts';
import { nadam } from './nadam.ts';
import { rmsprop } from './rmsprop.ts';
import type { OptimizerRule, SlotSpec, StepTerms } from './rule.ts';
import { sgd } from './sgd.ts';

/** A trainable weight and its gradient in this step. */
export interface TrainedWeight {
  readonly variable: Variable;
  readonly gradient: Ref;
}

/** Scalars of the step that come from outside the optimizer. */
export interface StepInputs {
  readonly learningRate: Ref;
  /** Steps done before this one, int32. */
  readonly iteration: Ref;
  /** Nodes that must run before any weight changes: all reads of weights. */
  readonly after: readonly Ref[];
}

/** An optimizer's states in a graph: what fills them at the start, and the step itself. */
export interface OptimizerGraph {
  /** Every variable that the optimizer keeps, with the number that fills it. */
  readonly initial: ReadonlyMap<Variable, number>;
  /** Moving average of each weight, with `use_ema`; else empty. */
  readonly averages: ReadonlyMap<Variable, Variable>;
  /** The states of each weight by name, the moving average among them; and those that are kept once. */
  readonly slots: ReadonlyMap<Variable, Slots>;
  readonly shared: Slots;
  /** Adds one step; answers nodes that stand for all its changes. */
  step(weights: readonly TrainedWeight[], inputs: StepInputs): readonly Ref[];
}

/** Name of a weight's moving average among its slots. */
const averageSlot = 'average';

/** Makes the optimizer's variables for the given weights. */
export function buildOptimizer(
  graph: GraphBuilder,
  spec: OptimizerSpec,
  weights: readonly Variable[],
): OptimizerGraph {
  const { class_name, config } = spec;
  const rule = ruleOf(spec);
  const initial = new Map<Variable, number>();
  const make = (name: string, shape: readonly number[], fill: number): Variable => {
    const variable = graph.variable(`optimizer/${name}`, 'float32', shape);
    initial.set(variable, fill);
    return variable;
  };
  const specs: SlotSpec[] = [
    ...rule.slots(config),
    ...(config.use_ema ? [{ name: averageSlot, initial: 0 }] : []),
  ];
  const slots = new Map(
    weights.map((weight) => [
      weight,
      Object.fromEntries(
        specs.map((slot) => [slot.name, make(`${weight.name}/${slot.name}`, weight.shape, slot.initial)]),
      ),
    ]),
  );
  const shared = Object.fromEntries(
    (rule.shared ?? []).map((state) => [state.name, make(state.name, [], state.initial)]),
  );
  const step: OptimizerGraph['step'] = (trained, inputs) =>
    graph.inScope(class_name, () => new Step(graph, spec, rule, inputs).write(trained, slots, shared));
  const averages = new Map(
    [...slots].flatMap(([weight, { [averageSlot]: average }]) =>
      average ? [[weight, average] as const] : [],
    ),
  );
  return { initial, averages, slots, shared, step };
}

/** Variables by the name of the state. */
export type Slots = Readonly<Record<string, Variable>>;
type AnyConfig = OptimizerSpec['config'];

/** One step of one optimizer, while it is being written. */
class Step {
  readonly algebra: Algebra;
  readonly #config: AnyConfig;
  readonly #rule: OptimizerRule<AnyConfig>;
  readonly #inputs: StepInputs;
  readonly #terms: StepTerms<AnyConfig>;

  constructor(graph: GraphBuilder, spec: OptimizerSpec, rule: OptimizerRule<AnyConfig>, inputs: StepInputs) {
    this.algebra = new Algebra(graph);
    this.#config = spec.config;
    this.#rule = rule;
    this.#inputs = inputs;
    const localStep = this.algebra.add(this.algebra.toFloat(inputs.iteration), 1);
    this.#terms = {
      config: spec.config,
      algebra: this.algebra,
      learningRate: inputs.learningRate,
      localStep,
    };
  }

  write(weights: readonly TrainedWeight[], slots: ReadonlyMap<Variable, Slots>, shared: Slots): Ref[] {
    const states = values(shared);
    const updated = this.#rule.updateShared?.(this.#terms, states) ?? {};
    const stored = Object.entries(updated).map(([name, value]) =>
      this.algebra.set(shared[name] as Variable, value, Object.values(states)),
    );
    const changes = this.#clipped(weights).flatMap((weight) =>
      this.#update(weight, slots.get(weight.variable) ?? {}, updated),
    );
    return [...stored, ...changes];
  }

  #update({ variable, gradient }: TrainedWeight, slots: Slots, shared: Readonly<Record<string, Ref>>): Ref[] {
    const decayed = this.#decay(variable);
    const after = [...this.#inputs.after, ...decayed];
    const changed = this.#move({ variable, gradient }, slots, { after, shared });
    return [...changed, ...this.#average(variable, slots[averageSlot], changed)];
  }

  #move(
    { variable, gradient }: TrainedWeight,
    slots: Slots,
    now: { after: Ref[]; shared: Readonly<Record<string, Ref>> },
  ): Ref[] {
    const { after, shared } = now;
    if (this.#rule.inPlace)
      return [this.#rule.inPlace({ ...this.#terms, weight: variable, gradient, slots, after })];
    const old = values(slots);
    const step = this.#rule.step({ ...this.#terms, gradient, slots: old, shared });
    const stored = Object.entries(step.slots).map(([name, value]) =>
      this.algebra.set(slots[name] as Variable, value, [old[name] as Ref]),
    );
    return [...stored, this.algebra.subtractFrom(variable, step.decrease, after)];
  }

  /** Decoupled weight decay: weight -= weight · weight_decay · learning_rate, before the rule's own update. */
  #decay(weight: Variable): Ref[] {
    const { weight_decay } = this.#config;
    if (weight_decay === null) return [];
    const { mul } = this.algebra;
    const amount = mul(mul(weight.value, weight_decay), this.#inputs.learningRate);
    return [this.algebra.subtractFrom(weight, amount, this.#inputs.after)];
  }

  /** Keeps the moving average of a weight and, every `ema_overwrite_frequency` steps, puts it into the weight. */
  #average(weight: Variable, average: Variable | undefined, changed: readonly Ref[]): Ref[] {
    if (!average) return [];
    const { ema_momentum, ema_overwrite_frequency } = this.#config;
    const { algebra } = this;
    const { graph } = algebra;
    const isFirst = this.#equals(this.#inputs.iteration, 0);
    const momentum = algebra.choose(isFirst, 0, ema_momentum);
    const value = algebra.readAfter(weight, changed);
    const mean = algebra.add(
      algebra.mul(momentum, average.value),
      algebra.mul(algebra.sub(1, momentum), value),
    );
    const stored = algebra.set(average, mean, [average.value]);
    if (ema_overwrite_frequency === null) return [stored];
    const next = graph.op('AddV2', [this.#inputs.iteration, graph.integers(1)], {
      attributes: { T: { type: 'int32' } },
    });
    const rest = graph.op('FloorMod', [next, graph.integers(ema_overwrite_frequency)], {
      attributes: { T: { type: 'int32' } },
    });
    const chosen = algebra.choose(this.#equals(rest, 0), mean, value);
    return [stored, algebra.set(weight, chosen, [value])];
  }

  #equals(a: Ref, b: number): Ref {
    const { graph } = this.algebra;
    return graph.op('Equal', [a, graph.integers(b)], {
      attributes: { T: { type: 'int32' } },
      outputs: ['bool'],
    });
  }

  /** At most one of clipnorm (each gradient's own length), global_clipnorm (all together) and clipvalue is set. */
  #clipped(weights: readonly TrainedWeight[]): TrainedWeight[] {
    const { clipnorm, global_clipnorm, clipvalue } = this.#config;
    const { mul, div, max, min, sqrt, add } = this.algebra;
    const each = (clip: (gradient: Ref, weight: Variable) => Ref): TrainedWeight[] =>
      weights.map(({ variable, gradient }) => ({ variable, gradient: clip(gradient, variable) }));
    if (clipnorm !== null) {
      return each((gradient, { shape }) => {
        const length = sqrt(this.#squares(gradient, shape.length));
        return div(mul(gradient, clipnorm), max(length, clipnorm));
      });
    }
    if (global_clipnorm !== null) {
      const squares = weights.map(({ variable, gradient }) => this.#squares(gradient, variable.shape.length));
      const length = sqrt(squares.reduce((sum, square) => add(sum, square)));
      const scale = mul(min(div(1, length), 1 / global_clipnorm), global_clipnorm);
      return each((gradient) => mul(gradient, scale));
    }
    if (clipvalue !== null) return each((gradient) => max(min(gradient, clipvalue), -clipvalue));
    return [...weights];
  }

  #squares(gradient: Ref, rank: number): Ref {
    return this.algebra.sum(this.algebra.square(gradient), rank);
  }
}

function values(variables: Slots): Record<string, Ref> {
  return Object.fromEntries(Object.entries(variables).map(([name, variable]) => [name, variable.value]));
}

function ruleOf(spec: OptimizerSpec): OptimizerRule<AnyConfig> {
  switch (spec.class_name) {
    case 'SGD':
      return sgd;
    case 'RMSprop':
      return rmsprop;
    case 'Adagrad':
      return adagrad;
    case 'Adadelta':
      return adadelta;
    case 'Adam':
    case 'AdamW':
      return adam;
    case 'Adamax':
      return adamax;
    case 'Nadam':
      return nadam;
    default:
      return assertNever(spec);
  }
}
