/**
 * Writes TAR archives to a file, member by member, whatever their size: nothing is held in memory. Format: POSIX ustar,
 * regular files only, with fixed owners and times, so that the same members give the same bytes.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { LabError } from '../../../shared/contract/errors.ts';

/** Bytes of a block; headers and contents are filled up to whole ones. */
export const blockBytes = 512;

/** Most bytes of one member: eleven octal digits. */
export const mostMemberBytes = 8 ** 11 - 1;

/** An archive that is being written. */
export interface TarWriter {
  /** @throws LabError `export.too-large`; Error where the content has not the size that was said. */
  add(
    name: string,
    sizeBytes: number,
    content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): Promise<void>;
  /** Writes the end and puts all of it on the disk. */
  finish(): Promise<void>;
  /** Closes the file, finished or not. */
  close(): Promise<void>;
}

/** Begins an archive in a new file. */
export async function createTar(path: string): Promise<TarWriter> {
  const file = await open(path, 'wx');
  return {
    add: (name, sizeBytes, content) => addMember(file, { name, sizeBytes }, content),
    async finish() {
      await file.writeFile(new Uint8Array(2 * blockBytes));
      await file.sync();
    },
    close: () => file.close(),
  };
}

async function addMember(
  file: FileHandle,
  { name, sizeBytes }: Readonly<{ name: string; sizeBytes: number }>,
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<void> {
  await file.writeFile(headerOf(name, sizeBytes));
  let written = 0;
  for await (const piece of content) {
    written += piece.length;
    await file.writeFile(piece);
  }
  if (written !== sizeBytes) throw new Error(`${name} has ${written} bytes, not ${sizeBytes}.`);
  await file.writeFile(new Uint8Array(paddingOf(sizeBytes)));
}

/** Bytes that fill a content up to whole blocks. */
export function paddingOf(sizeBytes: number): number {
  return (blockBytes - (sizeBytes % blockBytes)) % blockBytes;
}

/** The header of a regular file. @throws LabError `export.too-large`; Error for a name of more than 100 bytes. */
export function headerOf(name: string, sizeBytes: number): Buffer {
  if (sizeBytes > mostMemberBytes) throw new LabError('export.too-large', { name });
  if (Buffer.byteLength(name) > 100) throw new Error(`The name ${name} is too long for the archive.`);
  const header = Buffer.alloc(blockBytes);
  header.write(name, 0);
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${sizeBytes.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
