/** What can be done with runs from more than one part of the place. */
import type { JobRequest } from '../../../../shared/contract/queue.ts';
import { api } from '../../api.ts';
import { say } from '../../i18n/say.svelte.ts';
import { navigation } from '../../state/navigation.svelte.ts';
import { notices } from '../../state/notices.svelte.ts';
import { queue } from '../../state/queue.svelte.ts';
import { workbench } from '../../state/workbench.svelte.ts';

/** Adds a job; says what is wrong where it is refused. */
export async function queueJob(request: JobRequest): Promise<void> {
  try {
    await queue.add(request);
  } catch (error) {
    notices.problem(() => say('frame.somethingFailed'), error);
  }
}

/** Lays an experiment on the bench that begins from the final weights of a run. */
export async function trainOn(run: string): Promise<void> {
  try {
    workbench.open(await api.beginFrom(run));
    navigation.open('lab');
  } catch (error) {
    notices.problem(() => say('history.cannotTrainOn'), error);
  }
}
