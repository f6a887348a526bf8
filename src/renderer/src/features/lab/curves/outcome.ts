/** What has become of a run, from the queue of this session and from the history. */
import type { LabErrorData } from '../../../../../shared/contract/errors.ts';
import type { RunDetail, RunStatus } from '../../../../../shared/contract/history.ts';
import type { Job } from '../../../../../shared/contract/queue.ts';

/** What a run has come to. */
export type RunOutcome =
  /** Its history is not read yet, or it waits for its turn. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'training'; readonly isPaused: boolean }
  | { readonly kind: 'finished' }
  /** By the user; it can go on. */
  | { readonly kind: 'stopped' }
  /** Its loss was not finite any more; the step from 1, null where it is not known. */
  | { readonly kind: 'diverged'; readonly step: number | null }
  /** The engine or the program died; it can go on. */
  | { readonly kind: 'interrupted'; readonly error: LabErrorData | null }
  | { readonly kind: 'failed'; readonly error: LabErrorData | null; readonly text: string | null };

/** The newest job of the session that has a run, or null. */
export function jobOfRun(jobs: readonly Job[], runId: string): Job | null {
  return jobs.findLast(({ runs }) => runs.some((run) => run.runId === runId)) ?? null;
}

/** What has become of a run; the queue knows it before the history is read again. */
export function runOutcome(runId: string, jobs: readonly Job[], detail: RunDetail | null): RunOutcome {
  const job = jobOfRun(jobs, runId);
  const known = job?.runs.find((run) => run.runId === runId) ?? null;
  const status = known !== null && known.status !== 'waiting' ? known.status : (detail?.status ?? null);
  if (status === null) return { kind: 'unknown' };
  return outcomeOf(status, { error: known?.error ?? null, isPaused: job?.status === 'paused', detail });
}

function outcomeOf(
  status: RunStatus,
  {
    error,
    isPaused,
    detail,
  }: Readonly<{ error: LabErrorData | null; isPaused: boolean; detail: RunDetail | null }>,
): RunOutcome {
  switch (status) {
    case 'running':
      return { kind: 'training', isPaused };
    case 'completed':
      return { kind: 'finished' };
    case 'stopped':
      return { kind: 'stopped' };
    case 'diverged':
      return { kind: 'diverged', step: detail?.end?.divergedAtStep ?? null };
    case 'interrupted':
      return { kind: 'interrupted', error };
    case 'failed':
      return { kind: 'failed', error, text: detail?.end?.failure ?? null };
  }
}
