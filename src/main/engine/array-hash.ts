import { createHash } from 'node:crypto';

/** SHA-256 (hex) of the bytes of arrays, one after the other, as they lie in memory (little-endian). */
export function arraysSha256(arrays: Iterable<ArrayBufferView>): string {
  const hash = createHash('sha256');
  for (const { buffer, byteOffset, byteLength } of arrays)
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  return hash.digest('hex');
}
