/** What runs in the thread of `readInThread`: one file, then the thread ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { LabError } from '../../../shared/contract/errors.ts';
import { readAnyFile } from './read-model.ts';
import type { ImportMessage, ImportTask } from './thread.ts';

const { path, known } = workerData as ImportTask;

function post(message: ImportMessage): void {
  parentPort?.postMessage(message);
}

try {
  post({ type: 'done', model: await readAnyFile(path, known) });
} catch (error) {
  if (!(error instanceof LabError)) throw error;
  post({ type: 'failed', error: error.toData() });
}
