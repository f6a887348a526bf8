/**
 * Data sets opened, imported and checked in a thread of their own, so that a process that answers others stays quick:
 * unpacking, hashing and generating take seconds of calculation. The pictures are moved out of the thread, not copied.
 */
import { Worker } from 'node:worker_threads';
import type { DatasetInfo, ImageDataset } from '../../shared/contract/data.ts';
import { labErrorFromData, type LabErrorData } from '../../shared/contract/errors.ts';

/** What a thread is to do. */
export type Task =
  | { readonly kind: 'open'; readonly id: string; readonly dataFolder: string }
  | {
      readonly kind: 'import';
      readonly path: string;
      readonly dataFolder: string;
      /** Id to store the set under, or null for its own. */
      readonly id: string | null;
    }
  | { readonly kind: 'check'; readonly id: string; readonly dataFolder: string };

/** What a thread says. */
export type ThreadMessage =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'done'; readonly value: unknown }
  | { readonly type: 'failed'; readonly error: LabErrorData };

/** Receives how much is done (pictures made, or bytes read) and the total, at most ten times a second. */
export type ThreadProgress = (done: number, total: number) => void;

/** See `openDataset`. Progress is told in pictures, and only where the set has to be made first. */
export function openInThread(
  id: string,
  dataFolder: string,
  onProgress?: ThreadProgress,
): Promise<ImageDataset> {
  return inThread({ kind: 'open', id, dataFolder }, onProgress);
}

/** See `importDataset`. Progress is told in bytes. */
export function importInThread(
  source: Readonly<{ path: string; dataFolder: string; id: string | null }>,
  onProgress?: ThreadProgress,
): Promise<DatasetInfo> {
  return inThread({ kind: 'import', ...source }, onProgress);
}

/** See `checkDataset`. */
export function checkInThread(
  id: string,
  dataFolder: string,
): Promise<{ readonly info: DatasetInfo; readonly isIntact: boolean }> {
  return inThread({ kind: 'check', id, dataFolder });
}

function inThread<T>(task: Task, onProgress: ThreadProgress = () => undefined): Promise<T> {
  const worker = new Worker(new URL('thread-entry.ts', import.meta.url), { workerData: task });
  return new Promise((resolve, reject) => {
    worker.on('message', (message: ThreadMessage) => {
      if (message.type === 'progress') onProgress(message.done, message.total);
      else if (message.type === 'failed') reject(labErrorFromData(message.error));
      else resolve(message.value as T);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`The data thread ended with code ${code}.`)));
  });
}
