import type { ImageDataset } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { HistoryPort, RunDetail } from '../../shared/contract/history.ts';
import type { Replay } from '../../shared/contract/replay.ts';
import type { Experiment } from '../../shared/spec/experiment.ts';
import { openExperimentImages } from '../datasets/experiment-images.ts';
import { refuseExisting, sizeOf, writeFolder } from '../export/folder.ts';
import { makeTwin, type Twin, type TwinOptions } from '../export/twin/twin.ts';
import { finalCheckpoint } from './final-checkpoint.ts';

/** What the export needs from outside. */
export interface TwinPorts {
  readonly history: HistoryPort;
  readonly dataFolder: string;
  readonly checkpointRoot: string;
  /** What a run did, from the checkpoint of its end. @throws LabError `engine.bad-checkpoint`. */
  replay(experiment: Experiment, dataset: ImageDataset, checkpointFile: string): Promise<Replay>;
}

/** Where the twin goes, and what it shall hold. */
export interface TwinOrder extends TwinOptions {
  readonly folder: string;
  /** Whether a folder that is there already is replaced. */
  readonly isForced: boolean;
}

/** What was written. */
export type WrittenTwin = Omit<Twin, 'files'> & {
  readonly run: string;
  readonly folder: string;
  readonly sizeBytes: number;
};

/**
 * Writes the Keras twin of a finished run. Data and weights are compared with the hashes that the history holds, so
 * that a twin never proves another run.
 *
 * @throws LabError `export.*`, and those of the history, the data set and the checkpoint.
 */
export async function exportTwin(
  ports: TwinPorts,
  idOrPrefix: string,
  order: TwinOrder,
): Promise<WrittenTwin> {
  const run = await ports.history.run(idOrPrefix);
  const checkpointFile = await finalCheckpoint(ports, run);
  if (checkpointFile === null)
    throw new LabError('export.no-final-state', { run: run.id, status: run.status });
  await refuseExisting(order.folder, order.isForced);
  const { experiment } = run;
  const dataset = await openExperimentImages(experiment, ports.dataFolder);
  if (dataset.info.sha256 !== run.start?.dataSha256)
    throw new LabError('export.other-data', { run: run.id, dataset: run.dataset });
  const replay = await ports.replay(experiment, dataset, checkpointFile);
  checkWeights(run, replay);
  const curve = await ports.history.curve(run.id);
  const { info, train: images } = dataset;
  const { epochRecords: epochs } = run;
  const compute = run.start.device.fastMode?.isUsed ? 'bfloat16' : 'float32';
  const source = { runId: run.id, experiment, compute, info, images, replay, curve, epochs } as const;
  const { files, ...facts } = await makeTwin(source, order);
  const folder = await writeFolder(order.folder, files, order.isForced);
  return { run: run.id, folder, sizeBytes: sizeOf(files), ...facts };
}

function checkWeights({ id, start, end }: RunDetail, replay: Replay): void {
  if (replay.initialWeightsSha256 !== start?.initialWeightsSha256)
    throw new LabError('export.other-weights', { run: id, which: 'initial' });
  if (replay.finalWeightsSha256 !== end?.finalWeightsSha256)
    throw new LabError('export.other-weights', { run: id, which: 'final' });
}
