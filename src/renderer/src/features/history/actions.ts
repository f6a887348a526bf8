/** What can be done with runs from more than one part of the place. */
import type { JobRequest } from '../../../../shared/contract/queue.ts';
import { say } from '../../i18n/say.svelte.ts';
import { notices } from '../../state/notices.svelte.ts';
import { queue } from '../../state/queue.svelte.ts';

/** Adds a job; says what is wrong where it is refused. */
export async function queueJob(request: JobRequest): Promise<void> {
  try {
    await queue.add(request);
  } catch (error) {
    notices.problem(() => say('frame.somethingFailed'), error);
  }
}
