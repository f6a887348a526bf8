import { describe, expect, it } from 'vitest';
import { fillFormula, type StepNumbers } from '../../../../src/shared/spec/filled-formula.ts';
import { evaluateFormula } from '../../../../src/shared/spec/formula-text.ts';
import { optimizerFormula } from '../../../../src/shared/spec/optimizer-formulas.ts';
import { optimizerClassNames, optimizerSchema } from '../../../../src/shared/spec/optimizers.ts';
import { scheduleFormula } from '../../../../src/shared/spec/schedule-formulas.ts';
import { learningRateAt, scheduleSchema } from '../../../../src/shared/spec/schedules.ts';

const optimizer = (class_name: string, config: object = {}) => optimizerSchema.parse({ class_name, config });
const texts = (class_name: string, config: object = {}): string[] =>
  optimizerFormula(optimizer(class_name, config)).lines.map(({ symbol, text }) => `${symbol} ← ${text}`);

describe('the formula of an optimizer', () => {
  it.each<[string, object, string[]]>([
    ['SGD', {}, ['w ← w − η·g']],
    ['SGD', { momentum: 0.9 }, ['v ← μ·v − η·g', 'w ← w + v']],
    ['SGD', { momentum: 0.9, nesterov: true }, ['v ← μ·v − η·g', 'w ← w + μ·v − η·g']],
    ['Adagrad', {}, ['a ← a + g²', 'w ← w − η·g / √(a + ε)']],
    ['RMSprop', {}, ['v ← ρ·v + (1 − ρ)·g²', 'w ← w − η·g / √(v + ε)']],
    [
      'RMSprop',
      { centered: true, momentum: 0.5 },
      ['v ← ρ·v + (1 − ρ)·g²', 'm ← ρ·m + (1 − ρ)·g', 'b ← μ·b + η·g / √(v − m² + ε)', 'w ← w − b'],
    ],
  ])('is in the notation of the lecture: %s %j', (name, config, lines) => {
    expect(texts(name, config)).toEqual(lines);
  });

  it('begins with the schedule, clipping and weight decay, and ends with the moving average', () => {
    const learning_rate = { class_name: 'RobbinsMonro', config: { initial_learning_rate: 0.1, alpha: 2 } };
    const config = {
      learning_rate,
      clipnorm: 1,
      weight_decay: 0.1,
      use_ema: true,
      ema_overwrite_frequency: 5,
    };
    expect(texts('SGD', config)).toEqual([
      'η ← η₀ / (α·t)',
      'g ← g·c / max(n, c)',
      'w ← w − w·λ·η',
      'w ← w − η·g',
      'e ← κ·e + (1 − κ)·w',
      'w ← e',
    ]);
    const fourth = optimizerFormula(optimizer('SGD', config), 3);
    expect(fourth.lines.at(-1)?.symbol).toBe('e');
    expect(optimizerFormula(optimizer('SGD', config), 4).lines.at(-1)?.text).toBe('e');
  });

  it.each(optimizerClassNames)('explains each of its symbols once: %s', (name) => {
    const config = { clipvalue: 0.5, use_ema: true, weight_decay: 0.01 };
    const { lines, symbols } = optimizerFormula(optimizer(name, config));
    expect(new Set(symbols.map(({ symbol }) => symbol)).size).toBe(symbols.length);
    const known = [...symbols, ...lines].map(({ symbol }) => symbol);
    for (const { text } of lines)
      expect(evaluateFormula(text, Object.fromEntries(known.map((symbol) => [symbol, 0.5])))).toBeGreaterThan(
        -9,
      );
  });
});

describe('a filled formula', () => {
  const numbers: StepNumbers = {
    ...{
      weight: 0.25,
      gradient: -3,
      gradientNorm: 4,
      globalGradientNorm: 5,
      learningRate: 0.5,
      iteration: 2,
    },
    ...{ slots: { momentum: 0.125 }, shared: {} },
  };

  it('holds the text with numbers, what each line comes to, and the new weight and states', () => {
    const filled = fillFormula(optimizer('SGD', { momentum: 0.5, clipnorm: 2 }), numbers);
    expect(filled.lines.map(({ symbol, substituted, value }) => [symbol, substituted, value])).toEqual([
      ['g', '(−3)·2 / max(4, 2)', -1.5],
      ['v', '0.5·0.125 − 0.5·(−1.5)', 0.8125],
      ['w', '0.25 + 0.8125', 1.0625],
    ]);
    expect(filled).toMatchObject({ weight: 1.0625, gradient: -1.5, slots: { momentum: 0.8125 } });
    expect(filled.symbols.map(({ symbol, name, value }) => [symbol, name, value])).toEqual([
      ['w', 'weight', 0.25],
      ['g', 'gradient', -3],
      ['η', 'learning_rate', 0.5],
      ['c', 'clipnorm', 2],
      ['n', 'gradient_norm', 4],
      ['v', 'momentum', 0.125],
      ['μ', 'momentum', 0.5],
    ]);
  });

  it('leaves a schedule out whose rate was not used', () => {
    const learning_rate = { class_name: 'RobbinsMonro', config: { initial_learning_rate: 3, alpha: 2 } };
    const spec = optimizer('SGD', { learning_rate });
    expect(fillFormula(spec, numbers).lines.map(({ symbol }) => symbol)).toEqual(['η', 'w']);
    const changed = fillFormula(spec, { ...numbers, learningRate: 0.25 });
    expect(changed.lines.map(({ substituted }) => substituted)).toEqual(['0.25 − 0.25·(−3)']);
  });
});

describe('the formula of a schedule', () => {
  const decay = { initial_learning_rate: 0.3, decay_steps: 7, decay_rate: 0.6 };
  it.each<[string, object]>([
    ['InverseTimeDecay', decay],
    ['InverseTimeDecay', { ...decay, staircase: true }],
    ['ExponentialDecay', decay],
    ['ExponentialDecay', { ...decay, staircase: true }],
    ['PolynomialDecay', { initial_learning_rate: 0.3, decay_steps: 7, power: 2 }],
    ['PolynomialDecay', { initial_learning_rate: 0.3, decay_steps: 7, power: 0.5, cycle: true }],
    ['CosineDecay', { initial_learning_rate: 0.3, decay_steps: 7, alpha: 0.1 }],
    ['CosineDecay', { initial_learning_rate: 0.1, decay_steps: 7, warmup_target: 0.4, warmup_steps: 5 }],
    ['CosineDecay', { initial_learning_rate: 0.1, decay_steps: 7, warmup_target: 0.4 }],
    ['RobbinsMonro', { initial_learning_rate: 0.3, alpha: 0.7 }],
  ])('gives the rate of every step: %s %j', (class_name, config) => {
    const schedule = scheduleSchema.parse({ class_name, config });
    const { text, symbols } = scheduleFormula(schedule) ?? { text: '', symbols: {} };
    const values = Object.fromEntries(Object.entries(symbols).map(([symbol, { value }]) => [symbol, value]));
    for (let step = 0; step < 30; step++)
      expect(evaluateFormula(text, { ...values, t: step + 1 })).toBeCloseTo(
        learningRateAt(schedule, step),
        12,
      );
  });

  it('is none for a table of rates', () => {
    const config = { boundaries: [5], values: [0.1, 0.01] };
    expect(
      scheduleFormula(scheduleSchema.parse({ class_name: 'PiecewiseConstantDecay', config })),
    ).toBeNull();
  });
});
