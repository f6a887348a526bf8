/** Another schedule of the learning rate, and its curve before the training. */
import type { Experiment } from '../../../../../shared/spec/experiment.ts';
import { learningRateAt, type ScheduleSpec } from '../../../../../shared/spec/schedules.ts';
import type { PlannedSteps } from '../../../../../shared/spec/plan.ts';
import type { Point } from '../../../../../shared/charts/series.ts';
import { withOptimizer } from './settings-edits.ts';

/** A kind of learning rate: a number, or a class of schedules. */
export type RateKind = 'constant' | ScheduleSpec['class_name'];

/** The kind of an experiment's learning rate. */
export function rateKindOf({ optimizer }: Experiment): RateKind {
  const { learning_rate } = optimizer.config;
  return typeof learning_rate === 'number' ? 'constant' : learning_rate.class_name;
}

/** The largest rate that a schedule is about to reach at its start, after a warm-up. */
export function firstRate({ optimizer }: Experiment): number {
  const { learning_rate } = optimizer.config;
  if (typeof learning_rate === 'number') return learning_rate;
  const warmed = learning_rate.class_name === 'CosineDecay' ? learning_rate.config.warmup_target : null;
  return warmed ?? learningRateAt(learning_rate, 0);
}

/** Another kind of learning rate that begins where the one before did and fits the length of the run. */
export function withRateKind(experiment: Experiment, kind: RateKind, steps: PlannedSteps): unknown {
  const rate = firstRate(experiment);
  const learning_rate =
    kind === 'constant' ? rate : { class_name: kind, config: scheduleConfig(kind, rate, steps) };
  return withOptimizer(experiment, { learning_rate });
}

function scheduleConfig(kind: ScheduleSpec['class_name'], rate: number, steps: PlannedSteps): object {
  const { stepsPerEpoch, totalSteps } = steps;
  const initial_learning_rate = rate;
  switch (kind) {
    case 'InverseTimeDecay':
      return { initial_learning_rate, decay_steps: stepsPerEpoch, decay_rate: 0.5 };
    case 'ExponentialDecay':
      return { initial_learning_rate, decay_steps: stepsPerEpoch, decay_rate: 0.9 };
    case 'PiecewiseConstantDecay': {
      const boundaries = [Math.max(1, Math.floor(totalSteps / 2))];
      return { boundaries, values: [rate, Number((rate / 10).toPrecision(12))] };
    }
    case 'PolynomialDecay':
      return { initial_learning_rate, decay_steps: totalSteps, end_learning_rate: 0 };
    case 'CosineDecay':
      return { initial_learning_rate, decay_steps: totalSteps };
    case 'RobbinsMonro':
      return { initial_learning_rate, alpha: 1 };
  }
}

const mostPoints = 240;

/** The learning rate over the epochs of a run. */
export function rateCurve(
  { optimizer }: Experiment,
  { stepsPerEpoch, totalSteps }: PlannedSteps,
): readonly Point[] {
  const count = Math.min(mostPoints, totalSteps);
  return Array.from({ length: count }, (_, index) => {
    const step = count === 1 ? 0 : Math.round((index * (totalSteps - 1)) / (count - 1));
    return { x: step / stepsPerEpoch, y: learningRateAt(optimizer.config.learning_rate, step) };
  });
}
