/** Reading and writing the files that users name. */
import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { LabError } from '../../shared/contract/errors.ts';

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
 * Writes a text file so that after a crash either the old or the new one is there, never a part; answers its
 * absolute path.
 *
 * @throws LabError `command.cannot-write`.
 */
export async function writeTextFile(path: string, text: string | Uint8Array): Promise<string> {
  const target = resolve(path);
  try {
    await replaceFile(target, text);
  } catch (error) {
    throw new LabError('command.cannot-write', { path: target, reason: reasonOf(error) }, error);
  }
  return target;
}

/** Writes a file whole or not at all. @throws What the system says; no half file is left then. */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const draft = `${path}.${randomUUID().slice(0, 8)}.tmp`;
  try {
    await writeSynced(draft, content);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function writeSynced(path: string, content: string | Uint8Array): Promise<void> {
  await using file = await open(path, 'wx');
  await file.writeFile(content);
  await file.sync();
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
