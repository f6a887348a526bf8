/** The training pictures of a run that its net finds most like a picture. */
import { join } from 'node:path';
import type { ImageDataset } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';
import type { NearestPictures } from '../../shared/contract/neighbours.ts';
import { permutation, randomStream } from '../../shared/random.ts';
import { cutImages, trainPlaces } from '../datasets/experiment-images.ts';
import { type Look, weightsFor } from './inspect-run.ts';
import type { LabPorts } from './ports.ts';
import { checkpointFolder } from './train-run.ts';

/** Training pictures that are compared, drawn by the run's seed where there are more. */
const mostCompared = 4000;

/** Pictures that are answered. */
const answered = 10;

/**
 * @param open - Opens a data set by its id.
 * @throws LabError `inspect.*`, `diagnosis.other-data`, and those of the history, the data set and the engine.
 */
export async function nearestPictures(
  ports: Pick<LabPorts, 'engine' | 'history' | 'checkpointRoot'>,
  runId: string,
  { picture, weights }: Pick<Look, 'picture' | 'weights'>,
  open: (id: string) => Promise<ImageDataset>,
): Promise<NearestPictures> {
  const run = await ports.history.run(runId);
  const folder = checkpointFolder(ports, run.id);
  const checkpoint = await weightsFor(folder, run, weights);
  const { experiment } = run;
  const whole = await open(experiment.dataset.id);
  const { info, train } = cutImages(whole, experiment);
  if (info.sha256 !== run.start?.dataSha256)
    throw new LabError('diagnosis.other-data', { run: run.id, dataset: run.dataset });
  const stream = randomStream(experiment.seed, 'inside/neighbours');
  const compared = permutation(train.labels.length, stream).slice(0, mostCompared);
  const size = info.height * info.width * info.channels;
  const pixels = new Uint8Array(compared.length * size);
  compared.forEach((place, at) =>
    pixels.set(train.images.subarray(place * size, (place + 1) * size), at * size),
  );
  const found = await ports.engine.neighbours({
    ...{ experiment, picture, pixels, count: Math.min(answered, compared.length) },
    checkpointFile: checkpoint && join(folder, checkpoint.file),
    dataSha256: info.sha256,
  });
  const places = trainPlaces(whole, experiment);
  const pictures = Array.from(found.places, (at, rank) => {
    const place = compared[at] ?? 0;
    return {
      index: places[place] ?? 0,
      label: train.labels[place] ?? 0,
      distance: found.distances[rank] ?? NaN,
    };
  });
  return { layer: found.layer, features: found.features, compared: compared.length, pictures };
}
