/**
 * Reads ZIP archives strictly (PKWARE APPNOTE 6.3.10): what the directory at the end says must agree with each entry,
 * byte by byte. No encryption, no ZIP64 archive, no data that two entries share, nothing outside the entries. Nothing
 * is ever written to the disk.
 */
import { crc32, inflateRawSync } from 'node:zlib';
import { LabError } from '../../../shared/contract/errors.ts';
import { quote } from '../../../shared/spec/quote.ts';
import { largestModelFile } from './source-file.ts';

/** Most entries of an archive: a net of 200 layers has at most some thousand arrays. */
const mostEntries = 4000;

/** Most times that an entry may be larger than its packed form. */
const mostExpansion = 1000;

const methods = { stored: 0, deflated: 8 };
const encrypted = 0x0001;
const sizesFollow = 0x0008;
const endLength = 22;
const centralLength = 46;
const localLength = 30;

/** An archive's entries by name, unpacked. */
export type ZipEntries = ReadonlyMap<string, Buffer>;

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly checksum: number;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  readonly offset: number;
}

/** Whether bytes begin like a ZIP archive. */
export function isZip(bytes: Buffer): boolean {
  return bytes.length >= endLength && bytes.readUInt32LE(0) === 0x04034b50;
}

/** Unpacks an archive. @param file Its name, for messages. @throws LabError `import.zip-broken`. */
export function unzip(bytes: Buffer, file: string): ZipEntries {
  const refuse = refusal(file);
  const entries = readDirectory(bytes, refuse);
  const total = entries.reduce((sum, entry) => sum + entry.sizeBytes, 0);
  if (total > largestModelFile) return refuse(`it unpacks to ${total} bytes`);
  const found = new Map<string, Buffer>();
  let free = 0;
  for (const entry of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (found.has(entry.name)) return refuse(`the entry ${quote(entry.name)} is there twice`);
    const { start, end } = packedPart(bytes, entry, refuse);
    if (entry.offset < free) return refuse(`the entry ${quote(entry.name)} overlaps another one`);
    free = end;
    found.set(entry.name, unpack(bytes.subarray(start, end), entry, refuse));
  }
  return found;
}

type Refuse = (problem: string) => never;

function refusal(file: string): Refuse {
  return (problem) => {
    throw new LabError('import.zip-broken', { file, problem });
  };
}

function readDirectory(bytes: Buffer, refuse: Refuse): Entry[] {
  const end = bytes.length - endLength;
  if (end < 0 || bytes.readUInt32LE(end) !== 0x06054b50) return refuse('its end is missing');
  const count = bytes.readUInt16LE(end + 10);
  const length = bytes.readUInt32LE(end + 12);
  const start = bytes.readUInt32LE(end + 16);
  if (bytes.readUInt16LE(end + 8) !== count || bytes.readUInt32LE(end + 4) !== 0)
    return refuse('it has parts');
  if (count > mostEntries) return refuse(`it has ${count} entries`);
  if (start + length !== end) return refuse('its directory is not where it should be');
  const entries: Entry[] = [];
  let position = start;
  for (let index = 0; index < count; index++) {
    if (position + centralLength > end || bytes.readUInt32LE(position) !== 0x02014b50)
      return refuse('its directory is cut off');
    const nameEnd = position + centralLength + bytes.readUInt16LE(position + 28);
    const next = nameEnd + bytes.readUInt16LE(position + 30) + bytes.readUInt16LE(position + 32);
    if (next > end) return refuse('its directory is cut off');
    const entry = centralEntry(bytes, position, nameEnd, refuse);
    if (!entry.name.endsWith('/') || entry.sizeBytes > 0) entries.push(entry);
    position = next;
  }
  return position === end ? entries : refuse('its directory has something left over');
}

function centralEntry(bytes: Buffer, position: number, nameEnd: number, refuse: Refuse): Entry {
  const name = bytes.toString('utf8', position + centralLength, nameEnd);
  if (!isPlainName(name)) return refuse(`an entry has the name ${quote(name)}`);
  const method = bytes.readUInt16LE(position + 10);
  if ((bytes.readUInt16LE(position + 8) & encrypted) !== 0)
    return refuse(`the entry ${quote(name)} is encrypted`);
  if (method !== methods.stored && method !== methods.deflated)
    return refuse(`the entry ${quote(name)} is packed by the method ${method}`);
  const packedBytes = bytes.readUInt32LE(position + 20);
  const sizeBytes = bytes.readUInt32LE(position + 24);
  if (method === methods.stored && packedBytes !== sizeBytes)
    return refuse(`the entry ${quote(name)} has two sizes`);
  if (sizeBytes > largestModelFile || sizeBytes > Math.max(1, packedBytes) * mostExpansion)
    return refuse(`the entry ${quote(name)} unpacks from ${packedBytes} to ${sizeBytes} bytes`);
  const checksum = bytes.readUInt32LE(position + 16);
  const offset = bytes.readUInt32LE(position + 42);
  return { name, method, checksum, packedBytes, sizeBytes, offset };
}

/** Relative, with forward slashes, without steps up, drives, empty parts or control characters. */
function isPlainName(name: string): boolean {
  if (name === '' || name.length > 1000 || /[\p{Cc}\\:\uFFFD]/u.test(name)) return false;
  const parts = name.replace(/\/$/, '').split('/');
  return parts.every((part) => part !== '' && part !== '.' && part !== '..');
}

/** Where an entry's packed bytes lie, after its own header has been compared with the directory. */
function packedPart(bytes: Buffer, entry: Entry, refuse: Refuse): { start: number; end: number } {
  const { offset, name } = entry;
  const isThere = offset + localLength <= bytes.length && bytes.readUInt32LE(offset) === 0x04034b50;
  if (!isThere) return refuse(`the entry ${quote(name)} is not where the directory says`);
  const nameEnd = offset + localLength + bytes.readUInt16LE(offset + 26);
  const start = nameEnd + bytes.readUInt16LE(offset + 28);
  const end = start + entry.packedBytes;
  const isSame =
    end <= bytes.length &&
    bytes.toString('utf8', offset + localLength, nameEnd) === name &&
    bytes.readUInt16LE(offset + 8) === entry.method &&
    agrees(bytes, entry);
  return isSame ? { start, end } : refuse(`the entry ${quote(name)} is not what the directory says`);
}

/** Sizes of a local header: those of the directory, put off (after the data), or written in 64 bits (0xffffffff). */
function agrees(bytes: Buffer, { offset, packedBytes, sizeBytes }: Entry): boolean {
  if ((bytes.readUInt16LE(offset + 6) & sizesFollow) !== 0) return true;
  const matches = (position: number, size: number): boolean =>
    [size, 0xffffffff].includes(bytes.readUInt32LE(position));
  return matches(offset + 18, packedBytes) && matches(offset + 22, sizeBytes);
}

function unpack(packed: Buffer, { name, method, sizeBytes, checksum }: Entry, refuse: Refuse): Buffer {
  const bytes = method === methods.stored ? packed : inflate(packed, sizeBytes);
  if (bytes?.length !== sizeBytes || crc32(bytes) !== checksum)
    return refuse(`the entry ${quote(name)} does not have its checksum`);
  return bytes;
}

/** Null where the bytes are no deflated data of at most the given size, used up to the last byte. */
function inflate(packed: Buffer, sizeBytes: number): Buffer | null {
  try {
    const options = { maxOutputLength: Math.max(1, sizeBytes), info: true } as const;
    const { buffer, engine } = inflateRawSync(packed, options) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    return engine.bytesWritten === packed.length ? buffer : null;
  } catch {
    return null;
  }
}
