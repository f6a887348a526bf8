import type { Job } from '../../../shared/contract/queue.ts';
import { count, say, timeOfDay } from '../i18n/say.svelte.ts';
import { notices } from './notices.svelte.ts';

/** Says where a job that was just added stands; nothing where it begins at once. */
export function tellWaiting(jobs: readonly Job[], id: string): void {
  const ahead = jobsAhead(jobs, id);
  const [first] = ahead;
  if (first === undefined) return;
  const remainingMs = ahead.length === 1 ? (first.progress?.jobRemainingMs ?? null) : null;
  const startMs = remainingMs === null ? null : Date.now() + remainingMs;
  const name = first.title;
  notices.tell(() => say('frame.waiting', { ahead: count(ahead.length) }), {
    text: () =>
      startMs === null
        ? say('frame.waitingUnknown', { name })
        : say('frame.waitingText', { name, at: timeOfDay(startMs) }),
  });
}

/** The jobs that have to end before one begins, in their order. */
export function jobsAhead(jobs: readonly Job[], id: string): readonly Job[] {
  const place = jobs.findIndex((job) => job.id === id);
  const before = place === -1 ? jobs : jobs.slice(0, place);
  return before.filter(({ status }) => status !== 'done' && status !== 'failed' && status !== 'stopped');
}
