/** The table of a race: final and best accuracy, and the time to a target, over the seeds of each racer. */
import type { EpochRecord } from '../../../../shared/contract/engine.ts';
import { type PairVerdict, pairVerdicts, type Spread, spreadOf } from '../../../../shared/metrics/paired.ts';
import { timeToTarget } from '../../../../shared/metrics/time-to-target.ts';

/** What a run of a racer has recorded. */
export interface Course {
  readonly seed: number;
  readonly isCompleted: boolean;
  readonly stepsPerEpoch: number | null;
  readonly epochs: readonly EpochRecord[];
}

/** A racer with what its runs have recorded. */
export interface RacerCourses {
  readonly name: string;
  readonly courses: readonly Course[];
}

/** How a table is made. */
export interface StandingsOptions {
  /** Accuracy from 0 to 1; null for the lowest final one, which all completed runs have reached. */
  readonly target: number | null;
  /** Whether each run counts by its best epoch instead of its last. */
  readonly isBest: boolean;
}

/** A line of the table. */
export interface Standing {
  readonly name: string;
  /** Accuracy after the last epoch so far (or the best one), 0 to 1; null before the first. */
  readonly final: Spread | null;
  /** Highest mean accuracy and its epoch. */
  readonly best: { readonly value: number; readonly epoch: number } | null;
  /** Mean seconds and epochs to the target over the seeds that reached it. */
  readonly target: TargetStanding;
}

/** How soon a racer reached the target. */
export interface TargetStanding {
  /** Runs that reached it, of `of`. */
  readonly reached: number;
  readonly of: number;
  readonly seconds: number | null;
  readonly epoch: number | null;
}

/** The table with the target that it was made for; null where none could be chosen. */
export interface Standings {
  readonly target: number | null;
  /** Best final accuracy first; racers without one last, in their order. */
  readonly lines: readonly Standing[];
}

/** The table of a race. */
export function standingsOf(
  racers: readonly RacerCourses[],
  { target, isBest }: StandingsOptions,
): Standings {
  const courses = racers.flatMap(({ name, courses: of }) =>
    of.map((course) => ({
      ...{ variant: name, seed: course.seed, run: `${name}/${course.seed}` },
      ...{ isCompleted: course.isCompleted, stepsPerEpoch: course.stepsPerEpoch },
      epochs: course.epochs.map((record) => ({ ...record, val_accuracy: accuracyOf(record) })),
    })),
  );
  const times = timeToTarget(courses, target);
  const lines = racers.map(({ name, courses: of }) => {
    const reached = (times?.runs ?? []).filter(({ variant }) => variant === name);
    return {
      name,
      final: spreadOf(of.flatMap(({ epochs }) => countedAccuracy(epochs, isBest) ?? [])),
      best: bestMean(of.map(({ epochs }) => epochs)),
      target: targetStanding(reached.map((run) => run.reached)),
    };
  });
  const order = (line: Standing): number => line.final?.mean ?? -1;
  return { target: times?.target ?? null, lines: lines.toSorted((a, b) => order(b) - order(a)) };
}

/** A verdict for each pair of racers on the accuracies that count, paired by seed; only completed runs take part. */
export function verdictsOf(racers: readonly RacerCourses[], isBest: boolean): readonly PairVerdict[] {
  return pairVerdicts(
    racers.flatMap(({ name, courses }) =>
      courses.map(({ seed, epochs, isCompleted }) => ({
        variant: name,
        seed,
        value: isCompleted ? countedAccuracy(epochs, isBest) : null,
      })),
    ),
  );
}

/** A verdict seen from one of its two racers. */
export function seenFrom(verdict: PairVerdict, name: string): PairVerdict {
  if (verdict.first === name) return verdict;
  const { meanDifference, interval, verdict: word } = verdict;
  const turned = { 'first-better': 'second-better', 'second-better': 'first-better' } as const;
  return {
    ...verdict,
    first: verdict.second,
    second: verdict.first,
    meanDifference: meanDifference === null ? null : -meanDifference,
    interval: interval === null ? null : [-interval[1], -interval[0]],
    verdict: word === 'first-better' || word === 'second-better' ? turned[word] : word,
  };
}

/** Validation accuracy, or that of training where the experiment has no validation. */
function accuracyOf({ accuracy, val_accuracy }: EpochRecord): number {
  return val_accuracy ?? accuracy;
}

function countedAccuracy(epochs: readonly EpochRecord[], isBest: boolean): number | null {
  if (epochs.length === 0) return null;
  const accuracies = epochs.map(accuracyOf);
  return isBest ? Math.max(...accuracies) : (accuracies.at(-1) ?? null);
}

function bestMean(runs: readonly (readonly EpochRecord[])[]): Standing['best'] {
  const length = Math.max(0, ...runs.map((epochs) => epochs.length));
  let best: { value: number; epoch: number } | null = null;
  for (let place = 0; place < length; place++) {
    const records = runs.flatMap((epochs) => epochs[place] ?? []);
    const mean = spreadOf(records.map(accuracyOf))?.mean ?? NaN;
    const epoch = records[0]?.epoch ?? place + 1;
    if (mean > (best?.value ?? -Infinity)) best = { value: mean, epoch };
  }
  return best;
}

function targetStanding(
  runs: readonly ({ readonly seconds: number; readonly epoch: number } | null)[],
): TargetStanding {
  const reached = runs.filter((run) => run !== null);
  return {
    reached: reached.length,
    of: runs.length,
    seconds: spreadOf(reached.map(({ seconds }) => seconds))?.mean ?? null,
    epoch: spreadOf(reached.map(({ epoch }) => epoch))?.mean ?? null,
  };
}
