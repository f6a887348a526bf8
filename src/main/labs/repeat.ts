import { basename, join } from 'node:path';
import type { EpochRecord, Evaluation } from '../../shared/contract/engine.ts';
import { LabError } from '../../shared/contract/errors.ts';
import {
  type RepeatFact,
  repeatFacts,
  type RepeatVerdict,
  type RunDetail,
  type RunStart,
} from '../../shared/contract/history.ts';
import type { RewriteName } from '../../shared/contract/graph-form.ts';
import { isFinished } from './comparison-plan.ts';
import type { LabPorts, RunWatch } from './ports.ts';
import { runExperiment } from './run-experiment.ts';
import { checkpointFolder, recordedForm } from './train-run.ts';

/** Largest relative difference of an epoch's loss, and of the final weights, that still counts as the same result. */
export const repeatTolerance = 1e-3;

const factReaders = {
  data: (start: RunStart) => start.dataSha256,
  initialWeights: (start: RunStart) => start.initialWeightsSha256,
  device: (start: RunStart) => `${start.device.kind} ${start.device.name}`,
  threads: (start: RunStart) => String(start.device.threads),
  cpuFeatures: (start: RunStart) => start.device.cpuFeatures.join(' '),
  versions: (start: RunStart) =>
    versionList(
      { tensorflow: start.device.tensorflow, ...start.versions },
      (name) => !ownParts.includes(name),
    ),
  code: (start: RunStart) => versionList(start.versions, (name) => ownParts.includes(name)),
} as const satisfies Record<RepeatFact, (start: RunStart) => string>;

/** Versions that say which code of Tatami ran; the others are of libraries. */
const ownParts: readonly string[] = ['tatami', 'graph'];

function versionList(versions: Readonly<Record<string, string>>, isMeant: (name: string) => boolean): string {
  return Object.entries(versions)
    .filter(([name]) => isMeant(name))
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
}

/**
 * Trains the experiment of a finished run again as a new run, compares the results, and keeps the
 * verdict on both runs.
 *
 * @param rewrites - Graph rewrites of the repetition; default: those of the run.
 * @throws LabError `command.cannot-repeat` for a run that did not come to its end, and those of `runExperiment`.
 */
export async function repeatRun(
  ports: LabPorts,
  idOrPrefix: string,
  watch: RunWatch,
  rewrites?: readonly RewriteName[],
): Promise<RepeatVerdict & { readonly original: RunDetail; readonly repetition: RunDetail }> {
  const original = await findRepeatable(ports.history, idOrPrefix);
  const { name, experiment, id: repeatOf } = original;
  const form = { ...recordedForm(original.start), ...(rewrites && { rewrites }) };
  const request = { name, experiment, repeatOf, form };
  const repetition = await runExperiment(ports, request, watch);
  const measured = {
    largestWeightDifference: await weightDifference(ports, original, repetition),
    equalPredictions: equalPredictions(
      await ports.history.evaluation(original.id),
      await ports.history.evaluation(repetition.id),
    ),
  };
  const verdict = judgeRepetition(original, repetition, measured);
  await ports.history.recordVerdict({ original: original.id, repetition: repetition.id, ...verdict });
  return { ...verdict, original: await ports.history.run(original.id), repetition };
}

/** A run that can be repeated. @throws LabError as {@link repeatRun} does, before anything is trained. */
export async function findRepeatable(
  history: Pick<LabPorts['history'], 'run'>,
  idOrPrefix: string,
): Promise<RunDetail> {
  const run = await history.run(idOrPrefix);
  if (!isFinished(run.status)) {
    throw new LabError('command.cannot-repeat', { run: run.id, status: run.status });
  }
  return run;
}

/** The figures of a verdict that need more than the two runs' details. */
type Measured = Pick<RepeatVerdict, 'largestWeightDifference' | 'equalPredictions'>;

/** Null where one of the runs has no final checkpoint any more. */
async function weightDifference(
  ports: LabPorts,
  original: RunDetail,
  repetition: RunDetail,
): Promise<number | null> {
  const [first, second] = [original, repetition].map((run) => {
    const final = run.checkpoints.findLast(({ kind }) => kind === 'final');
    return final === undefined ? null : join(checkpointFolder(ports, run.id), basename(final.file));
  });
  if (first == null || second == null) return null;
  try {
    return await ports.engine.compareWeights(first, second);
  } catch (error) {
    if (error instanceof LabError && error.code === 'engine.bad-checkpoint') return null;
    throw error;
  }
}

/** Share of the images of two evaluations with the same most probable class; null where they are not alike. */
export function equalPredictions(first: Evaluation | null, second: Evaluation | null): number | null {
  if (first === null || second === null || first.count === 0 || first.count !== second.count) return null;
  let equal = 0;
  for (let image = 0; image < first.count; image++) {
    if (first.topClasses[image * first.topK] === second.topClasses[image * second.topK]) equal += 1;
  }
  return equal / first.count;
}

/** Compares a run with its repetition; pure. */
export function judgeRepetition(
  original: RunDetail,
  repetition: RunDetail,
  measured: Measured,
): RepeatVerdict {
  const because = differingFacts(original.start, repetition.start);
  const difference = largestLossDifference(original.epochRecords, repetition.epochRecords);
  const hash = original.end?.finalWeightsSha256 ?? null;
  const found = { because, largestLossDifference: difference, ...measured };
  if (repetition.status === 'stopped') return { verdict: 'unfinished', ...found };
  if (hash !== null && hash === repetition.end?.finalWeightsSha256) return { verdict: 'bit-equal', ...found };
  const weights = measured.largestWeightDifference ?? 0;
  const isNear = difference !== null && Math.max(difference, weights) <= repeatTolerance;
  return { verdict: isNear ? 'within-tolerance' : 'differs', ...found };
}

/** The circumstances of two runs that were not the same. */
export function differingFacts(before: RunStart | null, now: RunStart | null): RepeatVerdict['because'] {
  if (before === null || now === null) return [];
  return repeatFacts
    .map((fact) => ({ fact, before: factReaders[fact](before), now: factReaders[fact](now) }))
    .filter((pair) => pair.before !== pair.now);
}

function largestLossDifference(first: readonly EpochRecord[], second: readonly EpochRecord[]): number | null {
  if (first.length === 0 || first.length !== second.length) return null;
  const differences = first.map((record, index) =>
    relativeDifference(record.loss, second[index]?.loss ?? NaN),
  );
  return differences.some(Number.isNaN) ? null : Math.max(...differences);
}

function relativeDifference(first: number, second: number): number {
  return first === second ? 0 : Math.abs(first - second) / Math.max(Math.abs(first), Math.abs(second));
}
