/** Opens model files that may be hostile: only plain files of a sane size are read, and each of them whole. */
import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { LabError } from '../../../shared/contract/errors.ts';

/** Most bytes of a model file: 128 million weights. */
export const largestModelFile = 512 * 1024 ** 2;

/** Whether a path leads to a folder. @throws LabError `import.unreadable`. */
export async function isFolder(path: string): Promise<boolean> {
  return (await readable(basename(path), stat(path))).isDirectory();
}

/**
 * The bytes of a file. Opening waits for no pipe, and what was opened is what is judged and read.
 * @param isLinkFollowed Whether the path may be a link; default true.
 * @throws LabError `import.unreadable`, `import.not-a-file`, `import.too-large`.
 */
export async function readWhole(path: string, isLinkFollowed = true): Promise<Buffer> {
  const file = basename(path);
  const most = largestModelFile;
  const link = isLinkFollowed ? 0 : (constants.O_NOFOLLOW ?? 0);
  const handle = await readable(file, open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | link));
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new LabError('import.not-a-file', { file });
    if (stats.size > most) throw new LabError('import.too-large', { file, found: stats.size, most });
    return await readable(file, readBytes(handle, stats.size));
  } finally {
    await handle.close();
  }
}

async function readBytes(handle: Awaited<ReturnType<typeof open>>, sizeBytes: number): Promise<Buffer> {
  const bytes = Buffer.alloc(sizeBytes);
  let filled = 0;
  while (filled < sizeBytes) {
    const { bytesRead } = await handle.read(bytes, filled, sizeBytes - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

async function readable<T>(file: string, result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new LabError('import.unreadable', { file, reason }, cause);
  }
}
