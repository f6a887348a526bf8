/** The state of a racer from the states of its runs. */
import type { LabErrorData } from '../../../../shared/contract/errors.ts';
import type { Racer, RacerRun } from './racers.ts';

/** What a racer does, or what has become of it. */
export interface RacerState {
  readonly status: RacerRun['status'];
  /** Epochs done, of all its runs together, and planned. */
  readonly done: number;
  readonly of: number;
  readonly error: LabErrorData | null;
  /** Reason in words where there is no error; null without. */
  readonly failure: string | null;
  readonly divergedAtStep: number | null;
}

/** What tells more comes first: a racer of which one run diverged has diverged, whatever the others did. */
const byWeight: readonly RacerRun['status'][] = [
  ...(['running', 'failed', 'diverged', 'interrupted', 'stopped', 'waiting', 'completed'] as const),
];

/**
 * The state of a racer: that of the run that tells most.
 * @param epochsOf - Epochs that a run has done so far.
 */
export function racerState(racer: Racer, epochsOf: (runId: string) => number): RacerState {
  const [telling] = racer.runs.toSorted((a, b) => byWeight.indexOf(a.status) - byWeight.indexOf(b.status));
  const done = racer.runs.reduce((sum, { runId }) => sum + (runId === null ? 0 : epochsOf(runId)), 0);
  return {
    status: telling?.status ?? 'waiting',
    done,
    of: racer.runs.length * racer.experiment.epochs,
    error: telling?.error ?? null,
    failure: telling?.detail?.end?.failure ?? null,
    divergedAtStep: telling?.status === 'diverged' ? (telling.detail?.end?.divergedAtStep ?? null) : null,
  };
}
