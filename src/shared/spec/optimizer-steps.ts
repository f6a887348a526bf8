/**
 * The step of every optimizer on a handful of numbers, in double precision: for surfaces that are formulas. The rules are
 * Keras 3's (`src/main/engine/optimizers/` has them with their papers); clipping and moving averages are left out.
 */
import { assertNever } from '../contract/errors.ts';
import type { OptimizerSpec } from './optimizers.ts';
import { learningRateAt } from './schedules.ts';

/** Where an optimizer is. */
export interface OptimizerState {
  /** Steps done. */
  readonly steps: number;
  readonly weights: readonly number[];
  /** What the rule remembers of each weight, such as `velocity`. */
  readonly slots: Readonly<Record<string, readonly number[]>>;
}

/** The state before the first step. */
export function startOptimizer(spec: OptimizerSpec, weights: readonly number[]): OptimizerState {
  const start = spec.class_name === 'Adagrad' ? spec.config.initial_accumulator_value : 0;
  const slots = start === 0 ? {} : { accumulator: weights.map(() => start) };
  return { steps: 0, weights, slots };
}

/** The state after one more step along a gradient, which has a number for each weight. */
export function stepOptimizer(
  spec: OptimizerSpec,
  { steps, weights, slots }: OptimizerState,
  gradient: readonly number[],
): OptimizerState {
  const rate = learningRateAt(spec.config.learning_rate, steps);
  const decay = 1 - (spec.config.weight_decay ?? 0) * rate;
  const after: Record<string, number[]> = {};
  const moved = weights.map((weight, place) => {
    const slot = (name: string): number => slots[name]?.[place] ?? 0;
    const step = { gradient: gradient[place] ?? 0, rate, count: steps + 1, slot };
    const { change, slots: now } = changeOf(spec, step);
    for (const [name, value] of Object.entries(now)) (after[name] ??= [])[place] = value;
    return weight * decay + change;
  });
  return { steps: steps + 1, weights: moved, slots: after };
}

/** One weight's step. */
interface Step {
  readonly gradient: number;
  readonly rate: number;
  /** The step's number, from 1. */
  readonly count: number;
  readonly slot: (name: string) => number;
}

/** What is added to the weight, and what is remembered. */
interface Change {
  readonly change: number;
  readonly slots: Readonly<Record<string, number>>;
}

type ConfigOf<Name extends OptimizerSpec['class_name']> = Extract<
  OptimizerSpec,
  { class_name: Name }
>['config'];

function changeOf(spec: OptimizerSpec, step: Step): Change {
  switch (spec.class_name) {
    case 'SGD':
      return sgd(spec.config, step);
    case 'RMSprop':
      return rmsprop(spec.config, step);
    case 'Adagrad':
      return adagrad(spec.config, step);
    case 'Adadelta':
      return adadelta(spec.config, step);
    case 'Adam':
    case 'AdamW':
      return adam(spec.config, step);
    case 'Adamax':
      return adamax(spec.config, step);
    case 'Nadam':
      return nadam(spec.config, step);
    default:
      return assertNever(spec);
  }
}

function sgd({ momentum, nesterov }: ConfigOf<'SGD'>, { gradient, rate, slot }: Step): Change {
  if (momentum === 0) return { change: -rate * gradient, slots: {} };
  const velocity = momentum * slot('velocity') - rate * gradient;
  return { change: nesterov ? momentum * velocity - rate * gradient : velocity, slots: { velocity } };
}

function rmsprop(config: ConfigOf<'RMSprop'>, { gradient, rate, slot }: Step): Change {
  const { rho, momentum, epsilon, centered } = config;
  const velocity = rho * slot('velocity') + (1 - rho) * gradient ** 2;
  const average = rho * slot('average') + (1 - rho) * gradient;
  const spread = Math.sqrt(velocity - (centered ? average ** 2 : 0) + epsilon);
  const push = (rate * gradient) / spread + (momentum > 0 ? momentum * slot('momentum') : 0);
  return { change: -push, slots: { velocity, average, momentum: push } };
}

function adagrad({ epsilon }: ConfigOf<'Adagrad'>, { gradient, rate, slot }: Step): Change {
  const accumulator = slot('accumulator') + gradient ** 2;
  return { change: (-rate * gradient) / Math.sqrt(accumulator + epsilon), slots: { accumulator } };
}

function adadelta({ rho, epsilon }: ConfigOf<'Adadelta'>, { gradient, rate, slot }: Step): Change {
  const accumulator = rho * slot('accumulator') + (1 - rho) * gradient ** 2;
  const delta = (gradient * Math.sqrt(slot('deltas') + epsilon)) / Math.sqrt(accumulator + epsilon);
  const deltas = rho * slot('deltas') + (1 - rho) * delta ** 2;
  return { change: -rate * delta, slots: { accumulator, deltas } };
}

function adam(config: ConfigOf<'Adam'>, { gradient, rate, count, slot }: Step): Change {
  const { beta_1, beta_2, epsilon, amsgrad } = config;
  const momentum = slot('momentum') + (1 - beta_1) * (gradient - slot('momentum'));
  const velocity = slot('velocity') + (1 - beta_2) * (gradient ** 2 - slot('velocity'));
  const largest = Math.max(slot('largest'), velocity);
  const scale = (rate * Math.sqrt(1 - beta_2 ** count)) / (1 - beta_1 ** count);
  const spread = Math.sqrt(amsgrad ? largest : velocity) + epsilon;
  return { change: (-scale * momentum) / spread, slots: { momentum, velocity, largest } };
}

function adamax(config: ConfigOf<'Adamax'>, { gradient, rate, count, slot }: Step): Change {
  const { beta_1, beta_2, epsilon } = config;
  const momentum = slot('momentum') + (1 - beta_1) * (gradient - slot('momentum'));
  const norm = Math.max(beta_2 * slot('norm'), Math.abs(gradient));
  const change = (-rate * momentum) / ((1 - beta_1 ** count) * (norm + epsilon));
  return { change, slots: { momentum, norm } };
}

/** The product of all momentum schedules so far is remembered beside each weight, though it is the same for all. */
function nadam(config: ConfigOf<'Nadam'>, { gradient, rate, count, slot }: Step): Change {
  const { beta_1, beta_2, epsilon } = config;
  const schedule = (at: number): number => beta_1 * (1 - 0.5 * 0.96 ** at);
  const product = (count === 1 ? 1 : slot('product')) * schedule(count);
  const next = schedule(count + 1);
  const momentum = slot('momentum') + (1 - beta_1) * (gradient - slot('momentum'));
  const velocity = slot('velocity') + (1 - beta_2) * (gradient ** 2 - slot('velocity'));
  const ahead = (next * momentum) / (1 - product * next);
  const now = ((1 - schedule(count)) * gradient) / (1 - product);
  const spread = Math.sqrt(velocity / (1 - beta_2 ** count)) + epsilon;
  return { change: (-rate * (ahead + now)) / spread, slots: { product, momentum, velocity } };
}
