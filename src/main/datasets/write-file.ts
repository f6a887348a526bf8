/** Writing that a power cut cannot halve, with the system's refusals in words. */
import { open } from 'node:fs/promises';
import { LabError } from '../../shared/contract/errors.ts';

/** Writes a new file, which is on the disk when the promise resolves. */
export async function writeFile(path: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a rename last through a power cut; Windows has no such call for folders. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The catalogued error for what the system reports while a data set is written; anything else as it came. */
export function writeError(cause: unknown, dataset: string, folder: string): unknown {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (reason === 'ENOTEMPTY' || reason === 'EEXIST') return new LabError('data.exists', { dataset }, cause);
  if (reason === 'ENOSPC' || reason === 'EDQUOT')
    return new LabError('data.disk-full', { dataset, folder }, cause);
  return reason.startsWith('E')
    ? new LabError('data.cannot-write', { dataset, folder, reason }, cause)
    : cause;
}
