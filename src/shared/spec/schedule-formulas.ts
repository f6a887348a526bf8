/** The formulas of learning-rate schedules; `t` is the step counted from 1, η the rate that comes out. */
import { assertNever } from '../contract/errors.ts';
import { namesIn } from './formula-text.ts';
import type { ScheduleSpec } from './schedules.ts';

/** A schedule as a formula. */
export interface ScheduleFormula {
  /** The right side of `η ← …`; see `formula-text.ts`. */
  readonly text: string;
  /** Symbol of each of its numbers. */
  readonly symbols: Readonly<Record<string, { readonly name: string; readonly value: number }>>;
}

/** The formula of a schedule; null for `PiecewiseConstantDecay`, which is a table. */
export function scheduleFormula(schedule: ScheduleSpec): ScheduleFormula | null {
  const { class_name, config } = schedule;
  switch (class_name) {
    case 'InverseTimeDecay':
      return formula(`η₀ / (1 + r·${progress(config)})`, config);
    case 'ExponentialDecay':
      return formula(`η₀·r^(${progress(config)})`, config);
    case 'PolynomialDecay':
      return formula(polynomial(config.cycle), config);
    case 'CosineDecay':
      return cosine(config);
    case 'RobbinsMonro':
      return formula('η₀ / (α·t)', config);
    case 'PiecewiseConstantDecay':
      return null;
    default:
      return assertNever(class_name);
  }
}

/** Keras's names of the symbols. */
const names: Readonly<Record<string, string>> = {
  'η₀': 'initial_learning_rate',
  'η₁': 'end_learning_rate',
  'η₂': 'warmup_target',
  r: 'decay_rate',
  S: 'decay_steps',
  W: 'warmup_steps',
  q: 'power',
  α: 'alpha',
};

function formula(text: string, config: object): ScheduleFormula {
  const numbers: ReadonlyMap<string, unknown> = new Map(Object.entries(config));
  const used = namesIn(text).flatMap((symbol) => {
    const name = names[symbol] ?? '';
    const value = numbers.get(name);
    return typeof value === 'number' ? [[symbol, { name, value }] as const] : [];
  });
  return { text, symbols: Object.fromEntries(used) };
}

/** Steps done before, in units of `decay_steps`. */
function progress({ staircase }: { readonly staircase: boolean }): string {
  return staircase ? '⌊(t − 1) / S⌋' : '(t − 1) / S';
}

/** With `cycle` the length grows to the next multiple of `decay_steps`: `−⌊−x⌋` rounds up. */
function polynomial(isCycled: boolean): string {
  const length = isCycled ? '(S·max(1, −⌊−(t − 1) / S⌋))' : 'S';
  return `(η₀ − η₁)·(1 − min(t − 1, ${length}) / ${length})^q + η₁`;
}

/** The warm-up rises to `warmup_target` in `warmup_steps` steps; the cosine falls from there. */
function cosine(config: Extract<ScheduleSpec, { class_name: 'CosineDecay' }>['config']): ScheduleFormula {
  const { warmup_target, warmup_steps } = config;
  const isWarmed = warmup_target !== null && warmup_steps > 0;
  const done = isWarmed ? 'max(0, t − 1 − W)' : 't − 1';
  const falling = `((1 − α)·0.5·(1 + cos(π·min(${done}, S) / S)) + α)`;
  if (isWarmed) return formula(`(η₀ + (η₂ − η₀)·min((t − 1) / W, 1))·${falling}`, config);
  return formula(`${warmup_target === null ? 'η₀' : 'η₂'}·${falling}`, config);
}
