/**
 * The step of every optimizer as lines of a formula, in the order in which the engine takes it: learning rate,
 * clipping, decoupled weight decay, the rule, the moving average. The notation is the lecture's (w, η, μ; g is ∇E of
 * the batch, penalties included); what each symbol is called in Keras stands beside it.
 *
 * Lines are done one after the other, each with the values that those before it left: `v ← μ·v − η·g` and then
 * `w ← w + v` adds the new v. The rules themselves, with their papers, are in `src/main/engine/optimizers/`.
 */
import { assertNever } from '../contract/errors.ts';
import { namesIn } from './formula-text.ts';
import type { OptimizerSpec } from './optimizers.ts';
import { scheduleFormula } from './schedule-formulas.ts';

/** One line, `symbol ← text`. */
export interface FormulaLine {
  readonly symbol: string;
  /** See `formula-text.ts`. */
  readonly text: string;
  /**
   * Whether hyper-parameters enter as their float32 values to nine digits: where they are subtracted from nearly
   * equal numbers, the difference of 0.999 and its float32 would show.
   */
  readonly isRounded?: boolean;
}

/** What a symbol stands for. */
export interface FormulaSymbol {
  readonly symbol: string;
  /** Keras's name of a hyper-parameter, the rule's name of a slot, else `weight`, `gradient`, `step` and the like. */
  readonly name: string;
  readonly kind: 'weight' | 'gradient' | 'norm' | 'rate' | 'step' | 'slot' | 'shared' | 'number';
  /** Value of a hyper-parameter; absent for what changes from step to step. */
  readonly value?: number;
}

/** One step of an optimizer. */
export interface OptimizerFormula {
  readonly lines: readonly FormulaLine[];
  /** The symbols that are used, each once. */
  readonly symbols: readonly FormulaSymbol[];
}

/**
 * The formula of a step.
 *
 * @param iteration - Steps done before it, for what is not the same in every step (the moving average); null for the
 *   formula in general.
 */
export function optimizerFormula(spec: OptimizerSpec, iteration: number | null = null): OptimizerFormula {
  const rule = ruleOf(spec);
  const parts = [rate(spec), clipping(spec), decay(spec), rule, average(spec, iteration)];
  const lines = parts.flatMap((part) => part.lines);
  const used = new Set(lines.flatMap(({ text }) => namesIn(text)));
  const known = [...common, ...parts.flatMap((part) => part.symbols)];
  return { lines, symbols: known.filter(({ symbol }) => used.has(symbol)) };
}

const common: readonly FormulaSymbol[] = [
  { symbol: 'w', name: 'weight', kind: 'weight' },
  { symbol: 'g', name: 'gradient', kind: 'gradient' },
  { symbol: 'η', name: 'learning_rate', kind: 'rate' },
  { symbol: 't', name: 'step', kind: 'step' },
];

const nothing: OptimizerFormula = { lines: [], symbols: [] };

const line = (symbol: string, text: string): FormulaLine => ({ symbol, text });
const rounded = (symbol: string, text: string): FormulaLine => ({ symbol, text, isRounded: true });
const number = (symbol: string, name: string, value: number): FormulaSymbol => ({
  symbol,
  name,
  kind: 'number',
  value,
});
const slot = (symbol: string, name: string): FormulaSymbol => ({ symbol, name, kind: 'slot' });

/** The schedule of the learning rate, where there is one that is a formula. */
function rate({ config }: OptimizerSpec): OptimizerFormula {
  const { learning_rate } = config;
  const schedule = typeof learning_rate === 'number' ? null : scheduleFormula(learning_rate);
  if (schedule === null) return nothing;
  const symbols = Object.entries(schedule.symbols).map(([symbol, { name, value }]) =>
    number(symbol, name, value),
  );
  return { lines: [line('η', schedule.text)], symbols };
}

function clipping({ config }: OptimizerSpec): OptimizerFormula {
  const { clipnorm, global_clipnorm, clipvalue } = config;
  if (clipnorm !== null) {
    const symbols = [number('c', 'clipnorm', clipnorm), norm('gradient_norm')];
    return { lines: [line('g', 'g·c / max(n, c)')], symbols };
  }
  if (global_clipnorm !== null) {
    const symbols = [number('c', 'global_clipnorm', global_clipnorm), norm('global_gradient_norm')];
    return { lines: [line('g', 'g·min(1 / n, 1 / c)·c')], symbols };
  }
  if (clipvalue === null) return nothing;
  return { lines: [line('g', 'max(min(g, c), −c)')], symbols: [number('c', 'clipvalue', clipvalue)] };
}

/** `gradient_norm` is that of the weight's tensor, `global_gradient_norm` that of all gradients together. */
function norm(name: 'gradient_norm' | 'global_gradient_norm'): FormulaSymbol {
  return { symbol: 'n', name, kind: 'norm' };
}

function decay({ config: { weight_decay } }: OptimizerSpec): OptimizerFormula {
  if (weight_decay === null) return nothing;
  return { lines: [line('w', 'w − w·λ·η')], symbols: [number('λ', 'weight_decay', weight_decay)] };
}

/** Keras begins the average with the weight itself: κ is 0 in the first step. */
function average({ config }: OptimizerSpec, iteration: number | null): OptimizerFormula {
  const { use_ema, ema_momentum, ema_overwrite_frequency: frequency } = config;
  if (!use_ema) return nothing;
  const isDue = frequency !== null && (iteration === null || (iteration + 1) % frequency === 0);
  const lines = [rounded('e', 'κ·e + (1 − κ)·w'), ...(isDue ? [line('w', 'e')] : [])];
  const momentum = number('κ', 'ema_momentum', iteration === 0 ? 0 : ema_momentum);
  return { lines, symbols: [momentum, slot('e', 'average')] };
}

function ruleOf(spec: OptimizerSpec): OptimizerFormula {
  const { class_name, config } = spec;
  switch (class_name) {
    case 'SGD':
      return sgd(config);
    case 'RMSprop':
      return rmsprop(config);
    case 'Adagrad':
      return {
        lines: [line('a', 'a + g²'), line('w', 'w − η·g / √(a + ε)')],
        symbols: [slot('a', 'accumulator'), number('ε', 'epsilon', config.epsilon)],
      };
    case 'Adadelta':
      return adadelta(config);
    case 'Adam':
    case 'AdamW':
      return adam(config);
    case 'Adamax':
      return adamax(config);
    case 'Nadam':
      return nadam(config);
    default:
      return assertNever(class_name);
  }
}

type ConfigOf<Name extends OptimizerSpec['class_name']> = Extract<
  OptimizerSpec,
  { class_name: Name }
>['config'];

/** The lecture's `w − η·∇E + μ·Δw`: v is Δw. */
function sgd({ momentum, nesterov }: ConfigOf<'SGD'>): OptimizerFormula {
  if (momentum === 0) return { lines: [line('w', 'w − η·g')], symbols: [] };
  const last = nesterov ? 'w + μ·v − η·g' : 'w + v';
  return {
    lines: [line('v', 'μ·v − η·g'), line('w', last)],
    symbols: [slot('v', 'momentum'), number('μ', 'momentum', momentum)],
  };
}

function rmsprop({ rho, epsilon, momentum, centered }: ConfigOf<'RMSprop'>): OptimizerFormula {
  const spread = centered ? '√(v − m² + ε)' : '√(v + ε)';
  const last =
    momentum > 0
      ? [line('b', `μ·b + η·g / ${spread}`), line('w', 'w − b')]
      : [line('w', `w − η·g / ${spread}`)];
  return {
    lines: [line('v', 'ρ·v + (1 − ρ)·g²'), ...(centered ? [line('m', 'ρ·m + (1 − ρ)·g')] : []), ...last],
    symbols: [
      slot('v', 'velocity'),
      slot('m', 'average_gradient'),
      slot('b', 'momentum'),
      number('ρ', 'rho', rho),
      number('μ', 'momentum', momentum),
      number('ε', 'epsilon', epsilon),
    ],
  };
}

function adadelta({ rho, epsilon }: ConfigOf<'Adadelta'>): OptimizerFormula {
  return {
    lines: [
      line('a', 'ρ·a + (1 − ρ)·g²'),
      line('δ', 'g·√(d + ε) / √(a + ε)'),
      line('d', 'ρ·d + (1 − ρ)·δ²'),
      line('w', 'w − η·δ'),
    ],
    symbols: [
      slot('a', 'accumulated_grad'),
      slot('d', 'accumulated_delta_var'),
      number('ρ', 'rho', rho),
      number('ε', 'epsilon', epsilon),
    ],
  };
}

const moments = ({ beta_1, beta_2, epsilon }: ConfigOf<'Adamax'>): FormulaSymbol[] => [
  number('β₁', 'beta_1', beta_1),
  number('β₂', 'beta_2', beta_2),
  number('ε', 'epsilon', epsilon),
];

function adam(config: ConfigOf<'Adam'>): OptimizerFormula {
  const { amsgrad } = config;
  return {
    lines: [
      line('m', 'm + (1 − β₁)·(g − m)'),
      line('v', 'v + (1 − β₂)·(g² − v)'),
      ...(amsgrad ? [line('h', 'max(h, v)')] : []),
      rounded('p₁', 'β₁^t'),
      rounded('p₂', 'β₂^t'),
      rounded('s', 'η·√(1 − p₂) / (1 − p₁)'),
      line('w', `w − s·m / (${amsgrad ? '√h' : '√v'} + ε)`),
    ],
    symbols: [slot('m', 'momentum'), slot('v', 'velocity'), slot('h', 'velocity_hat'), ...moments(config)],
  };
}

function adamax(config: ConfigOf<'Adamax'>): OptimizerFormula {
  return {
    lines: [
      line('m', 'm + (1 − β₁)·(g − m)'),
      line('u', 'max(β₂·u, |g|)'),
      rounded('p₁', 'β₁^t'),
      line('w', 'w − η·m / ((1 − p₁)·(u + ε))'),
    ],
    symbols: [slot('m', 'momentum'), slot('u', 'norm'), ...moments(config)],
  };
}

/** Unlike Adam, Keras's Nadam rounds the betas to float32 before it takes 1 − β. */
function nadam(config: ConfigOf<'Nadam'>): OptimizerFormula {
  return {
    lines: [
      rounded('u₁', 'β₁·(1 − 0.5·0.96^t)'),
      rounded('u₂', 'β₁·(1 − 0.5·0.96^(t + 1))'),
      line('p', 'p·u₁'),
      rounded('m', 'm + (1 − β₁)·(g − m)'),
      rounded('v', 'v + (1 − β₂)·(g² − v)'),
      rounded('p₂', 'β₂^t'),
      line('m_hat', 'u₂·m / (1 − p·u₂) + (1 − u₁)·g / (1 − p)'),
      line('v_hat', 'v / (1 − p₂)'),
      line('w', 'w − η·m_hat / (√v_hat + ε)'),
    ],
    symbols: [
      slot('m', 'momentum'),
      slot('v', 'velocity'),
      { symbol: 'p', name: 'u_product', kind: 'shared' },
      ...moments(config),
    ],
  };
}
