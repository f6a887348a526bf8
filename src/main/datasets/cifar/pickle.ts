/**
 * Reads the one pickle layout in which CIFAR's Python archives come: a dictionary of byte strings, lists of
 * integers and a uint8 array. It is data only: three names are known (numpy's array, its type and its
 * constructor), every other name or operation is an error, and nothing is ever called.
 *
 * Layout of the operations: Python's `pickletools.py`, protocol 2.
 */
import { LabError } from '../../../shared/contract/errors.ts';
import { printable } from '../tar.ts';

/** A two-dimensional array of unsigned bytes. */
export interface PickledArray {
  readonly kind: 'array';
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

/** A value of such a pickle. Short text is a string (Latin-1), long text stays where it is in the file's bytes. */
export type PickledValue =
  number | boolean | null | string | Buffer | PickledArray | PickledValue[] | Map<string, PickledValue>;

/** Values that exist only while an array is put together. */
interface Unfinished {
  kind: 'reconstruct' | 'ndarray' | 'dtype' | 'typed' | 'empty';
  /** For `typed`: the element type. */
  type?: string;
}
interface ArrayBox {
  kind: 'box';
  array: PickledArray | null;
}
type Item = PickledValue | Unfinished | ArrayBox | typeof mark;

const mark = Symbol('mark');
const mostItems = 2_000_000;

const knownNames: Readonly<Record<string, Unfinished['kind']>> = {
  'numpy.core.multiarray _reconstruct': 'reconstruct',
  'numpy._core.multiarray _reconstruct': 'reconstruct',
  'numpy ndarray': 'ndarray',
  'numpy dtype': 'dtype',
};

/**
 * The dictionary in a pickle.
 * @throws LabError `data.pickle-refused` naming the operation or name that does not belong to the layout.
 */
export function readPickle(bytes: Buffer, file: string): Map<string, PickledValue> {
  const value = new PickleReader(bytes, file).read();
  if (!(value instanceof Map)) throw new LabError('data.pickle-refused', { file, found: typeof value });
  return value;
}

class PickleReader {
  readonly #bytes: Buffer;
  readonly #file: string;
  readonly #stack: Item[] = [];
  readonly #memo = new Map<number, Item>();
  #offset = 0;
  #items = 0;

  constructor(bytes: Buffer, file: string) {
    this.#bytes = bytes;
    this.#file = file;
  }

  read(): Item {
    for (;;) {
      const operation = this.#byte();
      if (operation === 0x2e) return plain(this.#pop());
      if (++this.#items > mostItems) this.#refuse('more than 2,000,000 items');
      if (this.#literal(operation) || this.#container(operation) || this.#object(operation)) continue;
      this.#refuse(hex(operation));
    }
  }

  /** Numbers, text and the memo. */
  #literal(operation: number): boolean {
    switch (String.fromCharCode(operation)) {
      case '\x80':
        if (this.#byte() > 2) this.#refuse('protocol > 2');
        return true;
      case 'N':
        return this.#push(null);
      case '\x88':
      case '\x89':
        return this.#push(operation === 0x88);
      case 'J':
        return this.#push(this.#take(4).readInt32LE());
      case 'K':
        return this.#push(this.#byte());
      case 'M':
        return this.#push(this.#take(2).readUInt16LE());
      case 'U':
        return this.#push(this.#take(this.#byte()).toString('latin1'));
      case 'T':
        return this.#push(this.#take(this.#take(4).readInt32LE()));
      case 'q':
        return this.#remember(this.#byte());
      case 'r':
        return this.#remember(this.#take(4).readUInt32LE());
      case 'h':
        return this.#recall(this.#byte());
      case 'j':
        return this.#recall(this.#take(4).readUInt32LE());
      default:
        return false;
    }
  }

  /** Lists, tuples and dictionaries. */
  #container(operation: number): boolean {
    switch (String.fromCharCode(operation)) {
      case '(':
        return this.#push(mark);
      case '}':
        return this.#push(new Map());
      case ']':
      case ')':
        return this.#push([]);
      case 't':
        return this.#push(this.#sinceMark() as PickledValue[]);
      case '\x85':
      case '\x86':
      case '\x87':
        return this.#push(this.#popMany(operation - 0x84) as PickledValue[]);
      case 'a':
        return this.#append([this.#pop()]);
      case 'e':
        return this.#append(this.#sinceMark());
      case 's':
        return this.#set(this.#popMany(2));
      case 'u':
        return this.#set(this.#sinceMark());
      default:
        return false;
    }
  }

  /** The three operations that put a numpy array together. */
  #object(operation: number): boolean {
    switch (String.fromCharCode(operation)) {
      case 'c': {
        const name = `${this.#line()} ${this.#line()}`;
        const kind = Object.hasOwn(knownNames, name) ? knownNames[name] : undefined;
        return this.#push({ kind: kind ?? this.#refuse(name) });
      }
      case 'R': {
        const [made, args] = this.#popMany(2) as [Item, Item];
        if (isUnfinished(made, 'reconstruct')) return this.#push({ kind: 'box', array: null });
        if (isUnfinished(made, 'dtype') && Array.isArray(args) && typeof args[0] === 'string') {
          return this.#push({ kind: 'typed', type: args[0] });
        }
        return this.#refuse('REDUCE');
      }
      case 'b':
        return this.#build(this.#pop());
      default:
        return false;
    }
  }

  #build(state: Item): boolean {
    const target = this.#stack.at(-1);
    if (isUnfinished(target, 'typed')) return true;
    if (!isBox(target) || !Array.isArray(state)) return this.#refuse('BUILD');
    const [, shape, type, isFortran, content] = state as Item[];
    if (!isUnfinished(type, 'typed') || !/^[|<=]?u1$/.test(type.type ?? ''))
      return this.#refuse('an array that is not uint8');
    if (isFortran !== false || !Buffer.isBuffer(content) || !isShape(shape)) return this.#refuse('BUILD');
    if (content.length !== shape.reduce((product, size) => product * size, 1))
      return this.#refuse('an array of another size');
    target.array = { kind: 'array', shape, data: content };
    return true;
  }

  #append(items: Item[]): boolean {
    const list = this.#stack.at(-1);
    if (!Array.isArray(list)) return this.#refuse('APPEND');
    for (const item of items) list.push(plain(item) as PickledValue);
    return true;
  }

  #set(items: Item[]): boolean {
    const map = this.#stack.at(-1);
    if (!(map instanceof Map) || items.length % 2 === 1) return this.#refuse('SETITEMS');
    for (let index = 0; index < items.length; index += 2) {
      const key = items[index];
      if (typeof key !== 'string') return this.#refuse('a key that is not text');
      map.set(key, plain(items[index + 1] as Item) as PickledValue);
    }
    return true;
  }

  #push(item: Item): boolean {
    this.#stack.push(item);
    return true;
  }

  #pop(): Item {
    const item = this.#stack.pop();
    return item === undefined ? this.#refuse('an empty stack') : item;
  }

  #popMany(count: number): Item[] {
    if (this.#stack.length < count) return this.#refuse('an empty stack');
    return this.#stack.splice(-count);
  }

  #sinceMark(): Item[] {
    const at = this.#stack.lastIndexOf(mark);
    if (at < 0) return this.#refuse('no mark');
    const items = this.#stack.splice(at);
    return items.slice(1);
  }

  #remember(index: number): boolean {
    this.#memo.set(index, this.#stack.at(-1) ?? this.#refuse('an empty stack'));
    return true;
  }

  #recall(index: number): boolean {
    const item = this.#memo.get(index);
    return item === undefined ? this.#refuse(`memo ${index}`) : this.#push(item);
  }

  #line(): string {
    const end = this.#bytes.indexOf(0x0a, this.#offset);
    if (end < 0 || end - this.#offset > 200) return this.#refuse('an endless name');
    const line = this.#bytes.toString('latin1', this.#offset, end);
    this.#offset = end + 1;
    return line;
  }

  #byte(): number {
    return this.#take(1)[0] as number;
  }

  #take(length: number): Buffer {
    const end = this.#offset + length;
    if (length < 0 || end > this.#bytes.length) {
      throw new LabError('data.cut-off', { file: this.#file, found: this.#bytes.length, expected: end });
    }
    const taken = this.#bytes.subarray(this.#offset, end);
    this.#offset = end;
    return taken;
  }

  #refuse(found: string): never {
    throw new LabError('data.pickle-refused', { file: this.#file, found: printable(found) });
  }
}

function plain(item: Item): Item {
  return isBox(item) ? (item.array ?? null) : item;
}

function isBox(item: Item | undefined): item is ArrayBox {
  return typeof item === 'object' && item !== null && 'kind' in item && item.kind === 'box';
}

function isUnfinished(item: Item | undefined, kind: Unfinished['kind']): item is Unfinished {
  return typeof item === 'object' && item !== null && 'kind' in item && item.kind === kind;
}

function isShape(item: Item | undefined): item is number[] {
  return (
    Array.isArray(item) &&
    item.every((size) => typeof size === 'number' && Number.isInteger(size) && size >= 0)
  );
}

function hex(operation: number): string {
  return `0x${operation.toString(16).padStart(2, '0')}`;
}
