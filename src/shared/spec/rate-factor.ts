import type { Experiment } from './experiment.ts';
import type { ScheduleSpec } from './schedules.ts';

/** The experiment with a multiple of its learning rate; every rate of a schedule is multiplied. */
export function withRateTimes(experiment: Experiment, factor: number): unknown {
  const { optimizer } = experiment;
  const rate = optimizer.config.learning_rate;
  const learning_rate =
    typeof rate === 'number' ? multiplied(rate, factor) : multipliedSchedule(rate, factor);
  return { ...experiment, optimizer: { ...optimizer, config: { ...optimizer.config, learning_rate } } };
}

const rateKeys = ['initial_learning_rate', 'end_learning_rate', 'warmup_target'];

function multipliedSchedule({ class_name, config }: ScheduleSpec, factor: number): unknown {
  const entries = Object.entries(config).map(([key, value]: [string, unknown]) => {
    if (rateKeys.includes(key) && typeof value === 'number') return [key, multiplied(value, factor)];
    if (key === 'values' && Array.isArray(value))
      return [key, value.map((each: number) => multiplied(each, factor))];
    return [key, value];
  });
  return { class_name, config: Object.fromEntries(entries) as unknown };
}

/** Without the tail that a product of decimals leaves (0.3 · 0.1 = 0.03). */
function multiplied(rate: number, factor: number): number {
  return Number((rate * factor).toPrecision(12));
}
