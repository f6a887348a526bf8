import { labErrorFromData } from '../../../shared/contract/errors.ts';
import type { Job } from '../../../shared/contract/queue.ts';
import { api } from '../api.ts';
import { percent, say } from '../i18n/say.svelte.ts';
import { endedJobs } from './ended-jobs.ts';
import { navigation } from './navigation.svelte.ts';
import { notices } from './notices.svelte.ts';
import { queue } from './queue.svelte.ts';

/** Tells of training that ended while another place was open, and of training that failed. */
class JobNotices {
  #before: readonly Job[] = [];

  /** Follows the queue until the answered function is called. */
  begin(): () => void {
    return $effect.root(() => {
      $effect(() => {
        for (const job of endedJobs(this.#before, queue.jobs)) void tell(job);
        this.#before = queue.jobs;
      });
    });
  }
}

async function tell(job: Job): Promise<void> {
  if (job.status === 'failed') {
    const title = (): string => say('frame.failed', { name: job.title });
    if (job.error !== null) notices.problem(title, labErrorFromData(job.error));
    return;
  }
  const place = job.comparison === null ? 'lab' : 'compare';
  if (job.status === 'stopped' || navigation.place === place) return;
  const runId = job.runIds.at(-1) ?? null;
  const title = (): string => say('frame.finished', { name: job.title });
  const accuracy = runId === null ? null : await testAccuracy(runId);
  const show = job.comparison === null ? { run: runId } : { comparison: job.comparison };
  notices.tell(title, {
    text: accuracy === null ? null : () => say('frame.finishedWith', { accuracy: percent(accuracy, 2) }),
    action: { label: () => say('frame.showDetails'), act: () => navigation.open(place, show) },
  });
}

/** Null also where the run cannot be read: the notice does without the figure. */
async function testAccuracy(runId: string): Promise<number | null> {
  return api.run(runId).then(
    ({ testAccuracy: accuracy }) => accuracy,
    () => null,
  );
}

/** The one teller of jobs that end. */
export const jobNotices = new JobNotices();
