/** The formula of an optimizer's step with the real numbers of one weight in one step. */
import { evaluateFormula, fewestDigits, float32Digits, replaceNames, spellNumber } from './formula-text.ts';
import { type FormulaLine, type FormulaSymbol, optimizerFormula } from './optimizer-formulas.ts';
import type { OptimizerSpec } from './optimizers.ts';

/** What one step knows of one weight before it. All numbers are float32 values but the norms. */
export interface StepNumbers {
  readonly weight: number;
  /** Gradient of the loss with its penalties, before any clipping. */
  readonly gradient: number;
  /** Length of the gradient of the weight's tensor, and of all gradients together. */
  readonly gradientNorm: number;
  readonly globalGradientNorm: number;
  readonly learningRate: number;
  /** Steps done before this one. */
  readonly iteration: number;
  /** The optimizer's states of this weight by name, such as `velocity`; and those that it keeps once. */
  readonly slots: Readonly<Record<string, number>>;
  readonly shared: Readonly<Record<string, number>>;
}

/** A line with numbers. */
export interface FilledLine {
  readonly symbol: string;
  /** Such as `w − η·g`. */
  readonly text: string;
  /** Such as `0.25 − 0.01·0.5`; {@link FilledLine.value} is what this text comes to, as float32. */
  readonly substituted: string;
  readonly value: number;
}

/** A step's formula with numbers. */
export interface FilledFormula {
  readonly lines: readonly FilledLine[];
  /** Every symbol with its value before the step. */
  readonly symbols: readonly (FormulaSymbol & { readonly value: number })[];
  /** What the formula comes to: the new weight, its clipped gradient, and the new states by name. */
  readonly weight: number;
  readonly gradient: number;
  readonly slots: Readonly<Record<string, number>>;
  readonly shared: Readonly<Record<string, number>>;
}

/** Largest relative difference of a schedule's rate and the one that was used, beyond which its line is left out. */
const rateTolerance = 1e-6;

/**
 * Fills a step's formula. Each line is computed in double precision from exactly the text that is shown, and its
 * result is kept as float32, as the step keeps its states. A schedule that does not give the rate that was used (a
 * callback had changed it) is left out.
 */
export function fillFormula(spec: OptimizerSpec, numbers: StepNumbers): FilledFormula {
  const { lines, symbols } = optimizerFormula(spec, numbers.iteration);
  const known = symbols.map((symbol) => ({ ...symbol, value: symbol.value ?? valueOf(symbol, numbers) }));
  const settings = new Set(known.filter(isSetting).map(({ symbol }) => symbol));
  const values = new Map(known.map(({ symbol, value }) => [symbol, value]));
  const filled: FilledLine[] = [];
  for (const line of lines) {
    const next = fill(line, values, settings);
    if (line.symbol === 'η' && !isNear(next.value, numbers.learningRate)) continue;
    filled.push(next);
    values.set(line.symbol, next.value);
  }
  const ofKind = (kind: FormulaSymbol['kind']): Record<string, number> =>
    Object.fromEntries(
      known.filter((each) => each.kind === kind).map(({ symbol, name }) => [name, values.get(symbol) ?? NaN]),
    );
  return {
    lines: filled,
    symbols: known,
    weight: values.get('w') ?? numbers.weight,
    gradient: values.get('g') ?? numbers.gradient,
    slots: ofKind('slot'),
    shared: ofKind('shared'),
  };
}

/** Numbers of the document and counters: shown as short as they can be. */
function isSetting({ kind }: FormulaSymbol): boolean {
  return kind === 'number' || kind === 'rate' || kind === 'step';
}

function fill(
  { symbol, text, isRounded = false }: FormulaLine,
  values: ReadonlyMap<string, number>,
  settings: ReadonlySet<string>,
): FilledLine {
  const substituted = replaceNames(text, (name) => {
    const value = values.get(name) ?? NaN;
    if (!settings.has(name)) return spellNumber(value, float32Digits);
    return isRounded
      ? spellNumber(Math.fround(value), float32Digits)
      : spellNumber(value, fewestDigits(value));
  });
  return { symbol, text, substituted, value: Math.fround(evaluateFormula(substituted)) };
}

function valueOf({ kind, name }: FormulaSymbol, numbers: StepNumbers): number {
  switch (kind) {
    case 'weight':
      return numbers.weight;
    case 'gradient':
      return numbers.gradient;
    case 'rate':
      return numbers.learningRate;
    case 'step':
      return numbers.iteration + 1;
    case 'norm':
      return name === 'gradient_norm' ? numbers.gradientNorm : numbers.globalGradientNorm;
    case 'slot':
      return numbers.slots[name] ?? NaN;
    case 'shared':
      return numbers.shared[name] ?? NaN;
    case 'number':
      return NaN;
  }
}

function isNear(first: number, second: number): boolean {
  return Math.abs(first - second) <= rateTolerance * Math.max(Math.abs(first), Math.abs(second));
}
