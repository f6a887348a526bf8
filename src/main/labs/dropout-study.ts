/** What trained nets say about dropout: its scaling in numbers, averaged masks, and a true ensemble of the seeds. */
import type { MaskedPasses, TrainedNetJob } from '../../shared/contract/dropout.ts';
import type {
  DropoutStudy,
  QualitySpread,
  StudyOptions,
  VariantPredictions,
} from '../../shared/contract/dropout-study.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { RunDetail } from '../../shared/contract/history.ts';
import { meanPrediction, type Quality, qualityOf, tallyOf } from '../../shared/metrics/averaging.ts';
import { type Spread, spreadOf } from '../../shared/metrics/paired.ts';
import type { Experiment } from '../../shared/spec/experiment.ts';
import type { DropoutVariant } from './dropout-gap.ts';
import { finalCheckpoint } from './final-checkpoint.ts';
import type { DatasetPort, LabPorts } from './ports.ts';

/** How a caller follows a study and stops it. */
export interface StudyWatch {
  /** Aborting it leaves out what is not done yet. */
  readonly signal: AbortSignal;
  /** Called before each net, with its place from 1. */
  readonly onNet?: (net: Readonly<{ run: string; number: number; count: number }>) => void;
}

type StudyPorts = Pick<LabPorts, 'engine' | 'dataFolder' | 'checkpointRoot'>;

/** A net whose weights are there. */
interface StudyNet {
  readonly variant: string;
  readonly run: RunDetail;
  readonly hasDropout: boolean;
  readonly job: TrainedNetJob;
}

/**
 * Studies the nets of all variants that came to their end.
 *
 * @throws LabError `dropout.no-such-picture`, and those of the data set and of the checkpoints.
 */
export async function studyDropout(
  ports: StudyPorts,
  variants: readonly DropoutVariant[],
  options: StudyOptions,
  watch: StudyWatch,
): Promise<DropoutStudy> {
  const { nets, leftOut } = await findNets(ports, variants);
  const scaling = await scalingOf(ports, nets, options, watch);
  const results = new Map<string, { run: string; passes: MaskedPasses }[]>();
  let done = 0;
  for (const { variant, run, job, hasDropout } of nets) {
    if (watch.signal.aborted) break;
    done += 1;
    watch.onNet?.({ run: run.id, number: done, count: nets.length });
    const asked = ports.engine.maskedPasses({ ...job, passes: hasDropout ? options.passes : 0 });
    const passes = await unlessAborted(asked, watch.signal);
    if (passes !== null) results.set(variant, [...(results.get(variant) ?? []), { run: run.id, passes }]);
  }
  const predictions = [...results].map(([variant, of]) => predictionsOf(variant, of));
  return { scaling, predictions, leftOut, isComplete: !watch.signal.aborted };
}

/**
 * Refuses a picture that an experiment does not test on, before anything is trained. A set that is not there is left
 * to whoever opens it.
 *
 * @throws LabError `dropout.no-such-picture`.
 */
export async function checkPicture(
  datasets: Pick<DatasetPort, 'list'>,
  { dataset }: Experiment,
  picture: number,
): Promise<void> {
  const listed = (await datasets.list()).find(({ id }) => id === dataset.id);
  const known = listed === undefined || listed.state === 'damaged' ? Infinity : listed.testCount;
  const count = Math.min(dataset.test ?? Infinity, known);
  if (picture >= count) throw new LabError('dropout.no-such-picture', { picture, count, last: count - 1 });
}

async function findNets(
  ports: StudyPorts,
  variants: readonly DropoutVariant[],
): Promise<{ nets: readonly StudyNet[]; leftOut: readonly string[] }> {
  const nets: StudyNet[] = [];
  const leftOut: string[] = [];
  for (const { variant, dropout, runs } of variants) {
    for (const run of runs) {
      const checkpointFile = await finalCheckpoint(ports, run);
      const job = { experiment: run.experiment, dataFolder: ports.dataFolder };
      if (checkpointFile === null) leftOut.push(run.id);
      else nets.push({ variant, run, hasDropout: dropout.length > 0, job: { ...job, checkpointFile } });
    }
  }
  return { nets, leftOut };
}

async function scalingOf(
  ports: StudyPorts,
  nets: readonly StudyNet[],
  options: StudyOptions,
  { signal }: StudyWatch,
): Promise<DropoutStudy['scaling']> {
  const net = nets.find(({ hasDropout }) => hasDropout);
  if (net === undefined || signal.aborted) return null;
  const scaling = await unlessAborted(ports.engine.dropoutScaling({ ...net.job, ...options }), signal);
  return scaling === null ? null : { run: net.run.id, variant: net.variant, ...scaling };
}

function predictionsOf(
  variant: string,
  nets: readonly { readonly run: string; readonly passes: MaskedPasses }[],
): VariantPredictions {
  const all = nets.map(({ passes }) => passes);
  const single = all.flatMap((passes) => passes.single ?? []);
  const points = all[0]?.averages.map(({ passes }) => passes) ?? [];
  return {
    variant,
    runs: nets.map(({ run }) => run),
    plain: qualitySpread(all.map(({ plain }) => plain)),
    single: single.length === 0 ? null : qualitySpread(single),
    averages: points.map((passes, place) => ({
      passes,
      ...qualitySpread(all.flatMap(({ averages }) => averages[place] ?? [])),
    })),
    ensemble: ensembleOf(all),
  };
}

/** The averaged probabilities of nets that were tested on the same pictures, judged. */
function ensembleOf(nets: readonly MaskedPasses[]): Quality | null {
  const [first] = nets;
  if (first === undefined || nets.length < 2) return null;
  const truth = first.labels.join();
  if (nets.some(({ labels }) => labels.join() !== truth)) return null;
  const mean = meanPrediction(nets.map(({ probabilities }) => probabilities));
  return qualityOf(tallyOf(mean, first.labels));
}

function qualitySpread(qualities: readonly Quality[]): QualitySpread {
  const spread = (values: number[]): Spread => spreadOf(values) ?? { n: 0, mean: NaN, deviation: null };
  return {
    accuracy: spread(qualities.map(({ accuracy }) => accuracy)),
    loss: spread(qualities.map(({ loss }) => loss)),
  };
}

/** The answer, or null when the user interrupts first; the engine's process is ended with the command. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  const { promise, resolve } = Promise.withResolvers<null>();
  const stop = (): void => resolve(null);
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
