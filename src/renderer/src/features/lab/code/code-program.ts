/** Finds the model, `compile` and `fit` in a Python program, whether its layers are listed or added one by one. */
import type { parser } from '@lezer/python';
import {
  CodeFault,
  innerNodes,
  quoteCode,
  readValue,
  type PythonArgument,
  type PythonValue,
  type Range,
  type Reading,
  type SyntaxNode,
} from './python-values.ts';

/** A call that was read. */
export type PythonCall = Extract<PythonValue, { readonly kind: 'call' }>;

/** What a program says about an experiment. */
export interface CodeProgram {
  /** The layers in their order, without the input. */
  readonly layers: readonly PythonCall[];
  /** The shape of the input, where the program has one. */
  readonly input: PythonValue | null;
  readonly compile: PythonCall | null;
  readonly fit: PythonCall | null;
}

type Tree = ReturnType<typeof parser.parse>;

/** Statements from which no model can be read. */
const controlFlow = /^(For|While|If|Try|With|Match)Statement$/;

/** Methods of a model that say nothing about its settings. */
const harmless = ['summary', 'evaluate', 'predict', 'save', 'build', 'set_weights', 'get_weights'];

/** Places where the grammar finds an error; an empty place is widened to a character. */
export function syntaxFaults(tree: Tree, text: string): readonly CodeFault[] {
  const faults: CodeFault[] = [];
  tree.iterate({
    enter: ({ type, from, to }) => {
      if (!type.isError || faults.length > 4) return;
      const start = Math.min(from, Math.max(0, text.trimEnd().length - 1));
      const range = { from: start, to: Math.max(to, start + 1) };
      const line = text.slice(0, start).split('\n').length;
      const found = quoteCode(text.split('\n')[line - 1]?.trim() ?? '');
      faults.push(new CodeFault('code.syntax', { found }, range));
    },
  });
  return faults;
}

/** Reads a program without syntax errors. @throws CodeFault */
export function readProgram(tree: Tree, text: string): CodeProgram {
  const reader = new ProgramReader(text);
  for (let node = tree.topNode.firstChild; node; node = node.nextSibling) reader.statement(node);
  return reader.program();
}

class ProgramReader {
  readonly #text: string;
  readonly #variables = new Map<string, PythonValue>();
  #listed: PythonValue[] | null = null;
  #compile: PythonCall | null = null;
  #fit: PythonCall | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  statement(node: SyntaxNode): void {
    if (controlFlow.test(node.name)) {
      const found = quoteCode(this.#text.slice(node.from, node.to).split('\n')[0] ?? '');
      throw new CodeFault('code.statement', { found }, node);
    }
    if (node.name === 'AssignStatement') this.#assign(node);
    if (node.name === 'ExpressionStatement' && node.firstChild) this.#expression(node.firstChild);
  }

  program(): CodeProgram {
    const all = this.#listed ?? [];
    const [first] = all;
    const isInput = first?.kind === 'call' && /^Input(Layer)?$/.test(first.name);
    const layers = (isInput ? all.slice(1) : all).map(requireCall);
    if (layers.length === 0) {
      throw new CodeFault('code.no-model', {}, { from: 0, to: Math.max(1, this.#text.length) });
    }
    return {
      layers: layers.map(withoutShape),
      input: isInput ? (shapeOf(first) ?? null) : (shapeOf(layers[0]) ?? null),
      compile: this.#compile,
      fit: this.#fit,
    };
  }

  /** Simple variables are remembered; whatever else is assigned, such as the data, is of no concern. */
  #assign(node: SyntaxNode): void {
    const parts = innerNodes(node);
    const [target, , source] = parts;
    if (!source) return;
    const value = readValue(source, this.#reading());
    if (value.kind === 'call' && this.#call(value)) return;
    if (parts.length === 3 && target?.name === 'VariableName' && value.kind !== 'other') {
      this.#variables.set(this.#text.slice(target.from, target.to), value);
    }
  }

  #expression(node: SyntaxNode): void {
    const value = readValue(node, this.#reading());
    if (value.kind === 'call') this.#call(value);
  }

  /** Takes a call that belongs to the model; false for any other. */
  #call(call: PythonCall): boolean {
    if (call.name === 'Sequential') {
      this.#listed = [...(listOf(argumentOf(call, 'layers', 0)) ?? [])];
      return true;
    }
    if (call.owner !== 'model') return false;
    if (call.name === 'add') this.#add(call);
    else if (call.name === 'compile') this.#compile = call;
    else if (call.name === 'fit') this.#fit = call;
    else if (!harmless.includes(call.name)) {
      throw new CodeFault('code.not-supported', { found: `model.${call.name}` }, call);
    }
    return true;
  }

  #add(call: PythonCall): void {
    const [layer] = call.args;
    if (layer) this.#listed = [...(this.#listed ?? []), layer.value];
  }

  #reading(): Reading {
    return { text: this.#text, variables: this.#variables };
  }
}

/** An argument by name or place. */
export function argumentOf(call: PythonCall, name: string, place: number): PythonArgument | undefined {
  const byPlace = call.args.filter((argument) => argument.name === null);
  return call.args.find((argument) => argument.name === name) ?? byPlace[place];
}

function listOf(argument: PythonArgument | undefined): readonly PythonValue[] | null {
  return argument?.value.kind === 'list' ? argument.value.items : null;
}

function requireCall(value: PythonValue): PythonCall {
  if (value.kind === 'call') return value;
  const range: Range = value;
  const found = value.kind === 'other' ? quoteCode(value.text) : 'a value';
  throw new CodeFault('code.not-a-layer', { found }, range);
}

function shapeOf(call: PythonCall | undefined): PythonValue | null {
  if (!call) return null;
  const isInput = /^Input(Layer)?$/.test(call.name);
  const named = call.args.find(({ name }) => name === 'shape' || name === 'input_shape');
  return (named ?? (isInput ? call.args.find(({ name }) => name === null) : undefined))?.value ?? null;
}

/** Keras 2's `input_shape` of the first layer, as on the slides. */
function withoutShape(call: PythonCall, place: number): PythonCall {
  if (place > 0) return call;
  return { ...call, args: call.args.filter(({ name }) => name !== 'input_shape') };
}
