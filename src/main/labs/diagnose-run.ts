/** Finds out what is wrong with a run: its net, its curves, its predictions and its data are measured and judged. */
import { join } from 'node:path';
import type { DataMeasures, Diagnosis } from '../../shared/contract/diagnosis.ts';
import type { MeasureJob, NetMeasures } from '../../shared/contract/net-measures.ts';
import type { ImageDataset } from '../../shared/contract/data.ts';
import type { CheckpointRecord } from '../../shared/contract/engine.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { RunDetail } from '../../shared/contract/history.ts';
import { findingsOf } from '../../shared/diagnosis/findings.ts';
import { permutation, randomStream } from '../../shared/random.ts';
import { leakedPictures } from '../datasets/equal-pictures.ts';
import { cutImages } from '../datasets/experiment-images.ts';
import { openDataset } from '../datasets/open.ts';
import { taxonomyOf } from '../datasets/taxonomy.ts';
import type { LabPorts } from './ports.ts';
import { finalOrNewest } from './sound-checkpoint.ts';
import { checkpointFolder } from './train-run.ts';

/** Training pictures on which a net is measured. */
const measuredPictures = 256;

/**
 * Diagnoses a run that has ended. It takes seconds; a training that is under way goes on between two batches.
 *
 * @param open - Opens a data set by its id; the default reads it from the folder of data sets.
 * @throws LabError `command.run-is-running`, `diagnosis.*`, and those of the history, the data set and the engine.
 */
export async function diagnoseRun(
  ports: Pick<LabPorts, 'engine' | 'history' | 'checkpointRoot' | 'dataFolder'>,
  idOrPrefix: string,
  open = (id: string): Promise<ImageDataset> => openDataset(id, ports.dataFolder),
): Promise<Diagnosis> {
  const run = await ports.history.run(idOrPrefix);
  if (run.status === 'running') throw new LabError('command.run-is-running', { run: run.id });
  if (run.start === null) throw new LabError('diagnosis.not-begun', { run: run.id });
  const { experiment } = run;
  const dataset = cutImages(await open(experiment.dataset.id), experiment);
  if (dataset.info.sha256 !== run.start.dataSha256)
    throw new LabError('diagnosis.other-data', { run: run.id, dataset: run.dataset });
  const checkpoint = await finalOrNewest(checkpointFolder(ports, run.id), run.checkpoints);
  const net = checkpoint && (await measured(ports, run, { dataset, checkpoint }));
  const data = dataMeasures(dataset);
  const { classes } = await taxonomyOf(experiment.dataset.id, ports.dataFolder);
  const findings = findingsOf({
    ...{ experiment, classes, net, data },
    status: run.status,
    divergedAtStep: run.end?.divergedAtStep ?? null,
    epochs: run.epochRecords,
    evaluation: await ports.history.evaluation(run.id),
  });
  return { run: run.id, checkpoint, net, data, findings };
}

/** The net on training pictures that the run's seed draws. */
function measured(
  ports: Pick<LabPorts, 'engine' | 'checkpointRoot'>,
  { id, experiment }: RunDetail,
  { dataset, checkpoint }: Readonly<{ dataset: ImageDataset; checkpoint: CheckpointRecord }>,
): Promise<NetMeasures> {
  const { info, train } = dataset;
  const { validation } = experiment;
  const kept = validation.from === 'train' ? 1 - validation.split : 1;
  const stream = randomStream(experiment.seed, 'diagnosis/pictures');
  const places = permutation(Math.floor(train.labels.length * kept), stream)
    .slice(0, measuredPictures)
    .sort();
  const size = info.height * info.width * info.channels;
  const pixels = new Uint8Array(places.length * size);
  places.forEach((place, at) =>
    pixels.set(train.images.subarray(place * size, (place + 1) * size), at * size),
  );
  const job: MeasureJob = {
    experiment,
    checkpointFile: join(checkpointFolder(ports, id), checkpoint.file),
    dataSha256: info.sha256,
    inputShape: [info.height, info.width, info.channels],
    pixels,
    labels: places.map((place) => train.labels[place] ?? 0),
  };
  return ports.engine.measureNet(job);
}

function dataMeasures(dataset: ImageDataset): DataMeasures {
  const trainPerClass = dataset.info.taxonomy.classes.map(() => 0);
  for (const label of dataset.train.labels) trainPerClass[label] = (trainPerClass[label] ?? 0) + 1;
  return { trainPerClass, testCount: dataset.test.labels.length, leaked: leakedPictures(dataset) };
}
