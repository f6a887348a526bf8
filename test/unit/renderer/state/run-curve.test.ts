import { describe, expect, it } from 'vitest';
import type { BatchPoint, TrainEvent } from '../../../../src/shared/contract/engine.ts';
import { caughtUp, continued } from '../../../../src/renderer/src/state/run-curve.ts';

const point = (step: number): BatchPoint => ({ step, loss: 1, accuracy: 0, timeMs: step });
const batches = (seq: number, ...steps: number[]): TrainEvent => ({
  ...{ runId: 'run-1', seq, type: 'batches', points: steps.map(point), epoch: 1 },
  ...{ imagesPerSecond: 1, remainingMs: 1 },
});
const started = (firstStep: number): TrainEvent =>
  ({ runId: 'run-1', seq: 0, type: 'started', firstStep, stepsPerEpoch: 10, totalSteps: 20 }) as TrainEvent;
const live = (seq: number, ...steps: number[]) => ({
  ...{ runId: 'run-1', seq, stepsPerEpoch: 10, totalSteps: 20 },
  ...{ points: steps.map(point), epochs: [] },
});
const stepsOf = (curve: { points: readonly BatchPoint[] } | undefined) =>
  curve?.points.map(({ step }) => step);

describe('the curve of a run in the page', () => {
  it('grows by the points of each event', () => {
    const begun = continued(undefined, started(0));
    expect(stepsOf(continued(begun, batches(1, 1, 2)))).toEqual([1, 2]);
  });

  it('drops what lies after the checkpoint from which its run goes on', () => {
    expect(stepsOf(continued(live(5, 4, 8, 12), started(8)))).toEqual([4, 8]);
  });

  it('is not begun in the middle: what lies before has to be read first', () => {
    expect(continued(undefined, started(8))).toBeUndefined();
  });

  it('takes events that overtook its answer, and those that are in it already only once', () => {
    const { seq, curve } = caughtUp(live(2, 1, 2), [batches(1, 1), batches(2, 2), batches(3, 3)]);
    expect(seq).toBe(3);
    expect(stepsOf(curve)).toEqual([1, 2, 3]);
  });
});
