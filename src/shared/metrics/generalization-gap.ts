/** The gap between training and validation, epoch by epoch: what overfitting looks like in numbers. */
import type { EpochRecord } from '../contract/engine.ts';
import { type Spread, spreadOf } from './paired.ts';

/** The gap after one epoch; null without validation images, or where a value is not finite. */
export interface EpochGap {
  /** Counted from 1. */
  readonly epoch: number;
  /** Training minus validation accuracy, -1 to 1: above 0 where the net does better on what it has seen. */
  readonly accuracy: number | null;
  /** Training minus validation loss: below 0 where the net does better on what it has seen. */
  readonly loss: number | null;
}

/** The gap after one epoch over several runs. */
export interface GapSpread {
  readonly epoch: number;
  /** Mean and deviation of {@link EpochGap.accuracy}; null where no run has it. */
  readonly accuracy: Spread | null;
  /** Mean and deviation of {@link EpochGap.loss}; null where no run has it. */
  readonly loss: Spread | null;
}

/**
 * The gap of an epoch. The training numbers are Keras's: means over the epoch while the weights moved and dropout was
 * at work. So a net with dropout may stay below its own validation for long, and its gap has the other sign.
 */
export function gapOf(record: EpochRecord): EpochGap {
  return {
    epoch: record.epoch,
    accuracy: difference(record.accuracy, record.val_accuracy),
    loss: difference(record.loss, record.val_loss),
  };
}

/** The gaps of runs that differ in their seed, for each epoch that any of them has finished. */
export function gapSpreads(runs: readonly (readonly EpochRecord[])[]): readonly GapSpread[] {
  const gaps = runs.flatMap((records) => records.map(gapOf));
  const epochs = [...new Set(gaps.map(({ epoch }) => epoch))].toSorted((a, b) => a - b);
  return epochs.map((epoch) => {
    const there = gaps.filter((gap) => gap.epoch === epoch);
    const known = (measure: 'accuracy' | 'loss'): number[] =>
      there.flatMap((gap) => (gap[measure] === null ? [] : [gap[measure]]));
    return { epoch, accuracy: spreadOf(known('accuracy')), loss: spreadOf(known('loss')) };
  });
}

function difference(training: number, validation: number | null): number | null {
  if (validation === null) return null;
  const gap = training - validation;
  return Number.isFinite(gap) ? gap : null;
}
