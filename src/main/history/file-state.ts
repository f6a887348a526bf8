import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { applicationId } from './migrate.ts';

/** What lies at the history's path, judged by its first bytes alone, so that nothing is changed by looking. */
export type FileState =
  | { readonly kind: 'missing' | 'empty' | 'not-a-file' | 'not-sqlite' }
  | { readonly kind: 'sqlite'; readonly isMarkedOurs: boolean; readonly version: number };

const magic = 'SQLite format 3\u0000';
const headerBytes = 100;

/** Offsets of two numbers in SQLite's file header, big-endian (sqlite.org/fileformat2.html, section 1.3). */
const versionOffset = 60;
const applicationIdOffset = 68;

/** Looks at a path. @throws the error of the file system where it cannot be read */
export function inspectFile(path: string): FileState {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return { kind: 'missing' };
  if (!stats.isFile()) return { kind: 'not-a-file' };
  if (stats.size === 0) return { kind: 'empty' };
  const header = readHeader(path);
  if (header.toString('latin1', 0, magic.length) !== magic) return { kind: 'not-sqlite' };
  const isMarkedOurs = header.readUInt32BE(applicationIdOffset) === applicationId;
  return { kind: 'sqlite', isMarkedOurs, version: header.readInt32BE(versionOffset) };
}

/** Size of a file in bytes; 0 where there is none. */
export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function readHeader(path: string): Buffer {
  const header = Buffer.alloc(headerBytes);
  const file = openSync(path, 'r');
  try {
    readSync(file, header, 0, headerBytes, 0);
  } finally {
    closeSync(file);
  }
  return header;
}
