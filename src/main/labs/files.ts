/** Reading and writing the files that users name. */
import { readFile, stat } from 'node:fs/promises';
import { LabError } from '../../shared/contract/errors.ts';
import { refuseExisting, writeFile } from '../export/folder.ts';

/**
 * Reads a JSON file (UTF-8, with or without a byte order mark).
 *
 * @throws LabError `command.unreadable-file`, `command.not-a-file`, `command.file-too-large`, `command.bad-json`.
 */
export async function readJsonFile(path: string, limitBytes: number): Promise<unknown> {
  const text = await readTextFile(path, limitBytes);
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new LabError('command.bad-json', { path, problem: reasonOf(error) }, error);
  }
}

/**
 * Writes a file whole or not at all, over an older one; answers its absolute path.
 *
 * @throws LabError `export.cannot-write`, `export.disk-full` and what else refuses a place in `export/target.ts`.
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<string> {
  return writeFile(path, [{ name: '', pieces: [content] }], true);
}

/** Refuses a place where something is already, unless it may be replaced. @throws LabError `export.exists`, … */
export async function refuseTaken(path: string, isForced: boolean): Promise<void> {
  await refuseExisting(path, isForced);
}

/** Devices and pipes are refused before they are opened: reading them could wait for ever. */
async function readTextFile(path: string, limitBytes: number): Promise<string> {
  try {
    const facts = await stat(path);
    if (!facts.isFile()) throw new LabError('command.not-a-file', { path });
    if (facts.size > limitBytes) {
      throw new LabError('command.file-too-large', { path, sizeBytes: facts.size, limitBytes });
    }
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof LabError) throw error;
    throw new LabError('command.unreadable-file', { path, reason: reasonOf(error) }, error);
  }
}

/** The system's short code (`ENOENT`, `EACCES`), else the message. */
function reasonOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.message : String(error);
}
