/** Weights that runs began from, on their way into and out of an archive. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { storedWeightsFile, storedWeightsFolder } from '../../../shared/contract/stored-weights.ts';
import { writeFile } from '../../export/folder.ts';
import { readWhole } from '../../export/import/source-file.ts';

/** Bytes before a checkpoint's header: a word that says what it is, and the header's length. */
const startBytes = 12;

/** Whether the numbers of a file of weights have the hash that names it; nothing else of a stranger's file is kept. */
export function isStoredWeights(bytes: Buffer, sha256: string): boolean {
  if (bytes.length < startBytes || bytes.toString('latin1', 0, 8) !== 'TATAMI01') return false;
  const numbers = bytes.subarray(startBytes + bytes.readUInt32LE(8));
  return createHash('sha256').update(numbers).digest('hex') === sha256;
}

/** The stored weights of this name; null where they are missing or damaged. */
export async function readStoredWeights(dataFolder: string, sha256: string): Promise<Buffer | null> {
  const bytes = await readWhole(pathOf(dataFolder, sha256)).catch(() => null);
  return bytes !== null && isStoredWeights(bytes, sha256) ? bytes : null;
}

/** Puts weights in their place where sound ones of this name are not there already. @throws LabError `export.*`. */
export async function keepStoredWeights(dataFolder: string, sha256: string, bytes: Buffer): Promise<void> {
  if ((await readStoredWeights(dataFolder, sha256)) !== null) return;
  const path = pathOf(dataFolder, sha256);
  await writeFile(path, [{ name: storedWeightsFile(sha256), pieces: [bytes] }], true);
}

function pathOf(dataFolder: string, sha256: string): string {
  return join(dataFolder, storedWeightsFolder, storedWeightsFile(sha256));
}
