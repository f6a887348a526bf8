import { LabError } from '../../shared/contract/errors.ts';
import type { RunDetail } from '../../shared/contract/history.ts';
import { isFinished } from './comparison-plan.ts';
import type { LabPorts, RunWatch } from './ports.ts';
import { newestSoundCheckpoint } from './sound-checkpoint.ts';
import { checkpointFolder, recordedForm, trainRun } from './train-run.ts';

/**
 * Goes on with a run that was stopped, interrupted or failed, from its newest sound checkpoint; from the first step
 * where none was saved. The run keeps its id, its curve up to that checkpoint, and is computed as before.
 *
 * @throws LabError `command.run-is-running`, `command.nothing-to-resume`, and those of {@link trainRun}.
 */
export async function resumeRun(ports: LabPorts, idOrPrefix: string, watch: RunWatch): Promise<RunDetail> {
  const run = await findResumable(ports.history, idOrPrefix);
  const resumeFrom = await newestSoundCheckpoint(checkpointFolder(ports, run.id), run.checkpoints);
  const form = recordedForm(run.start);
  return trainRun(ports, { runId: run.id, experiment: run.experiment, resumeFrom, form }, watch);
}

/** A run that can be gone on with. @throws LabError as {@link resumeRun} does, before anything is trained. */
export async function findResumable(
  history: Pick<LabPorts['history'], 'run'>,
  idOrPrefix: string,
): Promise<RunDetail> {
  const run = await history.run(idOrPrefix);
  if (run.status === 'running') throw new LabError('command.run-is-running', { run: run.id });
  if (isFinished(run.status)) {
    throw new LabError('command.nothing-to-resume', { run: run.id, status: run.status });
  }
  return run;
}
