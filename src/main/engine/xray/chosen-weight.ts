/** The one weight whose formula is filled in: where it is, and what a step did to it. */
import { LabError } from '../../../shared/contract/errors.ts';
import type { Change, ChosenWeight, XrayWeight } from '../../../shared/contract/xray.ts';
import { fillFormula } from '../../../shared/spec/filled-formula.ts';
import type { OptimizerSpec } from '../../../shared/spec/optimizers.ts';
import type { ModelWeight } from '../model.ts';
import type { Gradients, OptimizerState } from '../session.ts';
import { norm } from './numbers.ts';

/** A weight that is there. */
export interface WeightPlace {
  readonly name: string;
  /** Place on each axis. */
  readonly index: readonly number[];
  /** Place in row-major order. */
  readonly place: number;
}

/** Finds a weight among those that are trained. @throws LabError `xray.no-such-weight`, `xray.no-such-place`. */
export function findWeight(
  weights: readonly ModelWeight[],
  { name, index: given }: ChosenWeight,
): WeightPlace {
  const trained = weights.filter(({ trainable }) => trainable);
  const weight = trained.find(({ key }) => key === name);
  if (!weight) {
    const known = trained.map(({ key }) => key).join(', ');
    throw new LabError('xray.no-such-weight', { name, known });
  }
  const { shape } = weight;
  const place = given.length === 1 ? given[0] : rowMajor(given, shape);
  const size = shape.reduce((product, length) => product * length, 1);
  if (place === undefined || place >= size) {
    throw new LabError('xray.no-such-place', { name, index: given.join(','), shape: shape.join(','), size });
  }
  return { name, index: axesOf(place, shape), place };
}

function axesOf(place: number, shape: readonly number[]): number[] {
  let rest = place;
  return shape
    .toReversed()
    .map((length) => {
      const index = rest % length;
      rest = (rest - index) / length;
      return index;
    })
    .toReversed();
}

/** The place in row-major order; the first where no index is given, undefined outside the shape. */
function rowMajor(index: readonly number[], shape: readonly number[]): number | undefined {
  if (index.length === 0) return 0;
  const isInside = index.length === shape.length && shape.every((length, axis) => index[axis]! < length);
  return isInside ? shape.reduce((place, length, axis) => place * length + index[axis]!, 0) : undefined;
}

/** A step as the recorder saw it. */
export interface SeenStep {
  /** Steps done before it. */
  readonly iteration: number;
  readonly before: OptimizerState;
  readonly after: OptimizerState;
  readonly gradients: Gradients;
}

/** What a step did to one weight, with the formula that says so. */
export function weightInStep(
  optimizer: OptimizerSpec,
  { name, index, place }: WeightPlace,
  seen: SeenStep,
): XrayWeight {
  const { before, after, gradients, iteration } = seen;
  const [old, now] = [before.weights.get(name), after.weights.get(name)];
  const tensorGradient = gradients.get(name) ?? new Float32Array();
  const weight = { before: old?.values[place] ?? NaN, after: now?.values[place] ?? NaN };
  const slots = changes(
    mapValues(old?.slots ?? {}, (values) => values[place] ?? NaN),
    mapValues(now?.slots ?? {}, (values) => values[place] ?? NaN),
  );
  const shared = changes(before.shared, after.shared);
  const gradient = tensorGradient[place] ?? NaN;
  const formula = fillFormula(optimizer, {
    weight: weight.before,
    gradient,
    gradientNorm: norm([tensorGradient]),
    globalGradientNorm: norm([...gradients.values()]),
    learningRate: before.learningRate,
    iteration,
    slots: mapValues(slots, (change) => change.before),
    shared: mapValues(shared, (change) => change.before),
  });
  return { name, index, weight, gradient, clippedGradient: formula.gradient, slots, shared, formula };
}

function changes(
  before: Readonly<Record<string, number>>,
  after: Readonly<Record<string, number>>,
): Record<string, Change> {
  return Object.fromEntries(
    Object.entries(before).map(([name, value]) => [name, { before: value, after: after[name] ?? NaN }]),
  );
}

function mapValues<In, Out>(
  record: Readonly<Record<string, In>>,
  of: (value: In) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, of(value)]));
}
