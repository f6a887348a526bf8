/**
 * Reads tar archives from a stream, without ever unpacking one: a member's name is compared with the names that are
 * wanted and is never used as a path. An archive that tries to reach outside its folder is refused as a whole.
 */
import { pipeline } from 'node:stream/promises';
import { extract, type Extract, type Header } from 'tar-stream';
import { LabError } from '../../shared/contract/errors.ts';

/** CIFAR-10's Python form, the largest data set in one archive, unpacks to 0.19 GB. */
const mostInflatedBytes = 400 * 1024 ** 2;
const mostEntries = 1000;
/** Long names (at most 4 MiB each) and padding between and after the members. */
const longestGap = 16 * 1024 ** 2;
const blockBytes = 512;

/** The largest size in bytes that a member of this name may have; null for a name that is not wanted. */
export type Wanted = (name: string) => number | null;

/** Whether bytes begin with the header of a tar entry: its checksum fits. */
export function isTar(bytes: Uint8Array): boolean {
  if (bytes.length < blockBytes) return false;
  const stated = Buffer.from(bytes.subarray(148, 156))
    .toString('latin1')
    .replace(/[\0 ]+/g, '');
  let sum = 8 * 0x20;
  for (let index = 0; index < blockBytes; index++) {
    if (index < 148 || index >= 156) sum += bytes[index] as number;
  }
  return /^[0-7]+$/.test(stated) && parseInt(stated, 8) === sum;
}

/**
 * The wanted members by their base names.
 *
 * @param archive - The archive's name, for messages.
 * @throws LabError `data.archive-*`, `data.duplicate-member`, `data.file-too-large`, `data.inflates-too-large`.
 */
export async function readTar(
  chunks: AsyncIterable<Buffer>,
  archive: string,
  wanted: Wanted,
): Promise<Map<string, Buffer>> {
  const unpack = extract();
  const extent: Extent = { archive, end: 0 };
  const [feeding, collecting] = await Promise.allSettled([
    pipeline(capped(chunks, extent), unpack),
    collect(unpack, extent, wanted),
  ]);
  const failures = [collecting, feeding].flatMap((end) =>
    end.status === 'rejected' ? [end.reason as unknown] : [],
  );
  const known = failures.find((failure) => failure instanceof LabError);
  if (known !== undefined) throw known;
  if (failures[0] !== undefined) throw brokenArchive(archive, failures[0]);
  return (collecting as PromiseFulfilledResult<Map<string, Buffer>>).value;
}

/** How far an archive reaches, as far as its headers have been seen. */
interface Extent {
  readonly archive: string;
  /** Where the last member seen so far ends, in bytes of the unpacked archive. */
  end: number;
}

/** Passes the chunks on and stops when there is far more than the headers announce. */
async function* capped(chunks: AsyncIterable<Buffer>, extent: Extent): AsyncGenerator<Buffer> {
  let inflated = 0;
  for await (const chunk of chunks) {
    yield chunk;
    inflated += chunk.length;
    const most = extent.end + longestGap;
    if (inflated > most) throw new LabError('data.inflates-too-large', { file: extent.archive, most });
  }
}

async function collect(unpack: Extract, extent: Extent, wanted: Wanted): Promise<Map<string, Buffer>> {
  const { archive } = extent;
  const members = new Map<string, Buffer>();
  const seen = new Set<string>();
  for await (const entry of unpack) {
    const { header } = entry;
    checkEntry(header, archive, seen);
    const size = header.size ?? 0;
    extent.end += blockBytes + Math.ceil(size / blockBytes) * blockBytes;
    const name = header.name.split('/').at(-1) as string;
    const most = header.type === 'directory' ? null : wanted(name);
    if (most !== null && members.has(name)) throw new LabError('data.duplicate-member', { file: name });
    if (most !== null && size > most)
      throw new LabError('data.file-too-large', { file: name, found: size, most });
    if (extent.end > mostInflatedBytes) {
      throw new LabError('data.inflates-too-large', { file: archive, most: mostInflatedBytes });
    }
    if (most === null) entry.resume();
    else members.set(name, await readEntry(entry, size));
  }
  return members;
}

async function readEntry(entry: AsyncIterable<unknown>, size: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(size);
  let filled = 0;
  for await (const chunk of entry) {
    bytes.set(chunk as Buffer, filled);
    filled += (chunk as Buffer).length;
  }
  return bytes;
}

function checkEntry(header: Header, archive: string, seen: Set<string>): void {
  if (seen.size >= mostEntries)
    throw new LabError('data.too-many-entries', { file: archive, most: mostEntries });
  const { name, type } = header;
  if (isUnsafe(name))
    throw new LabError('data.archive-unsafe-name', { file: archive, name: printable(name) });
  if (type !== 'file' && type !== 'contiguous-file' && type !== 'directory') {
    throw new LabError('data.archive-link', {
      file: archive,
      name: printable(name),
      type: type ?? 'unknown',
    });
  }
  if (seen.has(name)) throw new LabError('data.duplicate-member', { file: printable(name) });
  seen.add(name);
}

/** Whether a path would lead out of its folder on any platform, or hides characters. */
function isUnsafe(name: string): boolean {
  const isAbsolute = /^[/\\]|^[A-Za-z]:/.test(name);
  return isAbsolute || name.split(/[/\\]/).includes('..') || /[\p{Cc}\uFFFD]/u.test(name);
}

/** A hostile name as a message may show it: no control characters, at most 80 characters. */
export function printable(name: string): string {
  return JSON.stringify(name.slice(0, 80)).slice(1, -1);
}

function brokenArchive(archive: string, cause: unknown): LabError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const isCut = reason === 'Unexpected end of data';
  if (isCut) return new LabError('data.archive-cut', { file: archive }, cause);
  return new LabError('data.archive-broken', { file: archive, reason }, cause);
}
