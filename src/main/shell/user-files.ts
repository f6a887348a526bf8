/** Files that the window reads and writes for the user. */
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { LabError } from '../../shared/contract/errors.ts';

/** Largest document in bytes: a million characters, each of up to four. */
const largestDocument = 4_000_000;

/** The text of a document. @throws LabError `window.cannot-read`, `window.too-large`. */
export async function readDocumentFile(path: string): Promise<string> {
  const name = basename(path);
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new LabError('window.cannot-read', { name, reason: 'not a file' });
    if (found.size > largestDocument) {
      throw new LabError('window.too-large', { name, sizeBytes: found.size, limitBytes: largestDocument });
    }
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof LabError) throw error;
    throw new LabError('window.cannot-read', { name, reason: reasonOf(error) }, error);
  }
}

/** Why the system refused, as its code, such as `ENOSPC`. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
