/** Files as set-up needs them: hashes, sizes, room on the disk, and replacing in one step. */
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { dirname, join } from 'node:path';
import { SetupProblem } from './problems.mjs';

const megabyte = 1_000_000;

/**
 * SHA-256 of a file, in hexadecimal.
 *
 * @param {string} path
 * @param {(doneBytes: number) => void} [onBytes] Called with the number of bytes read so far.
 * @returns {Promise<string>}
 */
export async function hashFile(path, onBytes = () => {}) {
  const hash = createHash('sha256');
  let done = 0;
  for await (const chunk of fs.createReadStream(path, { highWaterMark: 1 << 20 })) {
    hash.update(chunk);
    onBytes((done += chunk.length));
  }
  return hash.digest('hex');
}

/** Size of a file in bytes; -1 where there is none. Links are followed. */
export function fileSize(/** @type {string} */ path) {
  return fs.statSync(path, { throwIfNoEntry: false })?.size ?? -1;
}

/** Bytes of all files below a folder (links not followed); 0 where there is none. */
export function folderSize(/** @type {string} */ path) {
  if (!fs.existsSync(path)) return 0;
  let total = 0;
  for (const entry of fs.readdirSync(path, { withFileTypes: true })) {
    const child = join(path, entry.name);
    if (entry.isDirectory()) total += folderSize(child);
    else total += fs.lstatSync(child, { throwIfNoEntry: false })?.size ?? 0;
  }
  return total;
}

/** Makes a folder (with parents) if it is missing, and returns its path. */
export function makeFolder(/** @type {string} */ path) {
  fs.mkdirSync(path, { recursive: true });
  return path;
}

/**
 * Refuses to start a download for which the disk has no room; Node before 18.15 cannot tell.
 *
 * @param {string} folder An existing folder.
 * @param {number} neededBytes
 */
export function requireRoom(folder, neededBytes) {
  if (!('statfsSync' in fs)) return;
  const { bavail, bsize } = fs.statfsSync(folder);
  const needed = Math.ceil((neededBytes * 1.05) / megabyte);
  const free = Math.floor((bavail * bsize) / megabyte);
  if (free < needed) throw new SetupProblem('disk-full', { folder, free, needed });
}

/** Puts a finished file or folder into its place; what stood there before is replaced. */
export function moveInto(/** @type {string} */ from, /** @type {string} */ to) {
  makeFolder(dirname(to));
  fs.rmSync(to, { recursive: true, force: true });
  fs.renameSync(from, to);
}

/** Copies a small file so that a reader sees the old one or the new one, never half of it. */
export function copyInto(/** @type {string} */ from, /** @type {string} */ to) {
  const half = `${to}.${process.pid}`;
  makeFolder(dirname(to));
  fs.copyFileSync(from, half);
  fs.renameSync(half, to);
}

/** Makes a link to a file or folder, replacing what stood there. */
export function linkInto(/** @type {string} */ target, /** @type {string} */ link) {
  makeFolder(dirname(link));
  fs.rmSync(link, { recursive: true, force: true });
  fs.symlinkSync(target, link);
}
