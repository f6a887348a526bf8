/** Commands of the lab about comparisons that the history holds. */
import * as z from 'zod';
import type { ComparisonReport } from '../comparison-report.ts';
import { mostPasses } from '../dropout.ts';
import type { DropoutStudy } from '../dropout-study.ts';
import { type Command, type } from '../rpc.ts';

const id = z.string().min(1).max(100);

const studyOptions = z.strictObject({
  passes: z.int().min(1).max(mostPasses),
  picture: z.int().min(0).max(10_000_000),
});

/** What the window asks about comparisons. */
export const comparisonCommands = {
  /** What a comparison has shown so far, with its runs. @throws LabError `history.no-such-comparison`, `spec.*`. */
  comparisonReport: { input: z.tuple([id]), output: type<ComparisonReport>() },
  /**
   * Looks at the dropout of a comparison's trained nets; takes a while, and disturbs a training.
   * @throws LabError `dropout.*`, `data.*`, `engine.bad-checkpoint`.
   */
  studyDropout: { input: z.tuple([id, studyOptions]), output: type<DropoutStudy>() },
} as const satisfies Record<string, Command>;
