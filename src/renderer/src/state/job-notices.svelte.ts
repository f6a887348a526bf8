import { labErrorFromData } from '../../../shared/contract/errors.ts';
import type { RunDetail } from '../../../shared/contract/history.ts';
import type { Job, JobRequest } from '../../../shared/contract/queue.ts';
import { api } from '../api.ts';
import { percent, say } from '../i18n/say.svelte.ts';
import { endedJobs } from './ended-jobs.ts';
import { navigation } from './navigation.svelte.ts';
import { type Notice, notices } from './notices.svelte.ts';
import { queue } from './queue.svelte.ts';
import { verdictText } from './verdict-text.ts';

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
  const place = job.comparison === null ? 'lab' : 'compare';
  if (job.status === 'failed') {
    const title = (): string => say('frame.failed', { name: job.title });
    // Lab says it beside the curve of the run.
    const isSaid = place === 'lab' && navigation.place === 'lab' && job.runIds.length > 0;
    if (job.error !== null && !isSaid) notices.problem(title, labErrorFromData(job.error), wayOn(job));
    return;
  }
  // What a repetition proved is said wherever the user is: it is what the repetition was for.
  const isSeen = navigation.place === place && job.kind !== 'repeat';
  if (job.status === 'stopped' || isSeen) return;
  const runId = job.runIds.at(-1) ?? null;
  const title = (): string => say('frame.finished', { name: job.title });
  const run = runId === null ? null : await readRun(runId);
  const show = job.comparison === null ? { run: runId } : { comparison: job.comparison };
  notices.tell(title, {
    text: run === null ? null : () => resultOf(run),
    action: { label: () => say('frame.showDetails'), act: () => navigation.open(place, show) },
  });
}

/** What was trained can go on where the engine has died under it. */
function wayOn({ error, comparison, runIds }: Job): Notice['action'] {
  const run = runIds.at(-1);
  if (error === null || !error.code.startsWith('engine.died') || run === undefined) return null;
  const request: JobRequest =
    comparison === null ? { kind: 'resume', run } : { kind: 'continue', comparison };
  const act = (): void => {
    queue
      .add(request)
      .catch((problem: unknown) => notices.problem(() => say('frame.somethingFailed'), problem));
  };
  return { label: () => say('frame.goOn'), act };
}

/** Null where the run cannot be read: the notice does without the figure. */
async function readRun(runId: string): Promise<RunDetail | null> {
  return api.run(runId).catch(() => null);
}

/** What a repetition proved, or how good the run is. */
function resultOf({ id, verdicts, test }: RunDetail): string {
  const verdict = verdicts.find(({ repetition }) => repetition === id);
  if (verdict !== undefined) return verdictText(verdict);
  return test === null ? '' : say('frame.finishedWith', { accuracy: percent(test.accuracy, 2) });
}

/** The one teller of jobs that end. */
export const jobNotices = new JobNotices();
