/**
 * IDX, the file format of MNIST and its relatives:
 * big-endian; two zero bytes, the element type (8: unsigned byte), the number of axes, the sizes, the elements.
 */
import { LabError } from '../../shared/contract/errors.ts';
import { inflate, isGzip } from './gzip.ts';
import { readFile } from './read-file.ts';

/** Images of an IDX file. */
export interface IdxImages {
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** `count * height * width` bytes. */
  readonly pixels: Uint8Array;
}

const unsignedByte = 0x08;
const mostImages = 10_000_000;
const mostSide = 1024;
const mostBytes = 2 * 1024 ** 3;

/** Reads an IDX file of images, gzip or plain. @throws LabError `data.idx-*` with what was found and expected. */
export async function readIdxImages(path: string, file: string): Promise<IdxImages> {
  const bytes = await readIdx(path, file);
  const [count, height, width] = header(bytes, file, 3) as [number, number, number];
  if (count < 1 || count > mostImages || height < 1 || height > mostSide || width < 1 || width > mostSide) {
    throw new LabError('data.idx-bad-size', { file, found: `${count} × ${height} × ${width}` });
  }
  return { count, height, width, pixels: body(bytes, file, { offset: 16, length: count * height * width }) };
}

/** Reads an IDX file of labels, gzip or plain. @throws LabError `data.idx-*`. */
export async function readIdxLabels(path: string, file: string): Promise<Uint8Array> {
  const bytes = await readIdx(path, file);
  const [count] = header(bytes, file, 1) as [number];
  if (count < 1 || count > mostImages)
    throw new LabError('data.idx-bad-size', { file, found: String(count) });
  return body(bytes, file, { offset: 8, length: count });
}

async function readIdx(path: string, file: string): Promise<Buffer> {
  const bytes = await readFile(path);
  return isGzip(bytes) ? inflate(bytes, file, mostBytes) : bytes;
}

function header(bytes: Buffer, file: string, axes: number): number[] {
  if (bytes.length < 4 + 4 * axes)
    throw new LabError('data.idx-cut-off', { file, found: bytes.length, expected: 4 + 4 * axes });
  const magic = bytes.readUInt32BE(0);
  const expected = (unsignedByte << 8) | axes;
  if (magic !== expected) {
    throw new LabError('data.idx-wrong-magic', {
      file,
      found: `0x${magic.toString(16).padStart(8, '0')}`,
      expected: `0x${expected.toString(16).padStart(8, '0')}`,
    });
  }
  return Array.from({ length: axes }, (_, axis) => bytes.readUInt32BE(4 + 4 * axis));
}

function body(
  bytes: Buffer,
  file: string,
  { offset, length }: { offset: number; length: number },
): Uint8Array {
  const found = bytes.length - offset;
  if (found !== length)
    throw new LabError('data.idx-cut-off', { file, found: bytes.length, expected: offset + length });
  return new Uint8Array(bytes.buffer, bytes.byteOffset + offset, length);
}
