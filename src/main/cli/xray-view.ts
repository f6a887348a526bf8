/** What people read of an X-ray: effective learning rates, lengths, one weight's formula, and the proof. */
import type { XrayLayer, XrayPoint, XrayWeight } from '../../shared/contract/xray.ts';
import { float32Digits, spellNumber } from '../../shared/spec/formula-text.ts';
import type { RunXray } from '../../shared/contract/run-xray.ts';
import type { CommandContext } from './context.ts';
import { printHeading } from './dropout-view.ts';
import { formatMetric } from './numbers.ts';
import { type Column, formatTable } from './table.ts';
import { thinned } from './thinned.ts';
import { factLines } from './verdict-view.ts';

/** Most steps and layers that are printed; `--json` and `--csv` have all. */
const mostSteps = 12;
const mostLayers = 8;

/** Prints an X-ray. */
export function printXray(context: CommandContext, xray: RunXray): void {
  const { say, terminal } = context;
  const { run, optimizer, steps, points, isComplete } = xray;
  const { from, to } = steps;
  const values = { run, optimizer: optimizer.class_name, from, to, count: points.length };
  terminal.print(terminal.paint('heading', say('xrayHeading', values)));
  for (const line of proofLines(context, xray)) terminal.print(line);
  const last = points.at(-1);
  if (last !== undefined) {
    printRates(context, points);
    printNorms(context, last);
    if (last.weight !== null) printFormula(context, last.step, last.weight);
  }
  if (!isComplete) terminal.print(say('xrayStopped'));
}

function proofLines({ say, terminal }: CommandContext, { proof, startedFrom, endedAt }: RunXray): string[] {
  const values = { first: startedFrom + 1, last: endedAt, losses: proof.comparedLosses };
  if (proof.verdict === 'bit-equal') {
    const words = proof.equalFinalWeights ? say('xrayEqualEnd', values) : say('xrayEqual', values);
    return [terminal.paint('good', words)];
  }
  const words = say(proof.verdict === 'differs' ? 'xrayDiffers' : 'xrayUnproven');
  return [terminal.paint('bad', words), ...factLines(say, proof.because)];
}

/** One line for each step, one column for each layer. */
function printRates(context: CommandContext, points: readonly XrayPoint[]): void {
  const { say, terminal } = context;
  printHeading(context, say('xrayRates'));
  const layers = thinned(points[0]?.layers ?? [], mostLayers).map(({ layer }) => layer);
  const titles = [say('columnStep'), 'learning_rate', ...layers];
  const columns = titles.map((title): Column => ({ title, align: 'right' }));
  const rows = thinned(points, mostSteps).map((point) => [
    String(point.step),
    formatMetric(point.learningRate),
    ...layers.map((layer) => rateOf(point.layers.find((each) => each.layer === layer))),
  ]);
  for (const line of formatTable(columns, rows)) terminal.print(line);
}

function rateOf(layer: XrayLayer | undefined): string {
  return formatMetric(layer?.effectiveLearningRate ?? null);
}

function printNorms(context: CommandContext, { step, layers }: XrayPoint): void {
  const { say, terminal } = context;
  printHeading(context, say('xrayNorms', { step }));
  const slots = Object.keys(layers[0]?.slotNorms ?? {});
  const keys = ['columnGradient', 'columnUpdate', 'columnWeights'] as const;
  const numbers = [...keys.map((key) => say(key)), ...slots, say('columnEffectiveRate')];
  const columns: Column[] = [
    { title: say('columnLayer') },
    ...numbers.map((title): Column => ({ title, align: 'right' })),
  ];
  const rows = layers.map((layer) => [
    layer.layer,
    ...[layer.gradientNorm, layer.updateNorm, layer.weightNorm].map(formatMetric),
    ...slots.map((slot) => formatMetric(layer.slotNorms[slot] ?? null)),
    rateOf(layer),
  ]);
  for (const line of formatTable(columns, rows)) terminal.print(line);
}

/** What the symbols are, then each line with its numbers, then what comes out beside the run's own weight. */
function printFormula(context: CommandContext, step: number, chosen: XrayWeight): void {
  const { say, terminal } = context;
  const { name, index, weight, formula } = chosen;
  printHeading(context, say('xrayFormula', { name, index: index.join(','), step }));
  for (const { symbol, name: meaning, value } of formula.symbols)
    terminal.print(`  ${symbol} = ${shown(value)}  ${terminal.paint('faint', meaning)}`);
  terminal.print();
  for (const { symbol, text, substituted, value } of formula.lines) {
    terminal.print(terminal.paint('accent', `  ${symbol} ← ${text}`));
    terminal.print(`    = ${substituted} = ${shown(value)}`);
  }
  const away = formula.weight - weight.after;
  const difference = away === 0 ? '0' : away.toExponential(1);
  const values = { before: shown(weight.before), formula: shown(formula.weight), after: shown(weight.after) };
  terminal.print(`  ${say('xrayResult', { ...values, difference })}`);
}

/** A float32 in full; a whole number as it is. */
function shown(value: number): string {
  const text = spellNumber(value, float32Digits);
  return text.replace(/^\((.*)\)$/, '$1');
}
