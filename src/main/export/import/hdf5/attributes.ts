/** Attributes of HDF5 objects (format specification 3.0, IV.A.2.m): the texts in which Keras keeps descriptions. */
import type { Hdf5Bytes } from './bytes.ts';
import { type Message, messageOf, messageTypes } from './messages.ts';
import { readShape, readType } from './types.ts';

/** Most texts of one attribute. */
const mostTexts = 10_000;

const padded = (length: number): number => Math.ceil(length / 8) * 8;

/** The texts of every attribute that holds texts; one text for an attribute that is no list. @throws LabError `import.hdf5-*`. */
export function readTexts(
  file: Hdf5Bytes,
  messages: readonly Message[],
): ReadonlyMap<string, readonly string[]> {
  const info = messageOf(messages, 'attributeInfo');
  if (info !== null && hasDenseAttributes(file, info))
    file.unsupported('attributes kept apart from their object');
  const texts = new Map<string, readonly string[]>();
  for (const message of messages) {
    if (message.type !== messageTypes.attribute) continue;
    const { name, values } = readAttribute(file, message);
    if (texts.has(name)) file.broken(`the attribute ${name} is there twice`);
    if (values !== null) texts.set(name, values);
  }
  return texts;
}

function hasDenseAttributes(file: Hdf5Bytes, { position }: Message): boolean {
  const hasIndex = (file.number(position + 1, 1) & 1) !== 0;
  return file.address(position + 2 + (hasIndex ? 2 : 0)) !== null;
}

function readAttribute(
  file: Hdf5Bytes,
  message: Message,
): { readonly name: string; readonly values: readonly string[] | null } {
  const { position } = message;
  const version = file.number(position, 1);
  if (version < 1 || version > 3) file.unsupported('an attribute of another version');
  if (message.isShared || (version > 1 && file.number(position + 1, 1) !== 0))
    file.unsupported('an attribute with a shared type');
  const align = version === 1 ? padded : (length: number): number => length;
  const [nameBytes, typeBytes, spaceBytes] = [2, 4, 6].map((offset) => file.number(position + offset, 2)) as [
    number,
    number,
    number,
  ];
  const nameAt = position + (version === 3 ? 9 : 8);
  const typeAt = nameAt + align(nameBytes);
  const spaceAt = typeAt + align(typeBytes);
  const dataAt = spaceAt + align(spaceBytes);
  const end = position + message.length;
  if (dataAt > end) file.broken(`the attribute at byte ${position} is too long`);
  const name = file.text(nameAt, nameBytes);
  return { name, values: readValues(file, { typeAt, spaceAt, dataAt, end }) };
}

interface AttributeParts {
  readonly typeAt: number;
  readonly spaceAt: number;
  readonly dataAt: number;
  readonly end: number;
}

/** Null for values that are no texts. */
function readValues(
  file: Hdf5Bytes,
  { typeAt, spaceAt, dataAt, end }: AttributeParts,
): readonly string[] | null {
  const type = readType(file, typeAt);
  if (type.kind !== 'text' && type.kind !== 'long-text') return null;
  const count = (readShape(file, spaceAt) ?? [0]).reduce((product, size) => product * size, 1);
  const length = type.kind === 'text' ? type.length : 16;
  if (count > mostTexts || dataAt + count * length > end)
    file.broken(`the attribute at byte ${dataAt} is too long`);
  return Array.from({ length: count }, (_, index) => {
    const at = dataAt + index * length;
    return type.kind === 'text' ? fixedText(file.slice(at, length)) : heapText(file, at);
  });
}

/** Text that ends with its first zero byte. */
function fixedText(bytes: Buffer): string {
  const end = bytes.indexOf(0);
  return bytes.toString('utf8', 0, end < 0 ? bytes.length : end);
}

/** The text to which a length, a heap's address and a number in it refer (III.E, global heap). */
function heapText(file: Hdf5Bytes, at: number): string {
  const length = file.number(at, 4);
  if (length === 0) return '';
  const heap = file.number(at + 4, 8);
  const wanted = file.number(at + 12, 4);
  file.expect(heap, 'GCOL');
  const end = heap + file.number(heap + 8, 8);
  for (let position = heap + 16; position + 16 <= end;) {
    file.visit();
    const index = file.number(position, 2);
    const size = file.number(position + 8, 8);
    if (index === wanted && size >= length) return fixedText(file.slice(position + 16, length));
    if (index === 0) break;
    position += 16 + padded(size);
  }
  return file.broken(`a text at byte ${at} is missing`);
}
