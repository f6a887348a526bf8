/**
 * IDX, the file format of MNIST and its relatives (described at the end of http://yann.lecun.com/exdb/mnist/):
 * two zero bytes, the element type, the number of axes, each axis's size as a big-endian uint32, the elements.
 */
import { LabError } from '../../shared/contract/errors.ts';
import { gunzip, isGzip, type OnRead } from './gzip.ts';
import { readBytes, withFile, type SourceFile } from './read-file.ts';

/** What an IDX file holds: labels have one axis, grey images three (count, height, width). */
export type IdxKind = 'images' | 'labels';

/** The content of an IDX file. */
export interface IdxContent {
  /** Size of each axis: `[count]` for labels, `[count, height, width]` for images. */
  readonly sizes: readonly number[];
  /** The elements; their number is the product of the sizes. */
  readonly bytes: Uint8Array;
}

const axesOf = { images: 3, labels: 1 } as const satisfies Record<IdxKind, number>;
const unsignedByte = 0x08;
const mostImages = 10_000_000;
const longestSide = 1024;
const mostBytes = 1024 ** 3;

/**
 * Reads an IDX file, gzip or plain.
 * @throws LabError `data.idx-*` for what is wrong with its header or length; `data.gzip-*`; what `withFile` throws.
 */
export async function readIdx(path: string, kind: IdxKind, onRead?: OnRead): Promise<IdxContent> {
  return withFile(path, async (file) => {
    const isZipped = isGzip(await readBytes(file, 0, Math.min(2, file.sizeBytes)));
    return isZipped ? readZipped(file, kind, onRead) : readPlain(file, kind);
  });
}

async function readPlain(file: SourceFile, kind: IdxKind): Promise<IdxContent> {
  const offset = headerBytes(kind);
  const sizes = parseHeader(await readBytes(file, 0, Math.min(offset, file.sizeBytes)), file.name, kind);
  const expected = offset + product(sizes);
  if (file.sizeBytes !== expected) throw wrongLength(file.name, file.sizeBytes, expected);
  const elements = await readBytes(file, offset, expected - offset);
  return { sizes, bytes: new Uint8Array(elements.buffer, elements.byteOffset, elements.length) };
}

/** Inflates straight into an array of the size that the header announces, and stops at the first byte too many. */
async function readZipped(file: SourceFile, kind: IdxKind, onRead?: OnRead): Promise<IdxContent> {
  const offset = headerBytes(kind);
  let header = Buffer.alloc(0);
  let sizes: readonly number[] | null = null;
  let bytes = new Uint8Array(0);
  let filled = 0;
  for await (const chunk of gunzip(file, onRead)) {
    const missing = offset - header.length;
    header = Buffer.concat([header, chunk.subarray(0, missing)]);
    if (header.length < offset) continue;
    if (sizes === null) {
      sizes = parseHeader(header, file.name, kind);
      bytes = new Uint8Array(product(sizes));
    }
    const elements = chunk.subarray(missing);
    if (filled + elements.length > bytes.length) {
      throw wrongLength(file.name, offset + filled + elements.length, offset + bytes.length);
    }
    bytes.set(elements, filled);
    filled += elements.length;
  }
  sizes ??= parseHeader(header, file.name, kind);
  if (filled !== bytes.length) throw wrongLength(file.name, offset + filled, offset + bytes.length);
  return { sizes, bytes };
}

function parseHeader(header: Buffer, file: string, kind: IdxKind): readonly number[] {
  checkMagic(header, file, kind);
  const length = headerBytes(kind);
  if (header.length < length) throw wrongLength(file, header.length, length);
  const sizes = Array.from({ length: axesOf[kind] }, (_, axis) => header.readUInt32BE(4 + 4 * axis));
  const [count = 0, ...sides] = sizes;
  const isSane =
    count <= mostImages && sides.every((side) => side <= longestSide) && product(sizes) <= mostBytes;
  if (product(sizes) === 0 || !isSane) {
    throw new LabError('data.idx-bad-size', { file, found: sizes.join(' × ') });
  }
  return sizes;
}

function checkMagic(header: Buffer, file: string, kind: IdxKind): void {
  if (isGzip(header)) throw new LabError('data.gzip-nested', { file });
  if (header.length < 4) throw wrongLength(file, header.length, headerBytes(kind));
  const [first, second, type, axes] = header as unknown as [number, number, number, number];
  const expected = axesOf[kind];
  if (first === expected && second === unsignedByte && type === 0 && axes === 0) {
    throw new LabError('data.idx-byte-order', { file });
  }
  const isIdx = first === 0 && second === 0 && axes >= 1 && axes <= 8 && type >= 0x08 && type <= 0x0e;
  if (!isIdx) throw new LabError('data.idx-wrong-magic', { file, found: header.toString('hex', 0, 4) });
  if (type !== unsignedByte) throw new LabError('data.idx-type', { file, found: `0x0${type.toString(16)}` });
  if (axes !== expected) throw new LabError('data.idx-axes', { file, found: axes, expected });
}

function headerBytes(kind: IdxKind): number {
  return 4 + 4 * axesOf[kind];
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}

function wrongLength(file: string, found: number, expected: number): LabError {
  return new LabError('data.idx-wrong-length', { file, found, expected });
}
