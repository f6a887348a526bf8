/** Makes the files of small data sets, sound or broken, for the tests of data sets. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { cifar100Taxonomy } from '../../../../src/main/datasets/cifar/taxonomies.ts';

/** The bytes of an IDX file: element type, size of each axis, elements. */
export function idx(sizes: readonly number[], elements: Uint8Array, type = 0x08): Buffer {
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.set([0, 0, type, sizes.length]);
  sizes.forEach((size, axis) => header.writeUInt32BE(size, 4 + 4 * axis));
  return Buffer.concat([header, elements]);
}

/** The names of the four files of an IDX set. */
export const idxNames = [
  'train-images-idx3-ubyte',
  'train-labels-idx1-ubyte',
  't10k-images-idx3-ubyte',
  't10k-labels-idx1-ubyte',
] as const;

/** The content of the four files of a set of 30 + 20 images of 4 × 3 pixels with the labels 0 to 9. */
export function idxSet(): Record<(typeof idxNames)[number], Buffer> {
  const images = (count: number): Buffer => idx([count, 4, 3], pixels(count * 12));
  const labels = (count: number): Buffer =>
    idx(
      [count],
      Uint8Array.from({ length: count }, (_, index) => index % 10),
    );
  return {
    'train-images-idx3-ubyte': images(30),
    'train-labels-idx1-ubyte': labels(30),
    't10k-images-idx3-ubyte': images(20),
    't10k-labels-idx1-ubyte': labels(20),
  };
}

/** Writes files into a folder, which is made first. */
export function writeFiles(folder: string, files: Readonly<Record<string, Uint8Array>>): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return folder;
}

/** Picture bytes that differ from place to place. */
export function pixels(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 7 + (index >> 8)) % 256);
}

/** One record of CIFAR-100's binary form: labels and planes; the superclass is the right one unless given. */
export function cifar100Record(
  label: number,
  superclass = cifar100Taxonomy.superclassOf?.[label] ?? 0,
): Buffer {
  return Buffer.concat([Uint8Array.of(superclass, label), pixels(3072)]);
}

/** The binary files of a small CIFAR-100 set with two images of each class for training and one for testing. */
export function cifar100Files(): { 'train.bin': Buffer; 'test.bin': Buffer } {
  const each = Array.from({ length: 100 }, (_, label) => cifar100Record(label));
  return { 'train.bin': Buffer.concat([...each, ...each]), 'test.bin': Buffer.concat(each) };
}

/** One member of an archive; what is not given is sound. */
export interface TarEntry {
  readonly name: string;
  readonly content?: Uint8Array;
  /** Type flag; default `0`, a file. */
  readonly type?: string;
  readonly linkName?: string;
  /** The 12 bytes of the size field, where they shall not fit the content. */
  readonly sizeField?: Uint8Array;
}

/** A tar archive (ustar) of the entries, in this order. */
export function tar(entries: readonly TarEntry[]): Buffer {
  return Buffer.concat([...entries.flatMap(tarEntry), Buffer.alloc(1024)]);
}

/** A gzip-compressed tar archive. */
export function tarGz(entries: readonly TarEntry[]): Buffer {
  return gzipSync(tar(entries), { level: 1 });
}

/** The entries of an archive with the given files in one folder. */
export function entriesOf(
  files: Readonly<Record<string, Uint8Array>>,
  folder = 'cifar-100-binary',
): TarEntry[] {
  return Object.entries(files).map(([name, content]) => ({ name: `${folder}/${name}`, content }));
}

function tarEntry({
  name,
  content = Buffer.alloc(0),
  type = '0',
  linkName = '',
  sizeField,
}: TarEntry): Uint8Array[] {
  const header = Buffer.alloc(512);
  header.write(name, 0, 'latin1');
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${content.length.toString(8).padStart(11, '0')} `, 124);
  if (sizeField) header.set(sizeField, 124);
  header.write('00000000000 ', 136);
  header.write('        ', 148);
  header.write(type, 156);
  header.write(linkName, 157, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
}
