import type { Job, JobStatus } from '../../../shared/contract/queue.ts';

const ends: readonly JobStatus[] = ['done', 'failed', 'stopped'];

/** The jobs that have come to an end between two states of the queue. */
export function endedJobs(before: readonly Job[], now: readonly Job[]): readonly Job[] {
  return now.filter(({ id, status }) => {
    const last = before.find((job) => job.id === id)?.status;
    return last !== undefined && !ends.includes(last) && ends.includes(status);
  });
}
