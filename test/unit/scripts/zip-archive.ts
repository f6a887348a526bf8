/** Writes small ZIP archives for tests, so that every form that the reader knows can be tried. */
import { deflateRawSync } from 'node:zlib';

/** An entry to write. */
export interface TestEntry {
  readonly name: string;
  readonly content: string;
  /** Unix mode with file type; default: a plain file, rw-r--r--. */
  readonly mode?: number;
  readonly isStored?: boolean;
  /** Write sizes and position as ZIP64 does. */
  readonly isLong?: boolean;
}

/** The bytes of an archive; with `isLong` its end is a ZIP64 one. */
export function makeZip(entries: readonly TestEntry[], { isLong = false } = {}): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const packed = entry.isStored ? Buffer.from(entry.content) : deflateRawSync(entry.content);
    directory.push(centralHeader(entry, packed.length, offset));
    bodies.push(localHeader(entry), packed);
    offset += 30 + Buffer.byteLength(entry.name) + packed.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  return Buffer.concat([...bodies, ...directory, end(entries.length, size, offset, isLong)]);
}

function localHeader({ name, isStored }: TestEntry): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(isStored ? 0 : 8, 8);
  header.writeUInt16LE(Buffer.byteLength(name), 26);
  return Buffer.concat([header, Buffer.from(name)]);
}

function centralHeader(entry: TestEntry, packedBytes: number, offset: number): Buffer {
  const extra = entry.isLong
    ? longSizes(Buffer.byteLength(entry.content), packedBytes, offset)
    : Buffer.alloc(0);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(0x0314, 4);
  header.writeUInt16LE(entry.isStored ? 0 : 8, 10);
  header.writeUInt32LE(entry.isLong ? 0xffffffff : packedBytes, 20);
  header.writeUInt32LE(entry.isLong ? 0xffffffff : Buffer.byteLength(entry.content), 24);
  header.writeUInt16LE(Buffer.byteLength(entry.name), 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 38);
  header.writeUInt32LE(entry.isLong ? 0xffffffff : offset, 42);
  return Buffer.concat([header, Buffer.from(entry.name), extra]);
}

/** A foreign extra field first, for readers that take the first one to be ZIP64's. */
function longSizes(sizeBytes: number, packedBytes: number, offset: number): Buffer {
  const extra = Buffer.alloc(6 + 28);
  extra.writeUInt16LE(0x5455, 0);
  extra.writeUInt16LE(2, 2);
  extra.writeUInt16LE(1, 6);
  extra.writeUInt16LE(24, 8);
  [sizeBytes, packedBytes, offset].forEach((value, index) =>
    extra.writeBigUInt64LE(BigInt(value), 10 + 8 * index),
  );
  return extra;
}

function end(count: number, size: number, offset: number, isLong: boolean): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(isLong ? 0xffff : count, 10);
  record.writeUInt32LE(isLong ? 0xffffffff : size, 12);
  record.writeUInt32LE(isLong ? 0xffffffff : offset, 16);
  if (!isLong) return record;
  const long = Buffer.alloc(56 + 20);
  long.writeUInt32LE(0x06064b50, 0);
  [count, size, offset].forEach((value, index) => long.writeBigUInt64LE(BigInt(value), 32 + 8 * index));
  long.writeUInt32LE(0x07064b50, 56);
  long.writeBigUInt64LE(BigInt(offset + size), 64);
  return Buffer.concat([long, record]);
}
