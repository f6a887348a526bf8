import { describe, expect, it } from 'vitest';
import { callbackLines } from '../../../../src/main/cli/run-view.ts';
import { speaker } from '../../../../src/main/cli/texts/texts.ts';
import type { CallbackEnding } from '../../../../src/shared/contract/engine.ts';
import type { RunEnd } from '../../../../src/shared/contract/history.ts';
import type { Language } from '../../../../src/shared/contract/errors/entry.ts';

const end: RunEnd = {
  status: 'completed',
  finalWeightsSha256: null,
  imagesPerSecond: null,
  divergedAtStep: null,
  failure: null,
};
const stoppedEarly = { epoch: 7, monitor: 'val_loss', best: 0.25, bestEpoch: 4 };

const lines = (callbacks: CallbackEnding | undefined, language: Language = 'en') =>
  callbackLines({ epochs: 20, end: { ...end, callbacks } }, { say: speaker(language) });

describe('the result of a run', () => {
  it('says that a callback ended the run, when and why, in both languages', () => {
    expect(lines({ stoppedEarly, restoredEpoch: null })).toEqual([
      'Ended early after epoch 7 of 20: val_loss was best in epoch 4 (0.2500) and did not get better.',
    ]);
    expect(lines({ stoppedEarly, restoredEpoch: 4 }, 'ja')).toEqual([
      '全 20 エポックのうち 7 エポックで早期終了しました。val_loss はエポック 4 の 0.2500 が最良で、その後改善しませんでした。',
      '重みは最良だったエポック 4 のものです。',
    ]);
  });

  it('says whose weights a run has that went to its last epoch', () => {
    expect(lines({ stoppedEarly: null, restoredEpoch: 4 })).toEqual([
      'The weights are those of the best epoch, 4.',
    ]);
  });

  it('says nothing of callbacks where they did nothing', () => {
    expect(lines({ stoppedEarly: null, restoredEpoch: null })).toEqual([]);
    expect(lines(undefined)).toEqual([]);
    expect(callbackLines({ epochs: 20, end: null }, { say: speaker('en') })).toEqual([]);
  });
});
