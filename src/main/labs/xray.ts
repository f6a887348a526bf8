/** Looks inside the optimizer of a run that was trained: its steps are done again and recorded. */
import { join } from 'node:path';
import type { BatchPoint, TrainEvent } from '../../shared/contract/engine.ts';
import type { RunXray, XrayProof, XrayRequest } from '../../shared/contract/run-xray.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { RunDetail, RunStart } from '../../shared/contract/history.ts';
import { mostXrayPoints, type XrayJob, type XrayReport, type XraySteps } from '../../shared/contract/xray.ts';
import type { LabPorts, RunWatch } from './ports.ts';
import { differingFacts } from './repeat.ts';
import { newestSoundCheckpoint } from './sound-checkpoint.ts';
import { checkpointFolder, recordedForm, requestStop } from './train-run.ts';

/** Points that are recorded at most where no interval is asked for. */
export const usualPoints = 100;

/**
 * Takes the X-ray of a run, from the nearest checkpoint before the first step asked for. The course goes on after the
 * last one to the next step whose loss the run's curve has, so that the recorded updates themselves are proved.
 *
 * @throws LabError `xray.*`, `command.run-is-running`, and those of the history, the data set and the engine.
 */
export async function xrayRun(
  ports: LabPorts,
  idOrPrefix: string,
  request: XrayRequest,
  watch: RunWatch,
): Promise<RunXray> {
  const run = await ports.history.run(idOrPrefix);
  if (run.status === 'running') throw new LabError('command.run-is-running', { run: run.id });
  const curve = await ports.history.curve(run.id);
  const lastStep = lastStepOf(run, curve);
  const steps = planXray(run, lastStep, request);
  const { experiment, id: runId } = run;
  const stopAfter = stopOf(run, lastStep, steps, curve);
  const before = run.checkpoints.filter(({ step }) => step > 0 && step < steps.from);
  const folder = checkpointFolder(ports, runId);
  const checkpoint = await newestSoundCheckpoint(folder, before);
  const resumeFrom = checkpoint && join(folder, checkpoint.file);
  const { dataFolder } = ports;
  const form = recordedForm(run.start);
  const course = { runId, experiment, dataFolder, resumeFrom, ...form };
  const job = { ...course, steps, stopAfter, weight: request.weight };
  const { report, start } = await observe(ports, job, run, watch);
  return {
    run: runId,
    optimizer: experiment.optimizer,
    steps,
    lastStep,
    startedFrom: report.firstStep,
    endedAt: report.firstStep + report.losses.length,
    isComplete: report.points.length === pointsOf(steps),
    points: report.points,
    proof: judgeXray({ run, curve, lastStep }, report, start),
  };
}

/** The steps that are recorded; pure. @throws LabError `xray.no-steps`, `xray.no-such-step`, `xray.too-many-points`. */
export function planXray(
  { id: run, status }: Pick<RunDetail, 'id' | 'status'>,
  lastStep: number,
  request: Pick<XrayRequest, keyof XraySteps>,
): XraySteps {
  if (lastStep === 0) throw new LabError('xray.no-steps', { run, status });
  const { from = null, to = null } = request;
  const first = from ?? 1;
  const last = to ?? lastStep;
  if (first < 1 || first > last || last > lastStep)
    throw new LabError('xray.no-such-step', { run, from: first, to: last, last: lastStep });
  const count = last - first + 1;
  const steps = { from: first, to: last, every: request.every ?? Math.ceil(count / usualPoints) };
  const points = pointsOf(steps);
  if (points > mostXrayPoints) {
    const every = Math.ceil(count / mostXrayPoints);
    throw new LabError('xray.too-many-points', { points, most: mostXrayPoints, every });
  }
  return steps;
}

/** What is known of a run. */
export interface KnownRun {
  readonly run: Pick<RunDetail, 'status' | 'start' | 'end'>;
  readonly curve: readonly BatchPoint[];
  readonly lastStep: number;
}

/** Compares the steps that were done again with what the history keeps of the run; pure. */
export function judgeXray(
  { run, curve, lastStep }: KnownRun,
  report: XrayReport,
  start: RunStart | null,
): XrayProof {
  const { firstStep, losses, status, weightsSha256 } = report;
  const endedAt = firstStep + losses.length;
  const compared = curve.filter(({ step }) => step > firstStep && step <= endedAt);
  const different = compared.find(({ step, loss }) => !Object.is(loss, losses[step - firstStep - 1]));
  const finalWeights = run.end?.finalWeightsSha256 ?? null;
  const reachesEnd = endedAt === lastStep && status === run.status && finalWeights !== null;
  const equalFinalWeights = reachesEnd ? weightsSha256 === finalWeights : null;
  const differs = different !== undefined || equalFinalWeights === false;
  const isProved = compared.length > 0 || equalFinalWeights === true;
  return {
    verdict: differs ? 'differs' : isProved ? 'bit-equal' : 'unproven',
    comparedLosses: compared.length,
    firstDifferentStep: different?.step ?? null,
    equalFinalWeights,
    because: differingFacts(run.start, start),
  };
}

function pointsOf({ from, to, every }: XraySteps): number {
  return Math.floor((to - from) / every) + 1;
}

function lastStepOf({ checkpoints }: RunDetail, curve: readonly BatchPoint[]): number {
  return Math.max(0, curve.at(-1)?.step ?? 0, ...checkpoints.map(({ step }) => step));
}

/** The next step with a known loss after the recorded ones; null where a finished run comes to its own end. */
function stopOf(
  { status }: RunDetail,
  lastStep: number,
  { to }: XraySteps,
  curve: readonly BatchPoint[],
): number | null {
  const next = curve.find(({ step }) => step > to)?.step ?? lastStep;
  const hasEnd = status === 'completed' || status === 'diverged';
  return next === lastStep && hasEnd ? null : next;
}

/** Lets the engine work; Ctrl+C ends it early. @throws LabError `xray.other-data`. */
async function observe(
  ports: LabPorts,
  job: XrayJob,
  run: RunDetail,
  watch: RunWatch,
): Promise<{ readonly report: XrayReport; readonly start: RunStart | null }> {
  const stop = (): void => requestStop(ports, job.runId);
  const seen: { start: RunStart | null } = { start: null };
  const isOther = (): boolean => seen.start !== null && seen.start.dataSha256 !== run.start?.dataSha256;
  const onEvent = (event: TrainEvent): void => {
    if (event.type === 'started') seen.start = event;
    if (event.type === 'started' && isOther()) stop();
    watch.onEvent?.(event);
  };
  watch.signal.addEventListener('abort', stop);
  try {
    const observing = ports.engine.xray(job, onEvent);
    if (watch.signal.aborted) stop();
    const report = await observing;
    if (isOther()) throw new LabError('xray.other-data', { run: run.id, dataset: run.dataset });
    return { report, start: seen.start };
  } finally {
    watch.signal.removeEventListener('abort', stop);
  }
}
