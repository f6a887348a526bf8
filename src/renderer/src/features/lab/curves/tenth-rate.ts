import type { Experiment } from '../../../../../shared/spec/experiment.ts';
import type { ScheduleSpec } from '../../../../../shared/spec/schedules.ts';

/** The experiment with a tenth of its learning rate; every rate of a schedule is a tenth. */
export function withTenthOfRate(experiment: Experiment): unknown {
  const { optimizer } = experiment;
  const rate = optimizer.config.learning_rate;
  const learning_rate = typeof rate === 'number' ? tenth(rate) : tenthOfSchedule(rate);
  return { ...experiment, optimizer: { ...optimizer, config: { ...optimizer.config, learning_rate } } };
}

const rateKeys = ['initial_learning_rate', 'end_learning_rate', 'warmup_target'];

function tenthOfSchedule({ class_name, config }: ScheduleSpec): unknown {
  const entries = Object.entries(config).map(([key, value]: [string, unknown]) => {
    if (rateKeys.includes(key) && typeof value === 'number') return [key, tenth(value)];
    if (key === 'values' && Array.isArray(value)) return [key, value.map(tenth)];
    return [key, value];
  });
  return { class_name, config: Object.fromEntries(entries) as unknown };
}

/** Without the tail that a division of decimals leaves (0.3 / 10 = 0.03). */
function tenth(rate: number): number {
  return Number((rate / 10).toPrecision(12));
}
