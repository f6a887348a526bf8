/** Which runs a comparison consists of, and what is there of them already. */
import type { RunDetail, RunStatus } from '../../shared/contract/history.ts';
import { type Comparison, expandComparison } from '../../shared/spec/comparison.ts';
import type { Experiment } from '../../shared/spec/experiment.ts';
import type { ComparedRun } from '../../shared/contract/comparison-report.ts';

/** A run of a comparison. */
export interface PlannedRun {
  /** Name of the variant, such as `Adam`. */
  readonly variant: string;
  readonly experiment: Experiment;
  /** Place among all runs, from 0. */
  readonly index: number;
  readonly count: number;
  /** The run as the history has it; null where it has not begun. */
  readonly run: RunDetail | null;
}

/** Whether a run came to its end: nothing is left to train. A diverged one has no steps that could follow. */
export function isFinished(status: RunStatus): boolean {
  return status === 'completed' || status === 'diverged';
}

/** Whether a planned run has to be trained or gone on with. */
export function isLeft({ run }: PlannedRun): boolean {
  return run === null || !isFinished(run.status);
}

/**
 * Finds for each run of a comparison what the history has of it, by variant and seed; pure. Of several, one that came
 * to its end counts, else the newest.
 *
 * @param runs - In the order in which they were made.
 */
export function planComparison(comparison: Comparison, runs: readonly ComparedRun[]): readonly PlannedRun[] {
  const planned = expandComparison(comparison);
  return planned.map(({ name: variant, seed, experiment }, index) => {
    const alike = runs.filter((each) => each.variant === variant && each.run.experiment.seed === seed);
    const found = alike.findLast(({ run }) => isFinished(run.status)) ?? alike.at(-1);
    return { variant, experiment, index, count: planned.length, run: found?.run ?? null };
  });
}
