/**
 * Reads TAR archives that Tatami wrote, as strictly as a stranger's file deserves: a header must be, byte for byte, the
 * one that our writer makes for its name and size. So no link, no folder, no owner and no second meaning gets in.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { LabError } from '../../../shared/contract/errors.ts';
import { blockBytes, headerOf, paddingOf } from './tar-writer.ts';

/** A member as it comes by. */
export interface TarMember {
  readonly name: string;
  readonly sizeBytes: number;
  /** The content, once; what is not taken is skipped. */
  readonly content: AsyncIterable<Uint8Array>;
}

const pieceBytes = 1024 * 1024;

/**
 * The members one after the other.
 * @throws LabError `archive.not-ours` for a bad header, `archive.incomplete` where the file ends too early.
 */
export async function* readTar(path: string): AsyncGenerator<TarMember> {
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  let at = 0;
  for (;;) {
    const header = await readExactly({ file, path, size }, at, blockBytes);
    at += blockBytes;
    if (header.every((byte) => byte === 0)) break;
    const { name, sizeBytes } = checkedHeader(header, path);
    if (at + sizeBytes > size) throw new LabError('archive.incomplete', { path });
    yield { name, sizeBytes, content: contentOf({ file, path, size }, at, sizeBytes) };
    at += sizeBytes + paddingOf(sizeBytes);
  }
  const end = await readExactly({ file, path, size }, at, blockBytes);
  if (at + blockBytes !== size || end.some((byte) => byte !== 0))
    throw new LabError('archive.not-ours', { path });
}

interface Source {
  readonly file: FileHandle;
  readonly path: string;
  readonly size: number;
}

async function* contentOf(source: Source, start: number, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < length; at += pieceBytes)
    yield await readExactly(source, start + at, Math.min(pieceBytes, length - at));
}

async function readExactly({ file, path, size }: Source, at: number, length: number): Promise<Buffer> {
  if (at + length > size) throw new LabError('archive.incomplete', { path });
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, at);
  if (bytesRead !== length) throw new LabError('archive.incomplete', { path });
  return bytes;
}

function checkedHeader(header: Buffer, path: string): { readonly name: string; readonly sizeBytes: number } {
  const name = header.toString('latin1', 0, 100).replace(/\0.*$/s, '');
  const digits = header.toString('latin1', 124, 135);
  if (/^[\x21-\x7e]{1,100}$/.test(name) && /^[0-7]{11}$/.test(digits)) {
    const sizeBytes = Number.parseInt(digits, 8);
    if (header.equals(headerOf(name, sizeBytes))) return { name, sizeBytes };
  }
  throw new LabError('archive.not-ours', { path });
}
