import { describe, expect, it } from 'vitest';
import { type TargetCourse, timeToTarget } from '../../../../src/shared/metrics/time-to-target.ts';

/** A run of one-second epochs with 10 steps each and the given validation accuracies. */
function course(variant: string, accuracies: readonly (number | null)[], isCompleted = true): TargetCourse {
  const epochs = accuracies.map((accuracy, index) => ({
    epoch: index + 1,
    val_accuracy: accuracy,
    durationMs: 1000,
  }));
  return { variant, seed: 0, run: `run of ${variant}`, isCompleted, stepsPerEpoch: 10, epochs };
}

describe('the time to an accuracy', () => {
  it('is counted in epochs, steps and seconds up to the epoch that first reached it', () => {
    const answer = timeToTarget([course('a', [0.5, 0.9, 0.7, 0.95])], 0.9);
    expect(answer).toMatchObject({ target: 0.9, chosen: 'given' });
    expect(answer?.runs[0]).toMatchObject({ reached: { epoch: 2, steps: 20, seconds: 2 }, best: 0.95 });
  });

  it('is nothing for a run that never reached it, whose best is said', () => {
    const answer = timeToTarget([course('a', [0.5, 0.8])], 0.81);
    expect(answer?.runs[0]).toMatchObject({ reached: null, best: 0.8 });
  });

  it('is taken to the lowest final accuracy where none is asked for, which every completed run reached', () => {
    const courses = [course('a', [0.5, 0.9]), course('b', [0.8765, 0.8765]), course('c', [0.1], false)];
    const answer = timeToTarget(courses, null);
    expect(answer).toMatchObject({ target: 0.876, chosen: 'lowest-final' });
    expect(answer?.runs.map(({ reached }) => reached?.epoch ?? null)).toEqual([2, 1, null]);
  });

  it('cannot be told without validation, without runs, or where none came to its end', () => {
    expect(timeToTarget([course('a', [null, null])], null)).toBeNull();
    expect(timeToTarget([], null)).toBeNull();
    expect(timeToTarget([course('a', [0.9], false)], null)).toBeNull();
    expect(timeToTarget([course('a', [null])], 0.5)?.runs[0]).toMatchObject({ reached: null, best: null });
  });

  it('has no steps where the length of an epoch is not known', () => {
    const imported = { ...course('a', [0.9]), stepsPerEpoch: null };
    expect(timeToTarget([imported], 0.5)?.runs[0]?.reached).toEqual({ epoch: 1, steps: null, seconds: 1 });
  });
});
