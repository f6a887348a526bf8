/**
 * Ends this process when its parent is gone, within a second, even while a long native call or calculation blocks
 * the main thread: a worker thread looks at the parent and kills the process. Without it a crash of the parent
 * would leave a training process behind that nobody can see or stop.
 */
import { Worker } from 'node:worker_threads';

/** Milliseconds between two looks at the parent. */
const watchIntervalMs = 500;

/**
 * POSIX gives an orphan another parent; on Windows the old number stays but answers no signal.
 */
const watcherSource = `
  const parent = process.ppid;
  const isGone = () => {
    if (process.ppid !== parent) return true;
    try {
      process.kill(parent, 0);
      return false;
    } catch (error) {
      return error.code === 'ESRCH';
    }
  };
  const watch = setInterval(() => {
    if (!isGone()) return;
    clearInterval(watch);
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), require('node:worker_threads').workerData);
  }, ${watchIntervalMs});
`;

/**
 * Starts the watch; it does not keep the process alive.
 * @param graceMs - Milliseconds that the process has after its parent's end to leave by itself; default 0.
 */
export function endWithParent(graceMs = 0): void {
  const options = { eval: true, stdout: false, stderr: false, workerData: graceMs };
  const worker = new Worker(watcherSource, options);
  worker.unref();
}
