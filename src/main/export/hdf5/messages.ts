/**
 * The messages that describe objects of an HDF5 file, in the oldest form of each, which every reader knows.
 * Layout: HDF5 File Format Specification 3.0, section IV.A.2.
 */

/** An address that says: nowhere. */
export const nowhere = 0xffffffffffffffffn;

/** A message of an object's header. */
export interface Message {
  readonly type: number;
  /** Length is a multiple of 8. */
  readonly body: Buffer;
}

/** Numbers of the given widths in bytes, little-endian, one after the other. */
export function packed(
  ...fields: readonly (readonly [value: number | bigint, width: 1 | 2 | 4 | 8])[]
): Buffer {
  const bytes = Buffer.alloc(fields.reduce((sum, [, width]) => sum + width, 0));
  let offset = 0;
  for (const [value, width] of fields) {
    if (width === 8) bytes.writeBigUInt64LE(BigInt(value), offset);
    else bytes.writeUIntLE(Number(value), offset, width);
    offset += width;
  }
  return bytes;
}

/** Bytes with zeros after them up to a multiple of 8. */
export function padded(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((8 - (bytes.length % 8)) % 8)]);
}

/** A dataset's dimensions; none for a single value. */
function dataspace(shape: readonly number[]): Buffer {
  const sizes = shape.map((size) => [size, 8] as const);
  return packed([1, 1], [shape.length, 1], [0, 2], [0, 4], ...sizes);
}

/** IEEE 754, little-endian: where sign, exponent and mantissa stand. */
const float32 = packed([0x11, 1], [0x20, 1], [31, 1], [0, 1], [4, 4], [0, 2], [32, 2], [23, 1], [8, 1], [0, 1], [23, 1], [127, 4]); // prettier-ignore
const float64 = packed([0x11, 1], [0x20, 1], [63, 1], [0, 1], [8, 4], [0, 2], [64, 2], [52, 1], [11, 1], [0, 1], [52, 1], [1023, 4]); // prettier-ignore

/** ASCII texts of one length, filled with zeros. */
const fixedText = (length: number): Buffer => packed([0x13, 1], [1, 1], [0, 2], [length, 4]);

/** A text of any length that stands in a heap; its characters are unsigned bytes. */
const heapText = packed(
  [0x19, 1],
  [1, 1],
  [0, 2],
  [16, 4],
  [0x10, 1],
  [0, 1],
  [0, 2],
  [1, 4],
  [0, 2],
  [8, 2],
);

/** The messages of a float32 dataset whose values stand at an address, or nowhere where there are none. */
export function datasetMessages(shape: readonly number[], address: number | bigint): readonly Message[] {
  const sizeBytes = shape.reduce((product, size) => product * size, 4);
  return [
    { type: 0x01, body: dataspace(shape) },
    { type: 0x03, body: padded(float32) },
    { type: 0x05, body: packed([2, 1], [2, 1], [2, 1], [1, 1], [0, 4]) },
    { type: 0x08, body: padded(packed([3, 1], [1, 1], [address, 8], [sizeBytes, 8])) },
  ];
}

/** The message of a group whose members are listed in a tree, with their names in a heap. */
export function groupMessage(treeAddress: number, heapAddress: number): Message {
  return { type: 0x11, body: packed([treeAddress, 8], [heapAddress, 8]) };
}

/** An attribute of texts that are kept in the object's header; without texts an empty array of floats. */
export function textsAttribute(name: string, texts: readonly string[]): Message {
  if (texts.length === 0) return attribute(name, { type: float64, shape: [0], values: Buffer.alloc(0) });
  const length = Math.max(1, ...texts.map((text) => text.length));
  const values = Buffer.concat(texts.map((text) => Buffer.alloc(length).fill(text, 0, text.length, 'ascii')));
  return attribute(name, { type: fixedText(length), shape: [texts.length], values });
}

/** An attribute of one text that is kept in the object's header. */
export function textAttribute(name: string, text: string): Message {
  const values = Buffer.from(text, 'ascii');
  return attribute(name, { type: fixedText(Math.max(1, text.length)), shape: [], values });
}

/** An attribute of one text that stands in a heap. */
export function heapTextAttribute(name: string, length: number, place: HeapPlace): Message {
  const values = packed([length, 4], [place.address, 8], [place.index, 4]);
  return attribute(name, { type: heapText, shape: [], values });
}

/** Where a text stands among the texts of the file. */
export interface HeapPlace {
  readonly address: number;
  /** Counted from 1. */
  readonly index: number;
}

interface AttributeParts {
  readonly type: Buffer;
  readonly shape: readonly number[];
  readonly values: Buffer;
}

function attribute(name: string, { type, shape, values }: AttributeParts): Message {
  const called = Buffer.from(`${name}\0`, 'ascii');
  const space = dataspace(shape);
  const sizes = packed([1, 1], [0, 1], [called.length, 2], [type.length, 2], [space.length, 2]);
  return {
    type: 0x0c,
    body: padded(Buffer.concat([sizes, padded(called), padded(type), padded(space), values])),
  };
}

/** The header of an object: its messages, one after the other. */
export function objectHeader(messages: readonly Message[]): Buffer {
  const listed = messages.map(({ type, body }) =>
    Buffer.concat([packed([type, 2], [body.length, 2], [0, 4]), body]),
  );
  const bytes = Buffer.concat(listed);
  return Buffer.concat([
    packed([1, 1], [0, 1], [messages.length, 2], [1, 4], [bytes.length, 4], [0, 4]),
    bytes,
  ]);
}
