/** Reads files that may be hostile: anything but a plain file of a sane size is refused before a byte is read. */
import { close, constants, fstat, open, readFile as readHandle, type Stats } from 'node:fs';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { LabError } from '../../shared/contract/errors.ts';

/** Largest file that is ever read: full CIFAR-100 as a tar archive is 0.19 GB. */
const largestFile = 2 * 1024 ** 3;

/**
 * The content of a plain file. Opening does not block on a pipe, and what was opened is what is judged and read.
 * @throws LabError `data.unreadable`, `data.not-a-file`, `data.empty-file`, `data.file-too-large`.
 */
export async function readFile(path: string, largest: number = largestFile): Promise<Buffer> {
  const file = basename(path);
  let handle: number;
  try {
    handle = await promisify(open)(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (cause) {
    throw new LabError('data.unreadable', { file, reason: reasonOf(cause) }, cause);
  }
  try {
    checkStats(await promisify(fstat)(handle), file, largest);
    return await promisify(readHandle)(handle);
  } finally {
    await promisify(close)(handle);
  }
}

function checkStats(stats: Stats, file: string, largest: number): void {
  if (!stats.isFile()) throw new LabError('data.not-a-file', { file });
  if (stats.size === 0) throw new LabError('data.empty-file', { file });
  if (stats.size > largest)
    throw new LabError('data.file-too-large', { file, found: stats.size, most: largest });
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
}
