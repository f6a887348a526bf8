/** Whether a disk has room for what is to be written on it. */
import { statfs } from 'node:fs/promises';
import { LabError } from '../../shared/contract/errors.ts';

/** Bytes free for us in a folder; null where the system does not say. */
export type AskFree = (folder: string) => Promise<number | null>;

/** Asks the system. */
export const freeBytes: AskFree = async (folder) => {
  const found = await statfs(folder).catch(() => null);
  return found === null ? null : found.bavail * found.bsize;
};

/**
 * Refuses to begin where the disk has too little room.
 * @throws LabError `export.disk-full`, with what is needed and what is free in bytes.
 */
export async function checkRoom(
  folder: string,
  neededBytes: number,
  askFree: AskFree = freeBytes,
): Promise<void> {
  const free = await askFree(folder);
  if (free !== null && free < neededBytes) throw diskFull(folder, neededBytes, free);
}

/** The error of a full disk, with sizes as people read them. */
export function diskFull(folder: string, neededBytes: number, free: number, cause?: unknown): LabError {
  const details = { folder, needed: inUnits(neededBytes), free: inUnits(free), neededBytes, freeBytes: free };
  return new LabError('export.disk-full', details, cause);
}

function inUnits(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1000)} KB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
