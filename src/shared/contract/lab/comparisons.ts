/** Commands of the lab about comparisons and runs that the history holds. */
import * as z from 'zod';
import type { ComparisonReport } from '../comparison-report.ts';
import { mostPasses } from '../dropout.ts';
import { planeOptionsSchema, type RacePlane } from '../loss-plane.ts';
import type { DropoutStudy } from '../dropout-study.ts';
import { type Command, type } from '../rpc.ts';
import type { RunXray } from '../run-xray.ts';

const id = z.string().min(1).max(100);

const studyOptions = z.strictObject({
  passes: z.int().min(1).max(mostPasses),
  picture: z.int().min(0).max(10_000_000),
});

const step = z.int().min(1).nullable();

const xrayRequest = z.strictObject({
  from: step,
  to: step,
  every: step,
  weight: z
    .strictObject({ name: z.string().min(1).max(300), index: z.array(z.int().min(0)).max(8) })
    .nullable(),
});

/** What the window asks about comparisons and what raced in them. */
export const comparisonCommands = {
  /** What a comparison has shown so far, with its runs. @throws LabError `history.no-such-comparison`, `spec.*`. */
  comparisonReport: { input: z.tuple([id]), output: type<ComparisonReport>() },
  /**
   * Looks at the dropout of a comparison's trained nets; takes a while, and disturbs a training.
   * @throws LabError `dropout.*`, `data.*`, `engine.bad-checkpoint`.
   */
  studyDropout: { input: z.tuple([id, studyOptions]), output: type<DropoutStudy>() },
  /**
   * What the optimizer does in the steps of a run: they are done again, which takes as long as they took, and disturbs a
   * training. @throws LabError `xray.*`, `command.run-is-running`, `data.*`.
   */
  xrayRun: { input: z.tuple([id, xrayRequest]), output: type<RunXray>() },
  /**
   * The loss around the runs of a comparison that began alike, on the plane that their weights span; takes a while, and
   * disturbs a training. Progress comes as `plane` events.
   * @throws LabError `plane.too-few-nets`, `history.no-such-comparison`, `data.*`, `engine.bad-checkpoint`.
   */
  lossPlane: { input: z.tuple([id, planeOptionsSchema]), output: type<RacePlane>() },
  /** Ends a look at a comparison (dropout, X-ray, plane) that is under way; it answers what it has. */
  stopStudies: { input: z.tuple([]), output: type<undefined>() },
} as const satisfies Record<string, Command>;
