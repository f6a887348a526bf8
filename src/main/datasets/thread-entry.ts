/** What runs in the thread of {@link openInThread} and its like: one task, then the thread ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { LabError } from '../../shared/contract/errors.ts';
import { importDataset } from './import.ts';
import { checkDataset } from './list.ts';
import { openDataset } from './open.ts';
import type { Task, ThreadMessage } from './thread.ts';

/** Least milliseconds between two reports of progress. */
const reportEveryMs = 100;

/** Smaller arrays may lie in memory that they share with others; they are copied. */
const leastMovedBytes = 1_000_000;

let lastReportMs = -Infinity;

function report(done: number, total: number): void {
  const now = performance.now();
  if (now - lastReportMs < reportEveryMs && done < total) return;
  lastReportMs = now;
  post({ type: 'progress', done, total });
}

function post(message: ThreadMessage, moved: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, moved);
}

async function perform(task: Task): Promise<void> {
  switch (task.kind) {
    case 'open': {
      const value = await openDataset(task.id, task.dataFolder, report);
      const arrays = [value.train.images, value.train.labels, value.test.images, value.test.labels];
      const buffers = new Set(arrays.map(({ buffer }) => buffer as ArrayBuffer));
      return post(
        { type: 'done', value },
        [...buffers].filter(({ byteLength }) => byteLength >= leastMovedBytes),
      );
    }
    case 'import': {
      const { path, dataFolder, id } = task;
      const value = await importDataset(path, dataFolder, id === null ? {} : { id }, report);
      return post({ type: 'done', value });
    }
    case 'check':
      return post({ type: 'done', value: await checkDataset(task.id, task.dataFolder) });
  }
}

try {
  await perform(workerData as Task);
} catch (error) {
  if (!(error instanceof LabError)) throw error;
  post({ type: 'failed', error: error.toData() });
}
