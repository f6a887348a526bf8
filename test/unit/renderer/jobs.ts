/** Jobs as the queue tells of them, for the tests of what the page makes of them. */
import type { Job, JobRun } from '../../../src/shared/contract/queue.ts';

/** A job of one run. */
export function jobOf(id: string, status: Job['status'], run: Partial<JobRun> = {}): Job {
  const runs = [
    {
      variant: 'cnn',
      seed: 0,
      epochs: 3,
      epochsDone: 0,
      runId: 'run-1',
      status: 'running',
      error: null,
      ...run,
    },
  ] as const;
  return {
    ...{ id, kind: 'run', title: 'cnn', status, comparison: null, runs },
    ...{ runIds: ['run-1'], progress: null, error: null },
  };
}
