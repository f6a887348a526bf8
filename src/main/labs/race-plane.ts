/** The loss around the runs of a comparison: which of them span a plane, and what the engine finds on it. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { ComparedRun } from '../../shared/contract/comparison-report.ts';
import type { CheckpointRecord } from '../../shared/contract/engine.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { RunDetail } from '../../shared/contract/history.ts';
import type { LossPlane, PlaneOptions, PlaneProgress, RacePlane } from '../../shared/contract/loss-plane.ts';
import { isDropout } from '../../shared/spec/dropout.ts';
import { comparedRuns } from './compared-run.ts';
import type { LabPorts } from './ports.ts';
import { checkpointFolder } from './train-run.ts';

/** How a caller follows the work and ends it. */
export interface PlaneWatch {
  /** Aborting it answers what was measured so far. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: PlaneProgress) => void;
}

/** A run with those of its saved states whose files are there, by rising step. */
interface Racer {
  readonly variant: string;
  readonly run: RunDetail;
  readonly saved: readonly CheckpointRecord[];
}

/**
 * Measures the plane of the comparison's first seed. Racers with another loss or other layers or initial weights
 * than the first, and those without a saved state, are left out by name.
 *
 * @throws LabError `plane.too-few-nets`, and those of the history, the data set and the checkpoints.
 */
export async function racePlane(
  ports: LabPorts,
  comparisonId: string,
  options: PlaneOptions,
  { signal, onProgress }: PlaneWatch,
): Promise<RacePlane> {
  const { id } = await ports.history.comparison(comparisonId);
  const runs = await comparedRuns(ports.history, id);
  const seed = Math.min(...runs.map(({ run }) => run.experiment.seed));
  const ofSeed = runs.filter(({ run }) => run.experiment.seed === seed);
  const racers = await racersOf(ports, ofSeed);
  const [first] = racers;
  if (first === undefined) throw new LabError('plane.too-few-nets', { comparison: id });
  const nets = racers.flatMap(({ run, saved }) =>
    saved.map(({ file }) => ({
      experiment: run.experiment,
      checkpointFile: join(checkpointFolder(ports, run.id), file),
    })),
  );
  const { experiment } = first.run;
  const job = { id, experiment, dataFolder: ports.dataFolder, nets, ...options };
  const stop = (): void => void ports.engine.stop(id).catch(() => undefined);
  signal.addEventListener('abort', stop);
  try {
    const plane = await ports.engine.lossPlane(job, onProgress);
    const present = new Set(racers.map(({ variant }) => variant));
    const leftOut = [...new Set(ofSeed.map(({ variant }) => variant))].filter((name) => !present.has(name));
    return { ...withWays(plane, racers), seed, leftOut };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** The runs that begin with the weights of the first one that has a saved state. */
async function racersOf(
  ports: Pick<LabPorts, 'checkpointRoot'>,
  runs: readonly ComparedRun[],
): Promise<readonly Racer[]> {
  const racers: Racer[] = [];
  for (const { variant, run } of runs) {
    const saved: CheckpointRecord[] = [];
    for (const record of run.checkpoints) {
      const path = join(checkpointFolder(ports, run.id), record.file);
      const isThere = await access(path).then(
        () => true,
        () => false,
      );
      if (isThere && record.step > (saved.at(-1)?.step ?? 0)) saved.push(record);
    }
    if (saved.length > 0) racers.push({ variant, run, saved });
  }
  const first = racers[0]?.run;
  return racers.filter(({ run }) => first !== undefined && landOf(run) === landOf(first));
}

/** What decides a loss besides the weights, and where the way begins. Dropout does not count: nothing is dropped here. */
function landOf({
  experiment: { model, loss, preprocessing, dataset, validation },
  start,
}: RunDetail): string {
  const layers = model.layers.filter((layer) => !isDropout(layer));
  return JSON.stringify([layers, loss, preprocessing, dataset, validation, start?.initialWeightsSha256]);
}

/** Gives each racer its places, the common start before them. */
function withWays(
  { nets, ...plane }: LossPlane,
  racers: readonly Racer[],
): Omit<RacePlane, 'seed' | 'leftOut'> {
  const [start, ...placed] = nets;
  if (start === undefined) throw new Error('A plane has a start.');
  let taken = 0;
  const ways = racers.map(({ variant, run, saved }) => {
    const own = placed.slice(taken, (taken += saved.length));
    const stops = own.map((place, index) => ({ ...place, epoch: epochOf(run, saved[index]) }));
    return { variant, run: run.id, stops: [{ ...start, epoch: 0 }, ...stops] };
  });
  return { ...plane, ways };
}

/** Epochs done, with the part of the one under way. */
function epochOf({ start }: RunDetail, record: CheckpointRecord | undefined): number {
  const stepsPerEpoch = start?.proof?.stepsPerEpoch ?? 0;
  if (record === undefined || stepsPerEpoch === 0) return record?.epoch ?? 0;
  return record.step / stepsPerEpoch;
}
