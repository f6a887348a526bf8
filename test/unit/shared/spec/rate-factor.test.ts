import { describe, expect, it } from 'vitest';
import { parseExperiment } from '../../../../src/shared/spec/experiment.ts';
import { withRateTimes } from '../../../../src/shared/spec/rate-factor.ts';
import { learningRateAt } from '../../../../src/shared/spec/schedules.ts';
import { draftExperiment } from './documents.ts';

function rates(learning_rate: unknown, steps: readonly number[]): number[] {
  const optimizer = { class_name: 'SGD', config: { learning_rate, momentum: 0.9 } };
  const changed = parseExperiment(withRateTimes(parseExperiment(draftExperiment({ optimizer })), 0.1));
  return steps.map((step) => learningRateAt(changed.optimizer.config.learning_rate, step));
}

describe('A tenth of the learning rate', () => {
  it('is a tenth, without the tail of a decimal division', () => {
    expect(rates(0.3, [0])).toStrictEqual([0.03]);
  });

  it('is a tenth at every step of a schedule', () => {
    const schedules = [
      {
        class_name: 'InverseTimeDecay',
        config: { initial_learning_rate: 1, decay_steps: 10, decay_rate: 2 },
      },
      { class_name: 'PiecewiseConstantDecay', config: { boundaries: [5], values: [1, 0.5] } },
      {
        class_name: 'PolynomialDecay',
        config: { initial_learning_rate: 1, decay_steps: 20, end_learning_rate: 0.1 },
      },
      {
        class_name: 'CosineDecay',
        config: { initial_learning_rate: 0, decay_steps: 20, warmup_target: 1, warmup_steps: 5 },
      },
    ];
    for (const schedule of schedules) {
      const steps = [0, 3, 8, 30];
      const optimizer = { class_name: 'SGD', config: { learning_rate: schedule } };
      const { learning_rate } = parseExperiment(draftExperiment({ optimizer })).optimizer.config;
      const before = steps.map((step) => learningRateAt(learning_rate, step));
      for (const [index, rate] of rates(schedule, steps).entries())
        expect(rate, schedule.class_name).toBeCloseTo((before[index] ?? NaN) / 10, 12);
    }
  });
});
