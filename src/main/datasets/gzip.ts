/**
 * Inflates gzip files as a stream and insists on the format (RFC 1952): one member, nothing after it, checksum and
 * length right. Node's own gunzip joins several members and passes over what follows them; a data set has neither.
 */
import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { LabError } from '../../shared/contract/errors.ts';
import { chunksOf, readBytes, type SourceFile } from './read-file.ts';

/** Bytes inflated at a time. */
const chunkBytes = 256 * 1024;
const longestHeader = 66_000;
const trailerBytes = 8;

/** Receives the number of compressed bytes read so far. */
export type OnRead = (doneBytes: number) => void;

/** Whether bytes begin like gzip. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The inflated content in chunks of at most 256 KiB. Checksum and length are judged after the last one, so what came
 * before must not be kept when this throws. A caller that wants only the beginning just stops.
 *
 * @throws LabError `data.gzip-*` with what is wrong.
 */
export async function* gunzip(file: SourceFile, onRead: OnRead = () => undefined): AsyncGenerator<Buffer> {
  const start = await headerLength(file);
  const inflate = createInflateRaw({ chunkSize: chunkBytes });
  const source = Readable.from(chunksOf(file, start));
  source.on('error', (error) => inflate.destroy(error));
  source.pipe(inflate);
  let checksum = 0;
  let length = 0;
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      checksum = crc32(chunk, checksum);
      length += chunk.length;
      onRead(start + inflate.bytesWritten);
      yield chunk;
    }
  } catch (cause) {
    throw inflateError(file, cause);
  } finally {
    source.destroy();
    inflate.destroy();
  }
  await checkEnd(file, start + inflate.bytesWritten, { checksum, length });
}

/** The first bytes of the inflated content: fewer than asked for when there are not more. */
export async function gunzipStart(file: SourceFile, length: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let filled = 0;
  for await (const chunk of gunzip(file)) {
    chunks.push(chunk);
    filled += chunk.length;
    if (filled >= length) break;
  }
  return Buffer.concat(chunks).subarray(0, length);
}

async function headerLength(file: SourceFile): Promise<number> {
  const bytes = await readBytes(file, 0, Math.min(file.sizeBytes, longestHeader));
  const flags = bytes[3] ?? 0;
  let end = 10;
  if (flags & 4) end += 2 + (bytes.length >= end + 2 ? bytes.readUInt16LE(end) : longestHeader);
  for (const text of [8, 16]) {
    if ((flags & text) === 0) continue;
    const zero = bytes.indexOf(0, end);
    end = zero < 0 ? longestHeader : zero + 1;
  }
  if (flags & 2) end += 2;
  if (end >= bytes.length) throw new LabError('data.gzip-cut', { file: file.name, found: file.sizeBytes });
  if (bytes[2] !== 8 || (flags & 0xe0) !== 0) {
    throw new LabError('data.gzip-broken', { file: file.name, reason: 'header' });
  }
  return end;
}

async function checkEnd(
  file: SourceFile,
  end: number,
  actual: { readonly checksum: number; readonly length: number },
): Promise<void> {
  if (end + trailerBytes > file.sizeBytes) {
    throw new LabError('data.gzip-cut', { file: file.name, found: file.sizeBytes });
  }
  const trailer = await readBytes(file, end, trailerBytes);
  if (trailer.readUInt32LE(0) !== actual.checksum) {
    throw new LabError('data.gzip-checksum', { file: file.name });
  }
  const announced = trailer.readUInt32LE(4);
  if (announced !== actual.length % 2 ** 32) {
    throw new LabError('data.gzip-length', { file: file.name, found: actual.length, announced });
  }
  const rest = file.sizeBytes - end - trailerBytes;
  if (rest === 0) return;
  const next = await readBytes(file, end + trailerBytes, Math.min(rest, 2));
  throw new LabError(isGzip(next) ? 'data.gzip-two-members' : 'data.gzip-trailing', {
    file: file.name,
    rest,
  });
}

function inflateError(file: SourceFile, cause: unknown): LabError {
  if (cause instanceof LabError) return cause;
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  if (reason === 'Z_BUF_ERROR') {
    return new LabError('data.gzip-cut', { file: file.name, found: file.sizeBytes }, cause);
  }
  return new LabError('data.gzip-broken', { file: file.name, reason }, cause);
}
