/** Reads Python expressions from the tree of the grammar, as data: nothing is ever run. */
import type { parser } from '@lezer/python';
import { LabError, type ErrorDetails, type LabErrorCode } from '../../../../../shared/contract/errors.ts';
import { quote } from '../../../../../shared/spec/quote.ts';

/** A node of the grammar's tree. */
export type SyntaxNode = ReturnType<typeof parser.parse>['topNode'];

/** A part of the text. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** An argument of a call. */
export interface PythonArgument extends Range {
  /** Null for an argument by its place. */
  readonly name: string | null;
  readonly value: PythonValue;
}

/** An expression that could be read. */
export type PythonValue = Range &
  (
    | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
    | { readonly kind: 'list'; readonly items: readonly PythonValue[] }
    /** `name` is the last part of `keras.layers.Dense`; `owner` what stands before it, such as `keras.layers`. */
    | {
        readonly kind: 'call';
        readonly name: string;
        readonly owner: string;
        readonly args: readonly PythonArgument[];
      }
    | { readonly kind: 'other'; readonly text: string }
  );

/** A fault at a place of the code. */
export class CodeFault extends LabError {
  readonly range: Range;

  constructor(code: LabErrorCode, details: ErrorDetails, range: Range) {
    super(code, details);
    this.range = { from: range.from, to: range.to };
  }
}

/** The text, and what the simple variables in it stand for. */
export interface Reading {
  readonly text: string;
  readonly variables: ReadonlyMap<string, PythonValue>;
}

/** The nodes inside brackets without brackets, commas and comments. */
export function innerNodes(node: SyntaxNode): SyntaxNode[] {
  const nodes: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!/^[()[\]{},:]$|^Comment$/.test(child.name)) nodes.push(child);
  }
  return nodes;
}

/** Reads one expression; what is no literal, list or call comes back as `other`. */
export function readValue(node: SyntaxNode, reading: Reading): PythonValue {
  const range = { from: node.from, to: node.to };
  const text = reading.text.slice(node.from, node.to);
  switch (node.name) {
    case 'Number':
      return { ...range, kind: 'literal', value: Number(text.replaceAll('_', '')) };
    case 'Boolean':
      return { ...range, kind: 'literal', value: text === 'True' };
    case 'None':
      return { ...range, kind: 'literal', value: null };
    case 'String':
    case 'ContinuedString':
      return readString(node, reading.text);
    case 'TupleExpression':
    case 'ArrayExpression':
      return { ...range, kind: 'list', items: readItems(node, reading) };
    case 'ParenthesizedExpression': {
      const [inner] = innerNodes(node);
      return inner ? readValue(inner, reading) : { ...range, kind: 'other', text };
    }
    case 'UnaryExpression':
    case 'BinaryExpression':
      return readArithmetic(node, reading);
    case 'CallExpression':
      return readCall(node, reading);
    case 'VariableName': {
      const value = reading.variables.get(text);
      return value ? { ...value, ...range } : { ...range, kind: 'other', text };
    }
    default:
      return { ...range, kind: 'other', text };
  }
}

function readItems(node: SyntaxNode, reading: Reading): readonly PythonValue[] {
  const nodes = innerNodes(node);
  const star = nodes.find(({ name }) => name === '*');
  if (star) throw new CodeFault('code.not-a-value', { found: '*' }, star);
  return nodes.map((item) => readValue(item, reading));
}

function readString(node: SyntaxNode, source: string): PythonValue {
  const range = { from: node.from, to: node.to };
  const parts = node.name === 'String' ? [node] : innerNodes(node);
  const texts = parts.map(({ from, to }) => plainText(source.slice(from, to)));
  if (texts.includes(null)) return { ...range, kind: 'other', text: source.slice(node.from, node.to) };
  return { ...range, kind: 'literal', value: texts.join('') };
}

/** The text of a string literal with JSON's escapes; null for prefixes such as `f` and other escapes. */
function plainText(literal: string): string | null {
  const [, , inner] = /^("""|'''|"|')([\s\S]*)\1$/.exec(literal) ?? [];
  if (inner === undefined) return null;
  const escaped = inner
    .replace(/\\'/g, "'")
    .replace(/(?<!\\)"/g, '\\"')
    .replace(/\n/g, '\\n');
  try {
    return String(JSON.parse(`"${escaped}"`));
  } catch {
    return null;
  }
}

/** Numbers with signs and the four operations, as in `1 / 255` or `-0.1`. */
function readArithmetic(node: SyntaxNode, reading: Reading): PythonValue {
  const range = { from: node.from, to: node.to };
  const other: PythonValue = { ...range, kind: 'other', text: reading.text.slice(node.from, node.to) };
  const parts = innerNodes(node);
  const sign = parts.find(({ name }) => name === 'ArithOp');
  const operator = sign ? reading.text.slice(sign.from, sign.to) : '';
  const numbers = parts
    .filter(({ name }) => name !== 'ArithOp')
    .map((part) => numberOf(readValue(part, reading)));
  const [left = null, right = null] = numbers.length === 1 ? [0, ...numbers] : numbers;
  if (left === null || right === null) return other;
  const value = calculate(left, operator, right);
  return value === null ? other : { ...range, kind: 'literal', value };
}

function numberOf(value: PythonValue): number | null {
  return value.kind === 'literal' && typeof value.value === 'number' ? value.value : null;
}

function calculate(left: number, operator: string, right: number): number | null {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '**':
      return left ** right;
    default:
      return null;
  }
}

function readCall(node: SyntaxNode, reading: Reading): PythonValue {
  const callee = node.firstChild;
  const list = node.getChild('ArgList');
  const range = { from: node.from, to: node.to };
  const path = callee ? reading.text.slice(callee.from, callee.to).replace(/\s/g, '') : '';
  if (!list || !/^[\p{L}_][\p{L}\p{N}_.]*$/u.test(path)) {
    return { ...range, kind: 'other', text: reading.text.slice(node.from, node.to) };
  }
  const dot = path.lastIndexOf('.');
  const args = readArguments(list, reading);
  return { ...range, kind: 'call', name: path.slice(dot + 1), owner: path.slice(0, Math.max(0, dot)), args };
}

function readArguments(list: SyntaxNode, reading: Reading): PythonArgument[] {
  const nodes = innerNodes(list);
  const args: PythonArgument[] = [];
  for (let place = 0; place < nodes.length; place++) {
    const node = nodes[place] as SyntaxNode;
    const value = nodes[place + 2];
    if (/^\*+$/.test(node.name)) throw new CodeFault('code.not-a-value', { found: node.name }, node);
    if (nodes[place + 1]?.name === 'AssignOp' && value) {
      const name = reading.text.slice(node.from, node.to);
      args.push({ from: node.from, to: value.to, name, value: readValue(value, reading) });
      place += 2;
    } else {
      args.push({ from: node.from, to: node.to, name: null, value: readValue(node, reading) });
    }
  }
  return args;
}

/** The text of an expression as a message quotes it. */
export function quoteCode(text: string): string {
  return quote(text.replace(/\s+/g, ' ')).slice(1, -1).replaceAll('\\"', '"');
}
