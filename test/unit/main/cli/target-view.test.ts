import { describe, expect, it } from 'vitest';
import { targetLines } from '../../../../src/main/cli/target-view.ts';
import { speaker } from '../../../../src/main/cli/texts/texts.ts';
import { timeToTarget } from '../../../../src/shared/metrics/time-to-target.ts';

const course = (variant: string, accuracies: readonly (number | null)[]) => ({
  ...{ variant, seed: 3, run: variant, isCompleted: true, stepsPerEpoch: 1200 },
  epochs: accuracies.map((accuracy, index) => ({
    ...{ epoch: index + 1, val_accuracy: accuracy, durationMs: 1500 },
  })),
});

const linesOf = (language: 'ja' | 'en', accuracies: readonly (readonly (number | null)[])[], target = 0.9) =>
  targetLines(
    { say: speaker(language) },
    timeToTarget(
      accuracies.map((values, index) => course(`v${index}`, values)),
      target,
    ),
  ).join('\n');

describe('the lines of the time to an accuracy', () => {
  it('put the soonest first and say plainly who did not reach it', () => {
    const text = linesOf('en', [
      [0.5, 0.85],
      [0.8, 0.92],
      [0.91, 0.9],
    ]);
    expect(text).toContain('Time to 90.0 % validation accuracy');
    expect(text).toMatch(
      /v2 +3 +1 +1,200 +1\.5 s[^]*v1 +3 +2 +2,400 +3\.0 s[^]*v0 +3 +not reached \(best 85\.0 %\)/,
    );
    expect(linesOf('ja', [[0.5]])).toContain('到達せず（最高 50.0 %）');
  });

  it('say what to do where no validation accuracy was measured', () => {
    expect(linesOf('en', [[null]])).toContain('--validation 0.1');
  });

  it('are absent where nothing can be said', () => {
    expect(targetLines({ say: speaker('en') }, null)).toEqual([]);
  });
});
