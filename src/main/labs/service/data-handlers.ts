import type { ImageDataset } from '../../../shared/contract/data.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { LabContract } from '../../../shared/contract/lab.ts';
import type { Pictures } from '../../../shared/contract/lab/data.ts';
import type { Handlers } from '../../../shared/contract/rpc.ts';
import { listDatasets, removeDataset } from '../../datasets/list.ts';
import { checkInThread, importInThread, openInThread } from '../../datasets/thread.ts';
import { OpenedSets } from './opened-sets.ts';
import type { Emit } from './service-ports.ts';

type DataHandlers = Pick<
  Handlers<LabContract>,
  'datasets' | 'dataset' | 'pictures' | 'checkDataset' | 'removeDataset' | 'importDataset'
>;

/** Answers what the window asks about data sets in a folder. Nothing here calculates for long in this thread. */
export function dataHandlers(dataFolder: string, emit: Emit): DataHandlers {
  const opened = new OpenedSets((id) =>
    openInThread(id, dataFolder, (done, total) => emit('datasetProgress', { dataset: id, done, total })),
  );
  return {
    datasets: () => listDatasets(dataFolder),
    dataset: async (id) => (await opened.get(id)).info,
    pictures: async (id, half, indices) => cutPictures(await opened.get(id), half, indices),
    checkDataset: (id) => checkInThread(id, dataFolder),
    removeDataset: async (id) => {
      await removeDataset(id, dataFolder);
      opened.forget(id);
      return undefined;
    },
    importDataset: async (path, id) => {
      const info = await importInThread({ path, dataFolder, id }, (doneBytes, totalBytes) =>
        emit('import', { doneBytes, totalBytes }),
      );
      opened.forget(info.id);
      return info;
    },
  };
}

/** @throws LabError `data.no-such-picture`. */
function cutPictures(
  { info, ...halves }: ImageDataset,
  half: 'train' | 'test',
  indices: readonly number[],
): Pictures {
  const { height, width, channels } = info;
  const { images, labels } = halves[half];
  const outside = indices.find((index) => index >= labels.length);
  if (outside !== undefined) {
    const details = { dataset: info.id, half, index: outside, count: labels.length };
    throw new LabError('data.no-such-picture', details);
  }
  const bytes = height * width * channels;
  const cut = new Uint8Array(indices.length * bytes);
  indices.forEach((index, place) => {
    cut.set(images.subarray(index * bytes, (index + 1) * bytes), place * bytes);
  });
  return {
    height,
    width,
    channels,
    indices: Int32Array.from(indices),
    labels: Int32Array.from(indices, (index) => labels[index] as number),
    images: cut,
  };
}
