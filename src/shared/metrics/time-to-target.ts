/** How soon each run of a comparison reaches one validation accuracy. */
import { bestPoint, firstReaching } from './curves.ts';

/** What is known of one run. */
export interface TargetCourse {
  readonly variant: string;
  readonly seed: number;
  /** Id of the run. */
  readonly run: string;
  /** Whether the run came to its planned end; only such runs decide the target where none is given. */
  readonly isCompleted: boolean;
  /** Steps of an epoch; null where they are not known (a run of an older Tatami). */
  readonly stepsPerEpoch: number | null;
  /** Finished epochs in their order. */
  readonly epochs: readonly {
    readonly epoch: number;
    /** 0 to 1, or null where the experiment has no validation. */
    readonly val_accuracy: number | null;
    readonly durationMs: number;
  }[];
}

/** When a run first reached the target, as measured at the ends of epochs. */
export interface TargetTime {
  /** Counted from 1. */
  readonly epoch: number;
  readonly steps: number | null;
  /** Seconds of training and validation up to the end of that epoch. */
  readonly seconds: number;
}

/** One run's line. */
export interface TargetRun extends Pick<TargetCourse, 'variant' | 'seed' | 'run'> {
  /** Null where the target was not reached. */
  readonly reached: TargetTime | null;
  /** Highest validation accuracy; null where none was measured. */
  readonly best: number | null;
}

/** The answer for a comparison. */
export interface TimeToTarget {
  /** The validation accuracy that is asked for, 0 to 1. */
  readonly target: number;
  /** `given` by the user, or the lowest validation accuracy with which a completed run ended (all reached it). */
  readonly chosen: 'given' | 'lowest-final';
  readonly runs: readonly TargetRun[];
}

/**
 * When each run first reached a validation accuracy.
 * @param target 0 to 1; null for the lowest final accuracy of the completed runs, rounded down to 0.1 points.
 * @returns Null where no target is given and no completed run has a validation accuracy.
 */
export function timeToTarget(courses: readonly TargetCourse[], target: number | null): TimeToTarget | null {
  const wanted = target ?? lowestFinal(courses);
  if (wanted === null) return null;
  const runs = courses.map((course) => reachedIn(course, wanted));
  return { target: wanted, chosen: target === null ? 'lowest-final' : 'given', runs };
}

function lowestFinal(courses: readonly TargetCourse[]): number | null {
  const finals = courses.flatMap(({ isCompleted, epochs }) => {
    const accuracy = isCompleted ? (epochs.at(-1)?.val_accuracy ?? null) : null;
    return accuracy === null ? [] : [accuracy];
  });
  return finals.length === 0 ? null : Math.floor(Math.min(...finals) * 1000) / 1000;
}

function reachedIn({ variant, seed, run, stepsPerEpoch, epochs }: TargetCourse, target: number): TargetRun {
  let timeMs = 0;
  const points = epochs.map(({ epoch, val_accuracy: accuracy, durationMs }) => {
    timeMs += durationMs;
    return { step: epoch, timeMs, accuracy };
  });
  const first = firstReaching(points, target);
  const best = bestPoint(points)?.accuracy ?? null;
  if (first === null) return { variant, seed, run, reached: null, best };
  const steps = stepsPerEpoch === null ? null : first.step * stepsPerEpoch;
  return {
    variant,
    seed,
    run,
    reached: { epoch: first.step, steps, seconds: (first.timeMs ?? 0) / 1000 },
    best,
  };
}
