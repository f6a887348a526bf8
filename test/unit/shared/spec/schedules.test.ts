import { describe, expect, it } from 'vitest';
import { learningRateAt, scheduleSchema } from '../../../../src/shared/spec/schedules.ts';

const rates = (class_name: string, config: Record<string, unknown>, steps: readonly number[]): number[] => {
  const schedule = scheduleSchema.parse({ class_name, config });
  return steps.map((step) => Number(learningRateAt(schedule, step).toPrecision(9)));
};
const decay = { initial_learning_rate: 0.8, decay_steps: 10, decay_rate: 0.5 };

describe('A learning rate', () => {
  it('without schedule stays', () => {
    expect(learningRateAt(0.1, 1_000_000)).toBe(0.1);
  });

  it('by InverseTimeDecay is eta / (1 + rate * t / steps)', () => {
    expect(rates('InverseTimeDecay', decay, [0, 10, 20, 60])).toStrictEqual([0.8, 0.533333333, 0.4, 0.2]);
    expect(rates('InverseTimeDecay', { ...decay, staircase: true }, [9, 10, 19])).toStrictEqual([
      0.8, 0.533333333, 0.533333333,
    ]);
  });

  it('by ExponentialDecay is eta * rate ^ (t / steps)', () => {
    expect(rates('ExponentialDecay', decay, [0, 5, 10, 20])).toStrictEqual([0.8, 0.565685425, 0.4, 0.2]);
    expect(rates('ExponentialDecay', { ...decay, staircase: true }, [9, 10])).toStrictEqual([0.8, 0.4]);
  });

  it('on a staircase falls at each multiple of its steps, also where 109 * (1 / 109) rounds below 1', () => {
    const stairs = { ...decay, decay_steps: 109, staircase: true };
    const steps = [108, 109, 217, 218];
    expect(rates('ExponentialDecay', stairs, steps)).toStrictEqual([0.8, 0.4, 0.4, 0.2]);
    expect(rates('InverseTimeDecay', stairs, steps)).toStrictEqual([0.8, 0.533333333, 0.533333333, 0.4]);
  });

  it('by PiecewiseConstantDecay changes after its boundary', () => {
    const config = { boundaries: [10, 20], values: [1, 0.1, 0.01] };
    expect(rates('PiecewiseConstantDecay', config, [0, 10, 11, 20, 21, 999])).toStrictEqual([
      1, 1, 0.1, 0.1, 0.01, 0.01,
    ]);
  });

  it('by PolynomialDecay ends at its end, or begins a longer round', () => {
    const config = { initial_learning_rate: 1, decay_steps: 10, end_learning_rate: 0.1, power: 2 };
    expect(rates('PolynomialDecay', config, [0, 5, 10, 99])).toStrictEqual([1, 0.325, 0.1, 0.1]);
    expect(rates('PolynomialDecay', { ...config, cycle: true }, [0, 10, 15, 20])).toStrictEqual([
      1, 0.1, 0.15625, 0.1,
    ]);
  });

  it('by CosineDecay falls along a cosine, after a linear warm-up if there is one', () => {
    const config = { initial_learning_rate: 1, decay_steps: 10, alpha: 0.2 };
    expect(rates('CosineDecay', config, [0, 5, 10, 99])).toStrictEqual([1, 0.6, 0.2, 0.2]);
    const warm = { initial_learning_rate: 0, decay_steps: 10, warmup_target: 1, warmup_steps: 4 };
    expect(rates('CosineDecay', warm, [0, 2, 4, 9])).toStrictEqual([0, 0.5, 1, 0.5]);
    expect(rates('CosineDecay', warm, [14, 99]).every((rate) => Math.abs(rate) < 1e-15)).toBe(true);
  });

  it('by Robbins-Monro is eta / (alpha t), t from 1', () => {
    const config = { initial_learning_rate: 0.6, alpha: 2 };
    expect(rates('RobbinsMonro', config, [0, 1, 2, 99])).toStrictEqual([0.3, 0.15, 0.1, 0.003]);
  });
});

describe('A schedule out of range', () => {
  const bad: [className: string, config: Record<string, unknown>][] = [
    ['InverseTimeDecay', { ...decay, decay_steps: 0 }],
    ['InverseTimeDecay', { ...decay, decay_rate: -1 }],
    ['ExponentialDecay', { ...decay, initial_learning_rate: 0 }],
    ['ExponentialDecay', { ...decay, staircase: 1 }],
    ['PiecewiseConstantDecay', { boundaries: [1], values: [1] }],
    ['PiecewiseConstantDecay', { boundaries: [1, 1], values: [1, 2, 3] }],
    ['PiecewiseConstantDecay', { boundaries: [], values: [1] }],
    ['PolynomialDecay', { initial_learning_rate: 1, decay_steps: 1, power: 0 }],
    ['CosineDecay', { initial_learning_rate: 1, decay_steps: 1, warmup_steps: -1 }],
    ['RobbinsMonro', { initial_learning_rate: 1, alpha: 0 }],
    ['RobbinsMonro', {}],
    ['StepDecay', decay],
  ];
  it.each(bad)('%s %j is refused', (class_name, config) => {
    expect(scheduleSchema.safeParse({ class_name, config }).success).toBe(false);
  });
});
