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

/**
 * The checkpoint of a run's end, whose weights may be restored ones of an earlier epoch, else the newest one that is
 * undamaged; null where there is none.
 */
export async function finalOrNewest(
  folder: string,
  records: readonly CheckpointRecord[],
): Promise<CheckpointRecord | null> {
  const end = records.filter(({ kind }) => kind === 'final');
  return (await newestSoundCheckpoint(folder, end)) ?? (await newestSoundCheckpoint(folder, records));
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
