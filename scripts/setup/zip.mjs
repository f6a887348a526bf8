/**
 * Reads ZIP archives (wheels, jars, Electron's zip) with Node built-ins: the list of entries, and single entries
 * unpacked as a stream, so that a library of 800 MB never stands in memory. Knows ZIP64, "stored" and "deflate".
 * The caller checks the hash of the whole archive; here sizes are checked. Format: PKWARE APPNOTE 6.3.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, open, symlink } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

const endSignature = 0x06054b50;
const end64Signature = 0x06064b50;
const locator64Signature = 0x07064b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const stored = 0;
const deflated = 8;
const symbolicLink = 0o12;

/**
 * @typedef {object} ZipEntry
 * @property {string} name Path inside the archive, with forward slashes; a folder ends in one.
 * @property {number} sizeBytes Unpacked size.
 * @property {number} packedBytes
 * @property {number} method 0 stored, 8 deflated.
 * @property {number} offset Position of the local header.
 * @property {number} mode Unix mode with file type; 0 where the archive was not made on Unix.
 */

/**
 * Lists the entries of an archive.
 *
 * @param {string} path
 * @returns {Promise<ZipEntry[]>}
 * @throws {Error} Where the file is not a whole ZIP archive.
 */
export async function listZip(path) {
  const file = await open(path);
  try {
    const { count, size, offset } = await findDirectory(file, (await file.stat()).size);
    const directory = await readAt(file, offset, size);
    const entries = [];
    for (let at = 0; entries.length < count;) {
      const { entry, next } = parseEntry(directory, at);
      entries.push(entry);
      at = next;
    }
    return entries;
  } finally {
    await file.close();
  }
}

/**
 * Unpacks one entry into a file (a symbolic link becomes one) and keeps its permissions.
 *
 * @param {string} path The archive.
 * @param {ZipEntry} entry
 * @param {string} destination
 * @param {(bytes: number) => void} [onBytes] Called with the number of each further unpacked bytes.
 * @throws {Error} Where the archive is damaged or packed in another way.
 */
export async function unpackEntry(path, entry, destination, onBytes = () => {}) {
  const file = await open(path);
  try {
    const header = await readAt(file, entry.offset, 30);
    if (header.readUInt32LE(0) !== localSignature) throw new Error(`${entry.name}: no header at its place`);
    const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    await mkdir(dirname(destination), { recursive: true });
    if (entry.mode >> 12 === symbolicLink) {
      await symlink((await inflateSmall(file, entry, start)).toString(), destination);
    } else {
      await inflateToFile(file, entry, start, { destination, onBytes });
    }
  } finally {
    await file.close();
  }
}

/**
 * The place below a folder where an entry belongs.
 *
 * @param {string} folder
 * @param {string} name
 * @returns {string}
 * @throws {Error} Where the name would leave the folder.
 */
export function placeBelow(folder, name) {
  const place = normalize(join(folder, name));
  if (!place.startsWith(normalize(folder + sep)) || name.includes('\0')) {
    throw new Error(`The archive holds an entry outside its folder: ${name}`);
  }
  return place;
}

/** @typedef {import('node:fs/promises').FileHandle} FileHandle */

/** @returns {Promise<{ count: number, size: number, offset: number }>} */
async function findDirectory(/** @type {FileHandle} */ file, /** @type {number} */ fileSize) {
  const tailSize = Math.min(fileSize, 22 + 0xffff);
  const tail = await readAt(file, fileSize - tailSize, tailSize);
  let at = tailSize - 22;
  while (at >= 0 && tail.readUInt32LE(at) !== endSignature) at--;
  if (at < 0) throw new Error('Not a ZIP archive, or cut off: its end is missing');
  const short = {
    count: tail.readUInt16LE(at + 10),
    size: tail.readUInt32LE(at + 12),
    offset: tail.readUInt32LE(at + 16),
  };
  if (at < 20 || tail.readUInt32LE(at - 20) !== locator64Signature) return short;
  const end = await readAt(file, Number(tail.readBigUInt64LE(at - 12)), 56);
  if (end.readUInt32LE(0) !== end64Signature) throw new Error('The ZIP64 archive has no end record');
  const long = (/** @type {number} */ position) => Number(end.readBigUInt64LE(position));
  return { count: long(32), size: long(40), offset: long(48) };
}

/** @returns {{ entry: ZipEntry, next: number }} */
function parseEntry(/** @type {Buffer} */ directory, /** @type {number} */ at) {
  if (directory.length < at + 46 || directory.readUInt32LE(at) !== entrySignature) {
    throw new Error('The list of entries of the ZIP archive is damaged');
  }
  const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
  const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
  const isUnix = directory.readUInt8(at + 5) === 3;
  const places = readLongSizes(directory.subarray(nameEnd, extraEnd), {
    sizeBytes: directory.readUInt32LE(at + 24),
    packedBytes: directory.readUInt32LE(at + 20),
    offset: directory.readUInt32LE(at + 42),
  });
  const entry = {
    name: directory.toString('utf8', at + 46, nameEnd),
    ...places,
    method: directory.readUInt16LE(at + 10),
    mode: isUnix ? directory.readUInt16LE(at + 40) : 0,
  };
  return { entry, next: extraEnd + directory.readUInt16LE(at + 32) };
}

/**
 * Replaces each value that does not fit 32 bits by its ZIP64 value, in the fixed order of the extra field.
 *
 * @param {Buffer} extra
 * @param {{ sizeBytes: number, packedBytes: number, offset: number }} short
 */
function readLongSizes(extra, short) {
  let at = 0;
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== 1) at += 4 + extra.readUInt16LE(at + 2);
  if (at + 4 > extra.length) return short;
  let position = at + 4;
  const next = (/** @type {number} */ value) => {
    if (value !== 0xffffffff) return value;
    position += 8;
    return Number(extra.readBigUInt64LE(position - 8));
  };
  const [sizeBytes, packedBytes] = [next(short.sizeBytes), next(short.packedBytes)];
  return { sizeBytes, packedBytes, offset: next(short.offset) };
}

/** @param {{ destination: string, onBytes: (bytes: number) => void }} target */
async function inflateToFile(
  /** @type {FileHandle} */ file,
  /** @type {ZipEntry} */ entry,
  /** @type {number} */ start,
  target,
) {
  let done = 0;
  const count = new Transform({
    transform(chunk, _encoding, next) {
      done += chunk.length;
      target.onBytes(chunk.length);
      next(done > entry.sizeBytes ? new Error(`${entry.name} is longer than the archive says`) : null, chunk);
    },
  });
  const mode = entry.mode === 0 ? 0o644 : entry.mode & 0o777;
  await pipeline(
    packedStream(file, entry, start),
    unpacker(entry),
    count,
    createWriteStream(target.destination, { mode }),
  );
  if (done !== entry.sizeBytes)
    throw new Error(`${entry.name} has ${done} bytes instead of ${entry.sizeBytes}`);
}

async function inflateSmall(
  /** @type {FileHandle} */ file,
  /** @type {ZipEntry} */ entry,
  /** @type {number} */ start,
) {
  const chunks = [];
  for await (const chunk of packedStream(file, entry, start).pipe(unpacker(entry))) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function packedStream(
  /** @type {FileHandle} */ file,
  /** @type {ZipEntry} */ entry,
  /** @type {number} */ start,
) {
  if (entry.packedBytes === 0) return Readable.from([]);
  const end = start + entry.packedBytes - 1;
  return file.createReadStream({ start, end, autoClose: false, highWaterMark: 1 << 18 });
}

function unpacker(/** @type {ZipEntry} */ { name, method }) {
  if (method === deflated) return createInflateRaw({ chunkSize: 1 << 18 });
  if (method !== stored) throw new Error(`${name} is packed by method ${method}, which is not known here`);
  return new Transform({ transform: (chunk, _encoding, next) => next(null, chunk) });
}

async function readAt(
  /** @type {FileHandle} */ file,
  /** @type {number} */ position,
  /** @type {number} */ length,
) {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead !== length) throw new Error('The ZIP archive is cut off');
  return buffer;
}
