/** What Compare asks of the service; a refusal is said as a notice. */
import type { JobRequest } from '../../../../shared/contract/queue.ts';
import { api } from '../../api.ts';
import { say } from '../../i18n/say.svelte.ts';
import { notices } from '../../state/notices.svelte.ts';
import { queue } from '../../state/queue.svelte.ts';

function told(work: Promise<unknown>): void {
  work.catch((error: unknown) => notices.problem(() => say('frame.somethingFailed'), error));
}

const add = (request: JobRequest): void => told(queue.add(request));

/** Each begins at once and answers nothing; the queue's events show what has become of it. */
export const actions = {
  /** Ends one run with its state saved; the comparison goes on with the next. */
  stopRun: (runId: string) => told(api.stopRun(runId)),
  stopJob: (jobId: string) => told(api.stopJob(jobId)),
  /** Trains what is left of a comparison. */
  goOn: (comparison: string) => add({ kind: 'continue', comparison }),
  compare: (comparison: unknown) => add({ kind: 'compare', comparison }),
} as const;
