/** The X-ray of a run as people ask for it, with the proof. `src/main/labs/xray.ts` makes it. */
import type { RepeatVerdict, RunDetail } from './history.ts';
import type { ChosenWeight, XrayPoint, XraySteps } from './xray.ts';

/** Which steps to record; null for the run's first and last, and for so many between that `usualPoints` come. */
export interface XrayRequest {
  readonly from: number | null;
  readonly to: number | null;
  readonly every: number | null;
  readonly weight: ChosenWeight | null;
}

/** Whether what was recorded are the steps of the run. */
export interface XrayProof {
  /**
   * `bit-equal`: every loss that the run's curve has of these steps, and its final weights where they are reached,
   * came out again with the same bits. `unproven`: the curve has none of them (interrupted too early).
   */
  readonly verdict: 'bit-equal' | 'differs' | 'unproven';
  readonly comparedLosses: number;
  /** First step whose loss is another; null for none. */
  readonly firstDifferentStep: number | null;
  /** Whether the final weights are the run's; null where the X-ray does not reach them. */
  readonly equalFinalWeights: boolean | null;
  /** Circumstances that were not the same and explain a difference. */
  readonly because: RepeatVerdict['because'];
}

/** What was found. */
export interface RunXray {
  readonly run: string;
  readonly optimizer: RunDetail['experiment']['optimizer'];
  readonly steps: XraySteps;
  /** Steps of the run. */
  readonly lastStep: number;
  /** Steps done before the first that was done again, and after the last. */
  readonly startedFrom: number;
  readonly endedAt: number;
  /** False after an interruption. */
  readonly isComplete: boolean;
  readonly points: readonly XrayPoint[];
  readonly proof: XrayProof;
}
