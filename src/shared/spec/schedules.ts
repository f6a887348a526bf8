/** Learning-rate schedules: Keras 3's, and the Robbins-Monro rule of the lecture. */
import * as z from 'zod';
import { assertNever } from '../contract/errors.ts';
import { asClassSpec, classSpec } from './class-spec.ts';
import { reportFault } from './faults.ts';
import { count, learningRate, positive, rateOrZero } from './numbers.ts';
import { quote } from './quote.ts';

const MOST_STEPS = 1_000_000_000;
const decay = {
  initial_learning_rate: learningRate,
  decay_steps: count(MOST_STEPS),
  decay_rate: z.number().min(0).max(1e6),
  staircase: z.boolean().default(false),
};

const classes = [
  classSpec('InverseTimeDecay', decay),
  classSpec('ExponentialDecay', decay),
  classSpec('PiecewiseConstantDecay', {
    boundaries: z.array(z.int().min(0).max(MOST_STEPS)).min(1).max(1000),
    values: z.array(learningRate).min(2).max(1001),
  }),
  classSpec('PolynomialDecay', {
    initial_learning_rate: learningRate,
    decay_steps: count(MOST_STEPS),
    end_learning_rate: rateOrZero.default(0.0001),
    power: positive.default(1),
    cycle: z.boolean().default(false),
  }),
  classSpec('CosineDecay', {
    initial_learning_rate: rateOrZero,
    decay_steps: count(MOST_STEPS),
    alpha: z.number().min(0).max(1e6).default(0),
    warmup_target: learningRate.nullable().default(null),
    warmup_steps: z.int().min(0).max(MOST_STEPS).default(0),
  }),
  classSpec('RobbinsMonro', {
    initial_learning_rate: learningRate,
    alpha: z.number().min(1e-6).max(1e6).default(1),
  }),
] as const;

/** Every schedule class. */
export const scheduleClassNames = classes.map((option) => option.shape.class_name.value);

/** A schedule of the learning rate. */
export const scheduleSchema = z.preprocess(
  asClassSpec({ names: scheduleClassNames, isNameEnough: false }),
  z.discriminatedUnion('class_name', classes).superRefine((schedule, context) => {
    if (schedule.class_name !== 'PiecewiseConstantDecay') return;
    const { boundaries, values } = schedule.config;
    const isRising = boundaries.every(
      (boundary, index) => index === 0 || boundary > (boundaries[index - 1] ?? 0),
    );
    if (isRising && values.length === boundaries.length + 1) return;
    const found = `boundaries ${quote(boundaries)}, values ${quote(values)}`;
    reportFault(context, { code: 'spec.bad-boundaries', path: ['config', 'boundaries'], details: { found } });
  }),
);

/** A schedule in normal form. */
export type ScheduleSpec = z.output<typeof scheduleSchema>;

/**
 * The learning rate of one step.
 * @param rate A number or a schedule.
 * @param step Steps done before, counted from 0 (Keras's `iterations`).
 */
export function learningRateAt(rate: number | ScheduleSpec, step: number): number {
  if (typeof rate === 'number') return rate;
  switch (rate.class_name) {
    case 'InverseTimeDecay':
      return rate.config.initial_learning_rate / (1 + rate.config.decay_rate * progress(rate.config, step));
    case 'ExponentialDecay':
      return rate.config.initial_learning_rate * rate.config.decay_rate ** progress(rate.config, step);
    case 'PiecewiseConstantDecay':
      return piecewise(rate.config, step);
    case 'PolynomialDecay':
      return polynomial(rate.config, step);
    case 'CosineDecay':
      return cosine(rate.config, step);
    case 'RobbinsMonro':
      return rate.config.initial_learning_rate / (rate.config.alpha * (step + 1));
    default:
      return assertNever(rate);
  }
}

type ConfigOf<Name extends ScheduleSpec['class_name']> = Extract<
  ScheduleSpec,
  { class_name: Name }
>['config'];

/** Steps in units of `decay_steps`; whole units with `staircase`. */
function progress(config: ConfigOf<'InverseTimeDecay'>, step: number): number {
  const done = step / config.decay_steps;
  return config.staircase ? Math.floor(done) : done;
}

/** `values[i]` up to and including `boundaries[i]`, then the next value. */
function piecewise(config: ConfigOf<'PiecewiseConstantDecay'>, step: number): number {
  const passed = config.boundaries.filter((boundary) => step > boundary).length;
  return config.values[passed] ?? 0;
}

function polynomial(config: ConfigOf<'PolynomialDecay'>, step: number): number {
  const { initial_learning_rate: first, end_learning_rate: last, power, cycle } = config;
  const rounds = cycle ? Math.max(1, Math.ceil(step / config.decay_steps)) : 1;
  const length = config.decay_steps * rounds;
  return (first - last) * (1 - Math.min(step, length) / length) ** power + last;
}

/** Loshchilov and Hutter 2016 (SGDR), with Keras's linear warm-up. */
function cosine(config: ConfigOf<'CosineDecay'>, step: number): number {
  const { initial_learning_rate: first, warmup_target: target, warmup_steps, alpha } = config;
  if (target !== null && step < warmup_steps) return first + (target - first) * (step / warmup_steps);
  const start = target ?? first;
  const done =
    Math.min(target === null ? step : step - warmup_steps, config.decay_steps) / config.decay_steps;
  return start * ((1 - alpha) * 0.5 * (1 + Math.cos(Math.PI * done)) + alpha);
}
