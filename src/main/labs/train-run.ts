import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckpointRecord, TrainOutcome } from '../../shared/contract/engine.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { RunDetail, RunEnd, RunStart } from '../../shared/contract/history.ts';
import { type GraphForm, graphFormOf } from '../../shared/contract/graph-form.ts';
import type { Experiment } from '../../shared/spec/experiment.ts';
import { removeUnknownFiles } from './checkpoint-files.ts';
import type { LabPorts, RunWatch } from './ports.ts';
import { RunRecorder } from './run-recorder.ts';

/** A run that exists in the history and is to be trained. */
export interface RunJob {
  readonly runId: string;
  readonly experiment: Experiment;
  /** Checkpoint to go on from, or null for the first step. */
  readonly resumeFrom: CheckpointRecord | null;
  /** How to compute it; absent for all rewrites and, with the fast mode, for what is faster. */
  readonly form?: Partial<GraphForm> | undefined;
}

/** How a run that has begun was computed, which it needs again for the same bits; undefined before its first step. */
export function recordedForm(start: RunStart | null): GraphForm | undefined {
  return start === null ? undefined : graphFormOf(start.versions['graph']);
}

/** The folder of a run's checkpoints. */
export function checkpointFolder(ports: Pick<LabPorts, 'checkpointRoot'>, runId: string): string {
  return join(ports.checkpointRoot, runId);
}

/**
 * Trains a run to its end and keeps everything that happens: curves, checkpoints, evaluation and how it ended.
 * Whatever goes wrong, the history afterwards says so: a lost process, of the engine or of the history, leaves the run
 * `interrupted` and resumable, any other failure leaves it `failed`. What the engine had said before is written first: a
 * checkpoint that retention frees must not go while somebody resumes from it.
 *
 * @returns The run as the history has it after its end.
 * @throws LabError of the engine (a lost process as `engine.died` or `engine.died-early`) or of the history.
 */
export async function trainRun(ports: LabPorts, job: RunJob, watch: RunWatch): Promise<RunDetail> {
  const folder = checkpointFolder(ports, job.runId);
  await mkdir(folder, { recursive: true });
  const stop = (): void => requestStop(ports, job.runId);
  const recorder = new RunRecorder(ports.history, {
    runId: job.runId,
    checkpointFolder: folder,
    onFailure: stop,
  });
  watch.onRun?.(job.runId);
  watch.signal.addEventListener('abort', stop);
  try {
    const training = train(ports, job, { recorder, watch });
    if (watch.signal.aborted) stop();
    const outcome = await training;
    await recorder.settled();
    await removeUnknownFiles(folder, 0, () => ports.history.run(job.runId));
    await ports.history.endRun(job.runId, endOf(outcome));
  } catch (error) {
    await Promise.allSettled([recorder.settled()]);
    const saved = recorder.lastCheckpoint ?? job.resumeFrom;
    const failure = withSavedState(error, job.runId, saved);
    await recordFailure(ports, job.runId, failure);
    throw failure;
  } finally {
    watch.signal.removeEventListener('abort', stop);
  }
  return ports.history.run(job.runId);
}

function train(
  ports: LabPorts,
  job: RunJob,
  observers: Readonly<{ recorder: RunRecorder; watch: RunWatch }>,
): Promise<TrainOutcome> {
  const folder = checkpointFolder(ports, job.runId);
  return ports.engine.train(
    {
      runId: job.runId,
      experiment: job.experiment,
      dataFolder: ports.dataFolder,
      checkpointFolder: folder,
      resumeFrom: job.resumeFrom === null ? null : join(folder, job.resumeFrom.file),
      ...job.form,
    },
    (event) => {
      observers.recorder.record(event);
      observers.watch.onEvent?.(event);
    },
  );
}

/** Asks the engine to stop; a failure of the request also ends the work, which reports it. */
export function requestStop(ports: Pick<LabPorts, 'engine'>, runId: string): void {
  ports.engine.stop(runId).catch((error: unknown) => {
    if (!(error instanceof LabError)) throw error;
  });
}

function endOf(outcome: TrainOutcome): RunEnd {
  return {
    status: outcome.status,
    finalWeightsSha256: outcome.finalWeightsSha256,
    imagesPerSecond: outcome.imagesPerSecond,
    divergedAtStep: outcome.divergedAtStep,
    failure: null,
    callbacks: outcome.callbacks,
  };
}

/** Codes after which the run's last checkpoint is sound and only a process is gone. */
const lostProcessCodes: readonly string[] = [
  'engine.died',
  'engine.died-early',
  'engine.unresponsive',
  'history.process-lost',
];

function failedEnd(error: unknown): RunEnd {
  const isLost = error instanceof LabError && lostProcessCodes.includes(error.code);
  return {
    status: isLost ? 'interrupted' : 'failed',
    finalWeightsSha256: null,
    imagesPerSecond: null,
    divergedAtStep: null,
    failure: error instanceof Error ? error.message : String(error),
  };
}

/** Keeps the failure; where the history itself is what failed, the next start finds the run as interrupted. */
async function recordFailure(ports: LabPorts, runId: string, error: unknown): Promise<void> {
  await Promise.allSettled([ports.history.endRun(runId, failedEnd(error))]);
}

/** A lost process said in terms of the run: what is saved, and how to go on. */
function withSavedState(error: unknown, runId: string, saved: CheckpointRecord | null): unknown {
  if (!(error instanceof LabError) || error.code !== 'engine.process-lost') return error;
  const reason = error.details['reason'] ?? '';
  if (saved === null || saved.step === 0)
    return new LabError('engine.died-early', { reason, run: runId }, error);
  const { epoch, stepInEpoch } = saved;
  return new LabError('engine.died', { reason, run: runId, epoch, stepInEpoch }, error);
}
