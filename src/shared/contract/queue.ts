/** Training that waits its turn: what can be asked of the queue, and what it says of itself. All plain data. */
import * as z from 'zod';
import type { BatchPoint, EpochRecord, TrainEvent } from './engine.ts';
import type { LabErrorData } from './errors.ts';
import type { RunStatus } from './history.ts';

/** Id of a run or comparison, or an unambiguous prefix of at least 4 characters. */
const idOrPrefix = z.string().min(1).max(100);

/** The form of a {@link JobRequest}. Documents are checked by the queue itself, which names the field at fault. */
export const jobRequestSchema = z.discriminatedUnion('kind', [
  /** Trains an experiment as a new run. */
  z.strictObject({ kind: z.literal('run'), experiment: z.unknown() }),
  /** Trains all runs of a comparison, one after the other. */
  z.strictObject({ kind: z.literal('compare'), comparison: z.unknown() }),
  /** Goes on with a comparison: resumes runs that were cut short, trains those that are missing. */
  z.strictObject({ kind: z.literal('continue'), comparison: idOrPrefix }),
  /** Goes on with a run from its newest sound checkpoint. */
  z.strictObject({ kind: z.literal('resume'), run: idOrPrefix }),
  /** Trains a finished run again and keeps the verdict on both. */
  z.strictObject({ kind: z.literal('repeat'), run: idOrPrefix }),
]);

/** What the queue can be asked to do. */
export type JobRequest = z.input<typeof jobRequestSchema>;

/** A kind of job. */
export type JobKind = JobRequest['kind'];

/**
 * Where a job is. `waiting`: its turn has not come. `paused`: held, either before its turn or between two steps.
 * `stopping`: asked to stop, its state is being saved. `done`: every run had its turn, though one may have been
 * skipped, diverged or failed (see {@link JobRun}). `stopped`: by the user, and can be gone on with. `failed`: see its
 * error; of a comparison where none of its runs could be trained.
 */
export type JobStatus = 'waiting' | 'running' | 'paused' | 'stopping' | 'done' | 'failed' | 'stopped';

/** A run that a job has planned, in its order. */
export interface JobRun {
  /** Name of the variant, or of the experiment where the job is a single run. */
  readonly variant: string;
  readonly seed: number;
  readonly epochs: number;
  readonly epochsDone: number;
  /** Id in the history; null before the run has begun. */
  readonly runId: string | null;
  /** `waiting` before its turn and where the job ended before it; otherwise as the history has it. */
  readonly status: 'waiting' | RunStatus;
  /** Why the run could not come to its end. */
  readonly error: LabErrorData | null;
}

/** Where the run that is trained now is; numbers are null until they are known. */
export interface JobProgress {
  readonly runId: string;
  readonly variant: string;
  /** Place among the runs of the job, from 0. */
  readonly index: number;
  readonly count: number;
  /** Steps done since the start of the run; 0 until the engine has started. */
  readonly step: number;
  readonly totalSteps: number | null;
  /** The epoch that is trained now, from 1. */
  readonly epoch: number;
  readonly epochs: number;
  readonly loss: number | null;
  readonly accuracy: number | null;
  /** Of the last finished epoch; null also where the experiment has no validation. */
  readonly val_loss: number | null;
  readonly val_accuracy: number | null;
  readonly imagesPerSecond: number | null;
  /** Estimated milliseconds to the end of the run. */
  readonly remainingMs: number | null;
  /** Estimated milliseconds to the end of all runs of the job, as if the others took as long for each epoch. */
  readonly jobRemainingMs: number | null;
}

/** A job as it is now. */
export interface Job {
  /** Unique in the life of the queue, such as `job-3`; rises with the order of adding. */
  readonly id: string;
  readonly kind: JobKind;
  /** Name of the comparison or experiment. */
  readonly title: string;
  readonly status: JobStatus;
  /** Id of the comparison in the history; null for single runs and before a new one has begun. */
  readonly comparison: string | null;
  readonly runs: readonly JobRun[];
  /** Ids of the runs that have begun or were there before, in the order of `runs`. */
  readonly runIds: readonly string[];
  /** Null while no run is trained. */
  readonly progress: JobProgress | null;
  /** Why the job failed. */
  readonly error: LabErrorData | null;
}

/** What the queue tells its listener. */
export type QueueEvent =
  /** All jobs, in the order of their turns, whenever one of them has changed. */
  | { readonly type: 'jobs'; readonly jobs: readonly Job[] }
  /** An event of the engine, as it came; it carries the run's id and its sequence. */
  | { readonly type: 'train'; readonly jobId: string; readonly event: TrainEvent };

/** The curve of a run so far; events with a sequence above `seq` continue it. */
export interface LiveCurve {
  readonly runId: string;
  /** Sequence of the last event that is in it; -1 where the run is not trained now. */
  readonly seq: number;
  readonly stepsPerEpoch: number | null;
  readonly totalSteps: number | null;
  readonly points: readonly BatchPoint[];
  readonly epochs: readonly EpochRecord[];
}
