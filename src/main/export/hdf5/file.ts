/**
 * Writes HDF5 files of groups, texts and float32 arrays. The form is the oldest one (superblock 0, groups as B-trees,
 * arrays in one piece), which Keras 2 and 3 and every other reader know; it holds no dates, so that the same content
 * gives the same bytes. Layout: HDF5 File Format Specification 3.0, sections II.A, III.A.1, III.B, III.D, III.E.
 */
import {
  datasetMessages,
  groupMessage,
  type HeapPlace,
  heapTextAttribute,
  type Message,
  nowhere,
  objectHeader,
  packed,
  padded,
  textAttribute,
  textsAttribute,
} from './messages.ts';
import type { Attribute, Dataset, Group } from './tree.ts';

/** Most bytes of an attribute that an object's header can hold, with room for its name and type. */
const mostInHeader = 64_000;
const superblockLength = 96;
const smallestHeap = 4096;

/** The bytes of a file with the given root, in pieces to be written one after the other. */
export function hdf5File(root: Group): readonly Uint8Array[] {
  return new FileLayout(root).pieces;
}

interface PlacedGroup {
  readonly header: number;
  readonly tree: number;
  readonly heap: number;
}

interface Entry {
  readonly name: string;
  readonly header: number;
}

/** Places objects one after the other, what is pointed at before what points there. */
class FileLayout {
  readonly pieces: Uint8Array[] = [];
  #length = superblockLength;
  /** Half the members that one node of a group lists, and half the nodes that its tree lists: one size for the file. */
  readonly #leafHalf = 4;
  readonly #treeHalf: number;

  constructor(root: Group) {
    this.#treeHalf = Math.max(16, Math.ceil(largestGroup(root) / (4 * this.#leafHalf)));
    this.pieces.push(Buffer.alloc(superblockLength));
    const placed = this.#group(root);
    this.pieces[0] = this.#superblock(placed);
  }

  #place(bytes: Uint8Array): number {
    const address = this.#length;
    const filled = bytes.length % 8 === 0 ? bytes : padded(bytes);
    this.pieces.push(filled);
    this.#length += filled.length;
    return address;
  }

  #group({ members, attributes }: Group): PlacedGroup {
    const entries = [...members]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]): Entry => ({ name, header: this.#member(member) }));
    const names = namesHeap(entries);
    const data = this.#place(names.data);
    const heap = this.#place(heapHeader(names.data.length, data));
    const tree = this.#tree(entries, names.offsets);
    const described = Object.entries(attributes).map(([name, value]) => this.#attribute(name, value));
    return { header: this.#place(objectHeader([groupMessage(tree, heap), ...described])), tree, heap };
  }

  #member(member: Group | Dataset): number {
    if ('members' in member) return this.#group(member).header;
    const { shape, data } = member;
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const address = bytes.length === 0 ? nowhere : this.#place(bytes);
    return this.#place(objectHeader(datasetMessages(shape, address)));
  }

  #tree(entries: readonly Entry[], offsets: readonly number[]): number {
    const most = 2 * this.#leafHalf;
    const leaves = Array.from({ length: Math.ceil(entries.length / most) }, (_, index) => {
      const [first, end] = [index * most, Math.min((index + 1) * most, entries.length)];
      const listed = entries.slice(first, end).map(({ header }, place) => {
        return packed([offsets[first + place] as number, 8], [header, 8], [0, 8], [0, 8], [0, 8]);
      });
      const leaf = Buffer.alloc(8 + most * 40);
      Buffer.concat([Buffer.from('SNOD'), packed([1, 1], [0, 1], [listed.length, 2]), ...listed]).copy(leaf);
      return { address: this.#place(leaf), lastName: offsets[end - 1] as number };
    });
    const node = Buffer.alloc(24 + 4 * this.#treeHalf * 8 + 8);
    const listed = leaves.map(({ address, lastName }) => packed([address, 8], [lastName, 8]));
    const start = packed([0, 1], [0, 1], [leaves.length, 2], [nowhere, 8], [nowhere, 8], [0, 8]);
    Buffer.concat([Buffer.from('TREE'), start, ...listed]).copy(node);
    return this.#place(node);
  }

  #attribute(name: string, value: Attribute): Message {
    if (typeof value !== 'string') return textsAttribute(name, value);
    if (value.length <= mostInHeader) return textAttribute(name, value);
    return heapTextAttribute(name, value.length, this.#heapText(value));
  }

  /** A long text in a heap of its own; what is left of the heap is listed as object 0. */
  #heapText(text: string): HeapPlace {
    const bytes = padded(Buffer.from(text, 'ascii'));
    const used = 16 + 16 + bytes.length;
    const size = Math.max(smallestHeap, used + 16);
    const heap = Buffer.alloc(size);
    const object = packed([1, 2], [1, 2], [0, 4], [text.length, 8]);
    const free = packed([0, 2], [0, 2], [0, 4], [size - used, 8]);
    Buffer.concat([Buffer.from('GCOL'), packed([1, 1], [0, 1], [0, 2], [size, 8]), object, bytes, free]).copy(
      heap,
    );
    return { address: this.#place(heap), index: 1 };
  }

  #superblock({ header, tree, heap }: PlacedGroup): Buffer {
    return Buffer.concat([
      Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'),
      packed([0, 4], [0, 1], [8, 1], [8, 1], [0, 1], [this.#leafHalf, 2], [this.#treeHalf, 2], [0, 4]),
      packed([0, 8], [nowhere, 8], [this.#length, 8], [nowhere, 8]),
      packed([0, 8], [header, 8], [1, 4], [0, 4], [tree, 8], [heap, 8]),
    ]);
  }
}

function largestGroup({ members }: Group): number {
  const inner = [...members.values()].map((member) => ('members' in member ? largestGroup(member) : 0));
  return inner.reduce((largest, count) => Math.max(largest, count), members.size);
}

/** The names one after the other, each at a multiple of 8, after an empty one. */
function namesHeap(entries: readonly Entry[]): {
  readonly data: Buffer;
  readonly offsets: readonly number[];
} {
  const names = entries.map(({ name }) => padded(Buffer.from(`${name}\0`, 'ascii')));
  let offset = 8;
  const offsets = names.map((name) => {
    offset += name.length;
    return offset - name.length;
  });
  return { data: Buffer.concat([Buffer.alloc(8), ...names]), offsets };
}

/** A heap without free room (1 stands for none). */
function heapHeader(length: number, dataAddress: number): Buffer {
  return Buffer.concat([Buffer.from('HEAP'), packed([0, 4], [length, 8], [1, 8], [dataAddress, 8])]);
}
