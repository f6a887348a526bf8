/** From Keras code to the experiment that it describes, or to its faults with their places. */
import { parser } from '@lezer/python';
import { LabError, type LabErrorData } from '../../../../../shared/contract/errors.ts';
import { parseExperiment, type Experiment } from '../../../../../shared/spec/experiment.ts';
import { CodeDocument } from './code-document.ts';
import { argumentOf, readProgram, syntaxFaults, type CodeProgram, type PythonCall } from './code-program.ts';
import { CodeFault, type PythonValue, type Range } from './python-values.ts';

/** A fault and where it stands. */
export interface PlacedFault extends Range {
  readonly error: LabErrorData;
}

/** What code says. */
export interface CodeReading {
  /** The experiment with what the code changes; null where it has faults. */
  readonly experiment: Experiment | null;
  readonly faults: readonly PlacedFault[];
  /** Where each layer stands. */
  readonly layers: readonly Range[];
}

/** Where the code is to fit in. */
export interface CodeContext {
  /** The experiment that keeps what code does not say: data, seed, names. */
  readonly experiment: Experiment;
  /** Height, width, channels of the data set's pictures. */
  readonly inputShape: readonly number[];
}

/** Reads code. */
export function readCode(text: string, context: CodeContext): CodeReading {
  const tree = parser.parse(text);
  const broken = syntaxFaults(tree, text);
  if (broken.length > 0) return { experiment: null, faults: broken.map(placed), layers: [] };
  const document = new CodeDocument();
  let layers: readonly Range[] = [];
  try {
    const program = readProgram(tree, text);
    layers = program.layers.map(({ from, to }) => ({ from, to }));
    checkInput(program.input, context.inputShape);
    const changed = { ...context.experiment, ...changesOf(program, document, context.experiment) };
    return { experiment: parseExperiment(changed), faults: [], layers };
  } catch (error) {
    return { experiment: null, faults: [faultOf(error, document, text)], layers };
  }
}

function placed(fault: CodeFault): PlacedFault {
  return { ...fault.range, error: fault.toData() };
}

function faultOf(error: unknown, document: CodeDocument, text: string): PlacedFault {
  if (error instanceof CodeFault) return placed(error);
  if (!(error instanceof LabError)) throw error;
  const range = document.rangeOf(String(error.details['path'] ?? '')) ?? { from: 0, to: text.length };
  return { from: range.from, to: range.to, error: error.toData() };
}

function checkInput(input: PythonValue | null, inputShape: readonly number[]): void {
  if (input === null) return;
  const sizes = input.kind === 'list' ? input.items.map((item) => item.kind === 'literal' && item.value) : [];
  if (sizes.join() === inputShape.join()) return;
  const found = sizes.length > 0 ? `(${sizes.join(', ')})` : '?';
  throw new CodeFault('code.input-shape', { found, expected: `(${inputShape.join(', ')})` }, input);
}

function changesOf(
  { layers, compile, fit }: CodeProgram,
  document: CodeDocument,
  experiment: Experiment,
): Record<string, unknown> {
  const read = layers.map((layer, index) => document.spec(layer, ['model', 'layers', index]));
  return {
    model: { ...experiment.model, layers: read },
    ...(compile && compileChanges(compile, document)),
    ...(fit && fitChanges(fit, document)),
  };
}

function compileChanges(compile: PythonCall, document: CodeDocument): Record<string, unknown> {
  const value = (name: string, place: number, otherwise: unknown): unknown => {
    document.mark(name, compile);
    const argument = argumentOf(compile, name, place);
    return argument ? document.value(argument.value, [name]) : otherwise;
  };
  return {
    optimizer: value('optimizer', 0, 'rmsprop'),
    loss: value('loss', 1, undefined),
    metrics: value('metrics', 3, []),
  };
}

function fitChanges(fit: PythonCall, document: CodeDocument): Record<string, unknown> {
  const value = (name: string, otherwise: unknown, place = Infinity): unknown => {
    const argument = argumentOf(fit, name, place);
    if (argument?.value.kind === 'call' && argument.value.name === 'len') return 'all';
    return argument ? document.value(argument.value, [name]) : otherwise;
  };
  return {
    batch_size: value('batch_size', 32, 2),
    epochs: value('epochs', 1, 3),
    shuffle: value('shuffle', true),
    callbacks: value('callbacks', null) ?? [],
    validation: validationOf(fit, document),
  };
}

function validationOf(fit: PythonCall, document: CodeDocument): unknown {
  const data = argumentOf(fit, 'validation_data', Infinity);
  if (data && !(data.value.kind === 'literal' && data.value.value === null)) return { from: 'test' };
  const split = argumentOf(fit, 'validation_split', Infinity);
  if (!split) return { from: 'none' };
  return { from: 'train', split: document.value(split.value, ['validation', 'split']) };
}
