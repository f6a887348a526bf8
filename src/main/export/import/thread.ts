/**
 * Model files read in a thread of their own, which is ended when it takes too long: no file can hold up the process that
 * answers the window.
 */
import { basename } from 'node:path';
import { Worker } from 'node:worker_threads';
import { LabError, labErrorFromData, type LabErrorData } from '../../../shared/contract/errors.ts';
import type { ImportedModel } from '../../../shared/contract/imported-model.ts';
import type { KnownModel } from './read-model.ts';

/** What the thread is to do. */
export interface ImportTask {
  readonly path: string;
  /** The model that weights alone are for; null for none. */
  readonly known: KnownModel | null;
}

/** What the thread says. */
export type ImportMessage =
  | { readonly type: 'done'; readonly model: ImportedModel }
  | { readonly type: 'failed'; readonly error: LabErrorData };

/** Milliseconds after which a file is given up. */
const defaultLimitMs = 60_000;

/**
 * See `readAnyFile`.
 * @throws LabError `import.timeout`, and what the reader throws.
 */
export async function readInThread(
  task: ImportTask,
  limitMs: number = defaultLimitMs,
): Promise<ImportedModel> {
  const worker = new Worker(new URL('thread-entry.ts', import.meta.url), { workerData: task });
  const late = new LabError('import.timeout', {
    file: basename(task.path),
    seconds: Math.round(limitMs / 1000),
  });
  const { promise, resolve, reject } = Promise.withResolvers<ImportedModel>();
  const timer = setTimeout(() => reject(late), limitMs);
  worker.on('message', (message: ImportMessage) => {
    if (message.type === 'done') resolve(message.model);
    else reject(labErrorFromData(message.error));
  });
  worker.on('error', reject);
  worker.on('exit', (code) => reject(new Error(`The thread that reads a model ended with code ${code}.`)));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
