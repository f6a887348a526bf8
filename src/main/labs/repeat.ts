import type { EpochRecord } from '../../shared/contract/engine.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { RunDetail, RunStart } from '../../shared/contract/history.ts';
import type { LabPorts, RunWatch } from './ports.ts';
import { runExperiment } from './run-experiment.ts';

/** Largest relative difference of an epoch's loss that still counts as the same result on another device. */
export const repeatTolerance = 1e-3;

/** What a repetition proves. */
export interface RepeatVerdict {
  /**
   * `bit-equal`: the final weights have the same hash. `within-tolerance`: every epoch's loss agrees to
   * {@link repeatTolerance}. `differs`: neither. `unfinished`: the repetition was stopped.
   */
  readonly verdict: 'bit-equal' | 'within-tolerance' | 'differs' | 'unfinished';
  /** Largest relative difference of the loss of an epoch; null where no epoch can be compared. */
  readonly largestLossDifference: number | null;
  /** Facts that were not the same, each with both values; these explain a difference. */
  readonly because: readonly { readonly fact: RepeatFact; readonly before: string; readonly now: string }[];
}

/** Circumstances of a run that can change its bits. */
export type RepeatFact = keyof typeof factReaders;

const factReaders = {
  data: (start: RunStart) => start.dataSha256,
  initialWeights: (start: RunStart) => start.initialWeightsSha256,
  device: (start: RunStart) => `${start.device.kind} ${start.device.name}`,
  threads: (start: RunStart) => String(start.device.threads),
  cpuFeatures: (start: RunStart) => start.device.cpuFeatures.join(' '),
  versions: (start: RunStart) =>
    Object.entries({ tensorflow: start.device.tensorflow, ...start.versions })
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
} as const satisfies Record<string, (start: RunStart) => string>;

const factNames = Object.keys(factReaders) as readonly RepeatFact[];

/**
 * Trains the experiment of a finished run again as a new run and compares the results.
 *
 * @throws LabError `command.cannot-repeat` for a run that did not come to its end, and those of `runExperiment`.
 */
export async function repeatRun(
  ports: LabPorts,
  idOrPrefix: string,
  watch: RunWatch,
): Promise<RepeatVerdict & { readonly original: RunDetail; readonly repetition: RunDetail }> {
  const original = await ports.history.run(idOrPrefix);
  if (original.status !== 'completed' && original.status !== 'diverged') {
    throw new LabError('command.cannot-repeat', { run: original.id, status: original.status });
  }
  const { name, experiment, id: repeatOf } = original;
  const repetition = await runExperiment(ports, { name, experiment, repeatOf }, watch);
  return { ...judgeRepetition(original, repetition), original, repetition };
}

/** Compares a run with its repetition; pure. */
export function judgeRepetition(original: RunDetail, repetition: RunDetail): RepeatVerdict {
  const because = differingFacts(original.start, repetition.start);
  const difference = largestLossDifference(original.epochRecords, repetition.epochRecords);
  const hash = original.end?.finalWeightsSha256 ?? null;
  const found = { because, largestLossDifference: difference };
  if (repetition.status === 'stopped') return { verdict: 'unfinished', ...found };
  if (hash !== null && hash === repetition.end?.finalWeightsSha256) return { verdict: 'bit-equal', ...found };
  const isNear = difference !== null && difference <= repeatTolerance;
  return { verdict: isNear ? 'within-tolerance' : 'differs', ...found };
}

function differingFacts(before: RunStart | null, now: RunStart | null): RepeatVerdict['because'] {
  if (before === null || now === null) return [];
  return factNames
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
