/** Members of HDF5 groups (format specification 3.0, III.A to III.D and IV.A.2.c, g, r): only hard links are followed. */
import type { Hdf5Bytes } from './bytes.ts';
import { readDenseLinks } from './dense-links.ts';
import { type Message, messageOf, messageTypes } from './messages.ts';

/** Addresses of a group's members by name. */
export type Links = ReadonlyMap<string, number>;

const longestName = 1000;
const deepestTree = 8;

/** The members of a group, or null for an object that is none. @throws LabError `import.hdf5-*`. */
export function readLinks(file: Hdf5Bytes, messages: readonly Message[]): Links | null {
  const table = messageOf(messages, 'symbolTable');
  const info = messageOf(messages, 'linkInfo');
  const links = messages.filter(({ type }) => type === messageTypes.link);
  if (table === null && info === null && links.length === 0) return null;
  const found = new Map<string, number>();
  const add = (name: string, address: number): void => {
    if (found.has(name)) file.broken(`the member ${name} is there twice`);
    found.set(name, address);
  };
  if (table !== null) readOldLinks(file, table.position, add);
  for (const { position } of links) readLink(file, position, add);
  if (info !== null) readDenseLinks(file, info.position, (position) => readLink(file, position, add));
  return found;
}

type Add = (name: string, address: number) => void;

/** A link message. */
function readLink(file: Hdf5Bytes, position: number, add: Add): void {
  file.visit();
  if (file.number(position, 1) !== 1) file.unsupported('a link of another version');
  const flags = file.number(position + 1, 1);
  let at = position + 2;
  if ((flags & 8) !== 0 && file.number(at++, 1) !== 0) file.unsupported('a soft or external link');
  if ((flags & 4) !== 0) at += 8;
  if ((flags & 16) !== 0) at += 1;
  const sizeBytes = 1 << (flags & 3);
  const length = file.number(at, sizeBytes);
  if (length > longestName) file.broken(`the name at byte ${at} has no end`);
  const name = file.slice(at + sizeBytes, length).toString('utf8');
  add(name, file.number(at + sizeBytes + length, 8));
}

/** A symbol table: a tree of nodes that list members, and a heap with their names. */
function readOldLinks(file: Hdf5Bytes, position: number, add: Add): void {
  const tree = file.number(position, 8);
  const heap = file.number(position + 8, 8);
  file.expect(heap, 'HEAP');
  const names = { start: file.number(heap + 24, 8), length: file.number(heap + 8, 8) };
  const walk = (node: number, above: number): void => {
    file.visit();
    file.expect(node, 'TREE');
    const level = file.number(node + 5, 1);
    if (file.number(node + 4, 1) !== 0 || level >= above) file.broken(`the tree at byte ${node}`);
    const used = file.number(node + 6, 2);
    for (let index = 0; index < used; index++) {
      const child = file.number(node + 24 + 16 * index + 8, 8);
      if (level > 0) walk(child, level);
      else readNode(file, child, names, add);
    }
  };
  walk(tree, deepestTree);
}

function readNode(
  file: Hdf5Bytes,
  node: number,
  names: Readonly<{ start: number; length: number }>,
  add: Add,
): void {
  file.expect(node, 'SNOD');
  const count = file.number(node + 6, 2);
  for (let index = 0; index < count; index++) {
    file.visit();
    const entry = node + 8 + 40 * index;
    const offset = file.number(entry, 8);
    if (offset >= names.length) file.broken(`a name at byte ${entry}`);
    if (file.number(entry + 16, 4) === 2) file.unsupported('a soft link');
    add(file.text(names.start + offset, longestName), file.number(entry + 8, 8));
  }
}
