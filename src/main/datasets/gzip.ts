/** Inflates gzip in memory, with a cap on what may come out. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { LabError } from '../../shared/contract/errors.ts';

/** Whether bytes begin like gzip. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The inflated content.
 * @param most Bytes that may come out at most.
 * @throws LabError `data.bad-gzip` (cut off, wrong checksum or length, garbage at the end), `data.inflates-too-large`.
 */
export async function inflate(bytes: Uint8Array, file: string, most: number): Promise<Buffer> {
  try {
    return await promisify(gunzip)(bytes, { maxOutputLength: most });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (code === 'ERR_BUFFER_TOO_LARGE') throw new LabError('data.inflates-too-large', { file, most }, cause);
    throw new LabError('data.bad-gzip', { file, reason: code }, cause);
  }
}
