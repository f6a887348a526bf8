/** Reads files that may be hostile: anything but a plain file of a sane size is refused before a byte is read. */
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { LabError } from '../../shared/contract/errors.ts';

/** Largest file that is ever read: full CIFAR-100 as a tar archive has 0.19 GB. */
const largestFile = 1024 ** 3;
const largestRead = 64 * 1024 ** 2;
const chunkBytes = 256 * 1024;

/** An open plain file with at least one byte. */
export interface SourceFile {
  /** Its name without the folder, for messages. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly handle: FileHandle;
}

/**
 * Opens a file, does the work and closes it. Opening does not wait on a pipe or device, and what was opened is what
 * is judged and read, so that nothing can be exchanged in between.
 *
 * @param most - Largest size in bytes; default 1 GiB.
 * @throws LabError `data.unreadable`, `data.not-a-file`, `data.empty-file`, `data.file-too-large`.
 */
export async function withFile<T>(
  path: string,
  work: (file: SourceFile) => Promise<T>,
  most: number = largestFile,
): Promise<T> {
  const name = basename(path);
  const handle = await readable(name, open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)));
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new LabError('data.not-a-file', { file: name });
    if (stats.size === 0) throw new LabError('data.empty-file', { file: name });
    if (stats.size > most) throw new LabError('data.file-too-large', { file: name, found: stats.size, most });
    return await work({ name, sizeBytes: stats.size, handle });
  } finally {
    await handle.close();
  }
}

/** The bytes of a file from a position on. @throws LabError `data.cut-off` when the file ends before. */
export async function readBytes(file: SourceFile, position: number, length: number): Promise<Buffer> {
  if (position + length > file.sizeBytes) throw cutOff(file, position + length);
  const bytes = Buffer.allocUnsafeSlow(length);
  for (let filled = 0; filled < length;) {
    const wanted = Math.min(length - filled, largestRead);
    const { bytesRead } = await readable(
      file.name,
      file.handle.read(bytes, filled, wanted, position + filled),
    );
    if (bytesRead === 0) throw cutOff(file, position + length);
    filled += bytesRead;
  }
  return bytes;
}

/** The content of a file from a position to its end, in chunks of 256 KiB. @throws LabError like {@link readBytes}. */
export async function* chunksOf(file: SourceFile, start: number): AsyncGenerator<Buffer> {
  for (let position = start; position < file.sizeBytes; position += chunkBytes) {
    yield await readBytes(file, position, Math.min(chunkBytes, file.sizeBytes - position));
  }
}

/** The whole content of a file. @throws LabError like {@link withFile}. */
export async function readFile(path: string, most?: number): Promise<Buffer> {
  return withFile(path, (file) => readBytes(file, 0, file.sizeBytes), most);
}

/** Passes a result on. @throws LabError `data.unreadable` naming the file when the system reports an error. */
export async function readable<T>(file: string, result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    throw new LabError('data.unreadable', { file, reason }, cause);
  }
}

function cutOff(file: SourceFile, expected: number): LabError {
  return new LabError('data.cut-off', { file: file.name, found: file.sizeBytes, expected });
}
