/** Written files are read and computed in a thread of their own, so that the process that exports stays quick. */
import { Worker } from 'node:worker_threads';
import { LabError } from '../../../../shared/contract/errors.ts';

/** A written file, and pictures for it. */
export interface ReadingTask {
  readonly kind: 'onnx' | 'typescript';
  readonly path: string;
  /** Height, width, channels. */
  readonly inputShape: readonly [number, number, number];
  /** How pixels are scaled before they are fed; null where the file does that itself. */
  readonly preprocessing: { readonly scale: number; readonly offset: number } | null;
  /** Pictures one after the other, NHWC bytes. */
  readonly pixels: Uint8Array;
}

/** What a thread answers. */
export type ReadingAnswer = { readonly outputs: Float32Array } | { readonly problem: string };

/** Pictures × classes, row by row. @throws LabError `export.unreadable`. */
export function predictInThread(task: ReadingTask): Promise<Float32Array> {
  const worker = new Worker(new URL('thread-entry.ts', import.meta.url), { workerData: task });
  const unreadable = (problem: string, cause?: unknown): LabError =>
    new LabError('export.unreadable', { path: task.path, problem }, cause);
  return new Promise((resolve, reject) => {
    worker.on('message', (answer: ReadingAnswer) => {
      if ('outputs' in answer) resolve(answer.outputs);
      else reject(unreadable(answer.problem));
    });
    worker.on('error', (error) => reject(unreadable(String(error), error)));
    worker.on('exit', (code) => reject(unreadable(`the reading thread ended with code ${code}`)));
  });
}
