import { rm } from 'node:fs/promises';
import { LabError } from '../../shared/contract/errors.ts';
import type { NewRun, RunDetail } from '../../shared/contract/history.ts';
import type { LabPorts, RunWatch } from './ports.ts';
import { checkpointFolder, type RunJob, trainRun } from './train-run.ts';

/** What is asked for: a run with a name, and how to compute it. */
export type RunRequest = Pick<NewRun, 'name' | 'experiment'> & Partial<NewRun> & Pick<RunJob, 'form'>;

/**
 * Trains an experiment as a new run of the history. A request that the engine refuses before the first step (a data
 * set that is not there, a layer that does not fit) leaves no run behind.
 *
 * @param request.experiment - Complete and valid; see `parseExperiment`.
 * @returns The run as the history has it after its end: completed, stopped or diverged.
 * @throws LabError of the engine, the data set or the history; a run that had begun is then kept as `interrupted` or
 *   `failed`.
 */
export async function runExperiment(
  ports: LabPorts,
  request: RunRequest,
  watch: RunWatch,
): Promise<RunDetail> {
  const { form, ...run } = request;
  const runId = await ports.history.createRun({ comparison: null, repeatOf: null, ...run });
  try {
    return await trainRun(ports, { runId, experiment: run.experiment, resumeFrom: null, form }, watch);
  } catch (error) {
    if (isRefusal(error)) await forgetUnlessBegun(ports, runId);
    throw error;
  }
}

/** Whether an error is about what was asked for, not about the work. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof LabError && /^(data|spec)\.|^engine\.(data-mismatch|layer-failed)$/.test(error.code)
  );
}

/** Deletes a run of which no step was trained; one that had begun stays. */
export async function forgetUnlessBegun(ports: LabPorts, runId: string): Promise<void> {
  const run = await ports.history.run(runId);
  if (run.start !== null) return;
  await ports.history.deleteRun(runId);
  await rm(checkpointFolder(ports, runId), { recursive: true, force: true });
}
