import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { CheckpointRecord } from '../../shared/contract/engine.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { RunDetail } from '../../shared/contract/history.ts';
import { isFinished } from './comparison-plan.ts';
import type { LabPorts, RunWatch } from './ports.ts';
import { checkpointFolder, trainRun } from './train-run.ts';

/**
 * Goes on with a run that was stopped, interrupted or failed, from its newest sound checkpoint; from the first step
 * where none was saved. The run keeps its id and its curve up to that checkpoint.
 *
 * @throws LabError `command.run-is-running`, `command.nothing-to-resume`, and those of {@link trainRun}.
 */
export async function resumeRun(ports: LabPorts, idOrPrefix: string, watch: RunWatch): Promise<RunDetail> {
  const run = await findResumable(ports.history, idOrPrefix);
  const resumeFrom = await newestSoundCheckpoint(checkpointFolder(ports, run.id), run.checkpoints);
  return trainRun(ports, { runId: run.id, experiment: run.experiment, resumeFrom }, watch);
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

/** The checkpoint with the most steps whose file is there and unchanged, or null. */
async function newestSoundCheckpoint(
  folder: string,
  records: readonly CheckpointRecord[],
): Promise<CheckpointRecord | null> {
  for (const record of records.toSorted((first, second) => second.step - first.step)) {
    if ((await fileSha256(join(folder, record.file))) === record.sha256) return record;
  }
  return null;
}

/** SHA-256 of a file in hexadecimal; null where it cannot be read. */
async function fileSha256(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch {
    return null;
  }
  return hash.digest('hex');
}
