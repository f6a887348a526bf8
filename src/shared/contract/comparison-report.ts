/** What a comparison shows: all of it plain data. `src/main/labs/comparison-report.ts` makes it. */
import type { Difference } from '../spec/differences.ts';
import type { LabErrorData } from './errors.ts';
import type { RunDetail, RunStatus } from './history.ts';

/** A run of a comparison as the history has it. */
export interface ComparedRun {
  readonly variant: string;
  readonly run: RunDetail;
}

/** What a comparison has shown. */
export interface ComparisonReport {
  /** Id of the comparison in the history. */
  readonly comparison: string;
  readonly name: string;
  /** The runs that have begun, in the order of the document. */
  readonly runs: readonly ComparedRun[];
  /** What differs between the variants, by path in their documents. */
  readonly differs: readonly Difference[];
  /** Whether all planned runs have come to their end, diverged ones among them. */
  readonly isComplete: boolean;
  /** The runs that have not. */
  readonly unfinished: readonly UnfinishedRun[];
  /** The weights from which the runs started. */
  readonly start: StartReport;
  /** What the runs share at their start, hash by hash. */
  readonly equalStart: readonly SeedStart[];
}

/** A planned run that did not come to its end. */
export interface UnfinishedRun {
  readonly variant: string;
  readonly seed: number;
  /** Id in the history; null where it has not begun. */
  readonly run: string | null;
  /** `missing` where it has not begun. */
  readonly status: 'missing' | Exclude<RunStatus, 'completed' | 'diverged'>;
  /** What went wrong, in words; null where nothing did. */
  readonly failure: string | null;
}

/** Whether the runs of a comparison started from the same weights. */
export interface StartReport {
  /** For each seed the hashes that its runs reported: one where all networks have the same weights. */
  readonly bySeed: readonly { readonly seed: number; readonly hashes: readonly string[] }[];
  /** The hash of the first seed where all its runs share it; null where their networks have different weights. */
  readonly initialWeightsSha256: string | null;
  /** `engine.unequal-start` where runs that must start equally did not; null where the race is fair. */
  readonly fault: LabErrorData | null;
}

/** One thing that runs start from (a weight, the order of the batches, a stream of masks), and who has which. */
export interface StartPart {
  /** Such as `conv2d/kernel` or `draws/dropout`. */
  readonly name: string;
  /** Whether all runs have it and it is equal in all. */
  readonly isEqual: boolean;
  /** Each hash or key with the variants that have it; more than one where they differ. */
  readonly values: readonly { readonly value: string; readonly variants: readonly string[] }[];
  /** Variants whose networks have no such thing. */
  readonly absentIn: readonly string[];
}

/** The start of all runs with one seed. */
export interface SeedStart {
  readonly seed: number;
  /** Whether everything below is equal in all runs. */
  readonly isEqual: boolean;
  /** SHA-256 of all initial weights together. */
  readonly initialWeights: StartPart;
  /** SHA-256 of each initial weight, by name. */
  readonly weights: readonly StartPart[];
  /** SHA-256 of batch size and images of every epoch in their order; see `StartProof`. */
  readonly batchOrder: StartPart;
  /** The same of the first epoch alone: equal also where the numbers of epochs differ. */
  readonly firstEpochOrder: StartPart;
  /** Keys of the streams from which layers draw their masks and changes of pictures. */
  readonly maskStreams: readonly StartPart[];
  /** Variants whose runs are older than these proofs; they are left out above. */
  readonly unproven: readonly string[];
}
