import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { CheckpointRecord } from '../../shared/contract/engine.ts';

/** The checkpoint with the most steps whose file is there and unchanged, or null. */
export async function newestSoundCheckpoint(
  folder: string,
  records: readonly CheckpointRecord[],
): Promise<CheckpointRecord | null> {
  for (const record of records.toSorted((first, second) => second.step - first.step)) {
    if ((await fileSha256(join(folder, record.file))) === record.sha256) return record;
  }
  return null;
}

/** SHA-256 of a file in hexadecimal; null where it cannot be read. */
async function fileSha256(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch {
    return null;
  }
  return hash.digest('hex');
}
