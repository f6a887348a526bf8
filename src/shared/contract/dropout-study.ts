/** What the dropout lab finds out about trained nets. `src/main/labs/dropout-study.ts` does it. */
import type { Quality } from '../metrics/averaging.ts';
import type { Spread } from '../metrics/paired.ts';
import type { DropoutScaling } from './dropout.ts';

/** What to look at. */
export interface StudyOptions {
  /** Masked passes, at least 1. */
  readonly passes: number;
  /** Test picture whose scaling is shown, from 0. */
  readonly picture: number;
}

/** Accuracy and loss over the seeds. */
export interface QualitySpread {
  readonly accuracy: Spread;
  readonly loss: Spread;
}

/** The predictions of a variant's nets on the test pictures. */
export interface VariantPredictions {
  readonly variant: string;
  /** Ids of the runs whose nets these are. */
  readonly runs: readonly string[];
  /** The single nets' plain predictions. */
  readonly plain: QualitySpread;
  /** Single masked passes; null for nets without dropout. */
  readonly single: QualitySpread | null;
  /** Averages of the first masked passes; empty for nets without dropout. */
  readonly averages: readonly ({ readonly passes: number } & QualitySpread)[];
  /** The averaged plain probabilities of all nets; null for one net, or nets with other test pictures. */
  readonly ensemble: Quality | null;
}

/** What a study found. */
export interface DropoutStudy {
  /** The scaling in the first net with dropout; null where there is none. */
  readonly scaling: ({ readonly run: string; readonly variant: string } & DropoutScaling) | null;
  readonly predictions: readonly VariantPredictions[];
  /** Runs without their final weights: not completed, or their checkpoint is gone. */
  readonly leftOut: readonly string[];
  /** False after an interruption. */
  readonly isComplete: boolean;
}
