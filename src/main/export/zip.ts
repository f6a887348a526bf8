/**
 * Writes ZIP archives: entries deflated or stored, no comments, a fixed date, so that the same content gives the same bytes.
 * Format: PKWARE APPNOTE 6.3.10, without ZIP64 (an archive holds less than 4 GiB).
 */
import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';
import { LabError } from '../../shared/contract/errors.ts';

/** One file of an archive. */
export interface ZipEntry {
  /** Path inside the archive, with forward slashes; at most 65,535 bytes of UTF-8. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Whether the bytes stand in the archive as they are, as Keras reads them fastest. Default false: deflated. */
  readonly isStored?: boolean;
}

interface PackedEntry {
  readonly name: Buffer;
  /** Version, flags, method, date, checksum and sizes: the part that local and central headers share. */
  readonly facts: Buffer;
  readonly packed: Uint8Array;
}

const mostBytes = 0xffffffff;
const method = { store: 0, deflate: 8 };
const versionNeeded = 20;
const utf8Names = 0x0800;
/** 1 January 1980, the first day that the format knows. */
const firstDay = 0x0021;

const deflate = promisify(deflateRaw);

/**
 * The bytes of an archive, in pieces to be written one after the other.
 * @throws LabError `export.too-large` when the archive would not fit the format (4 GiB).
 */
export async function zipArchive(entries: readonly ZipEntry[]): Promise<readonly Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const { name, facts, packed } = await pack(entry);
    directory.push(centralHeader(name, facts, offset));
    pieces.push(signed(0x04034b50, facts), name, packed);
    offset += 4 + facts.length + name.length + packed.length;
    if (offset > mostBytes) throw new LabError('export.too-large', { name: entry.name });
  }
  const listed = Buffer.concat(directory);
  return [...pieces, listed, endRecord(entries.length, listed.length, offset)];
}

async function pack({ name, bytes, isStored = false }: ZipEntry): Promise<PackedEntry> {
  if (bytes.length > mostBytes) throw new LabError('export.too-large', { name });
  const packed = isStored ? bytes : ((await deflate(bytes)) as Buffer);
  const encoded = Buffer.from(name, 'utf8');
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(versionNeeded, 0);
  facts.writeUInt16LE(utf8Names, 2);
  facts.writeUInt16LE(isStored ? method.store : method.deflate, 4);
  facts.writeUInt16LE(firstDay, 8);
  facts.writeUInt32LE(crc32(bytes), 10);
  facts.writeUInt32LE(packed.length, 14);
  facts.writeUInt32LE(bytes.length, 18);
  facts.writeUInt16LE(encoded.length, 22);
  return { name: encoded, facts, packed };
}

function signed(signature: number, rest: Buffer): Buffer {
  const start = Buffer.alloc(4);
  start.writeUInt32LE(signature, 0);
  return Buffer.concat([start, rest]);
}

/** An entry of the directory at the end: the shared facts, then where the entry's local header stands. */
function centralHeader(name: Buffer, facts: Buffer, offset: number): Buffer {
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(versionNeeded, 0);
  const place = Buffer.alloc(14);
  place.writeUInt32LE(offset, 10);
  return Buffer.concat([signed(0x02014b50, madeBy), facts, place, name]);
}

function endRecord(count: number, directoryLength: number, directoryOffset: number): Buffer {
  const rest = Buffer.alloc(18);
  rest.writeUInt16LE(count, 4);
  rest.writeUInt16LE(count, 6);
  rest.writeUInt32LE(directoryLength, 8);
  rest.writeUInt32LE(directoryOffset, 12);
  return signed(0x06054b50, rest);
}
