/** Turns calls of Python into the plain values of a document, and remembers where each stands in the code. */
import { pathText } from '../../../../../shared/spec/quote.ts';
import type { PythonCall } from './code-program.ts';
import { CodeFault, quoteCode, type PythonArgument, type PythonValue, type Range } from './python-values.ts';
import { fixedValues, signatureOf } from './signatures.ts';

type Path = readonly PropertyKey[];

/** Arguments that name a function of Keras: `keras.activations.relu` says `relu`. */
const functionArguments = ['activation', 'loss', 'optimizer'];

/** Writes plain values with the ranges of their paths. */
export class CodeDocument {
  readonly #ranges = new Map<string, Range>();

  /** The place in the code that a path of the document, or the nearest part around it, comes from. */
  rangeOf(path: string): Range | null {
    const range = this.#ranges.get(path);
    if (range || path === '') return range ?? null;
    return this.rangeOf(path.replace(/(\.[^.[\]]+|\[\d+\]|^[^.[\]]+)$/, ''));
  }

  /** Notes where a part of the document belongs that the code may leave out. */
  mark(path: string, { from, to }: Range): void {
    this.#ranges.set(path, { from, to });
  }

  /** A literal, a list or a class as documents have it. @throws CodeFault for anything else. */
  value(value: PythonValue, path: Path): unknown {
    this.#ranges.set(pathText(path), value);
    switch (value.kind) {
      case 'literal':
        return value.value;
      case 'list':
        return value.items.map((item, index) => this.value(item, [...path, index]));
      case 'call':
        return this.spec(value, path);
      default:
        return this.#functionName(value, path);
    }
  }

  /** A class with its arguments as `{class_name, config}`. */
  spec(call: PythonCall, path: Path): Record<string, unknown> {
    this.#ranges.set(pathText(path), call);
    const nameLength = call.name.length + (call.owner === '' ? 0 : call.owner.length + 1);
    const nameRange = { from: call.from, to: call.from + nameLength };
    this.#ranges.set(pathText([...path, 'class_name']), nameRange);
    const config: Record<string, unknown> = {};
    for (const [name, argument] of namedArguments(call)) {
      if (isFixed(call.name, name, argument)) continue;
      if (call.name === 'Residual' && name === 'projection') {
        config['shortcut'] = this.#projection(argument.value, [...path, 'config', 'shortcut']);
      } else config[name] = this.#argument(argument, [...path, 'config', name]);
    }
    return { class_name: call.name, config };
  }

  #argument(argument: PythonArgument, path: Path): unknown {
    const value = this.value(argument.value, path);
    this.#ranges.set(pathText(path), argument);
    return value;
  }

  #projection(value: PythonValue, path: Path): unknown {
    if (value.kind === 'literal' && value.value === null) return 'identity';
    return value.kind === 'call' && value.name === 'dict'
      ? { ...this.spec(value, path), class_name: 'Projection' }
      : this.value(value, path);
  }

  #functionName(value: PythonValue & { readonly kind: 'other' }, path: Path): string {
    const key = String(path.at(-1));
    const [, name] = /^[\w.]+\.(\w+)$/.exec(value.text) ?? [];
    if (name !== undefined && functionArguments.includes(key)) return name;
    throw new CodeFault('code.not-a-value', { found: quoteCode(value.text) }, value);
  }
}

/** The arguments of a call under their names. @throws CodeFault for too many, or one given twice. */
export function namedArguments(call: PythonCall): ReadonlyMap<string, PythonArgument> {
  const named = new Map<string, PythonArgument>();
  const signature = signatureOf(call.name);
  let hasNamed = false;
  for (const [place, argument] of call.args.entries()) {
    const name = argument.name ?? (signature ? signature[place] : `argument ${place + 1}`);
    if (argument.name === null && hasNamed) throw new CodeFault('code.argument-order', {}, argument);
    if (name === undefined) {
      const details = { name: call.name, most: signature?.length ?? 0 };
      throw new CodeFault('code.too-many-arguments', details, argument);
    }
    if (named.has(name)) throw new CodeFault('code.argument-twice', { name }, argument);
    hasNamed ||= argument.name !== null;
    named.set(name, argument);
  }
  return named;
}

/** Whether an argument says what is so anyway. @throws CodeFault where it asks for something else. */
function isFixed(className: string, name: string, { value, from, to }: PythonArgument): boolean {
  const allowed = fixedValues(className, name);
  if (allowed === null) return false;
  if (value.kind === 'literal' && allowed.includes(value.value)) return true;
  const found = value.kind === 'literal' ? `${name}=${String(value.value)}` : name;
  throw new CodeFault('code.not-supported', { found }, { from, to });
}
