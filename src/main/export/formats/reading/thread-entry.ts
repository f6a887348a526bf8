/** Door of the thread that reads a written file: one task, one answer, the end. */
import { parentPort, workerData } from 'node:worker_threads';
import { predictOnnx } from './onnx/predict.ts';
import { predictTypescript } from './typescript.ts';
import type { ReadingAnswer, ReadingTask } from './thread.ts';

const readers = { onnx: predictOnnx, typescript: predictTypescript };
const task = workerData as ReadingTask;
parentPort?.postMessage(await answer());

async function answer(): Promise<ReadingAnswer> {
  try {
    return { outputs: await readers[task.kind](task) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
