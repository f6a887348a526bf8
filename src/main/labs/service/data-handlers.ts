import { setImmediate as nextTurn } from 'node:timers/promises';
import type { DatasetInfo, DatasetStatistics, ImageDataset } from '../../../shared/contract/data.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import type { LabContract } from '../../../shared/contract/lab.ts';
import type { dataCommands, Pictures } from '../../../shared/contract/lab/data.ts';
import type { Handlers } from '../../../shared/contract/rpc.ts';
import { groupingOf } from '../../datasets/grouping.ts';
import { listDatasets, removeDataset } from '../../datasets/list.ts';
import { type ClassSums, statisticsOf, sumClasses } from '../../datasets/statistics.ts';
import { readGrouping } from '../../datasets/stored-grouping.ts';
import { ownTaxonomyOf, saveGrouping, taxonomyOf } from '../../datasets/taxonomy.ts';
import { checkInThread, importInThread, openInThread } from '../../datasets/thread.ts';
import { OpenedSets } from './opened-sets.ts';
import type { ServicePorts } from './service-ports.ts';
import { testIndices, watchedIndices } from './test-indices.ts';

type DataHandlers = Pick<Handlers<LabContract>, keyof typeof dataCommands | 'importDataset'>;

/** Answers what the window asks about the data sets. Nothing here calculates for long in this thread. */
export function dataHandlers({
  dataFolder,
  emit,
  history,
}: Pick<ServicePorts, 'dataFolder' | 'emit' | 'history'>): DataHandlers {
  const opened = new OpenedSets((id) =>
    openInThread(id, dataFolder, (done, total) => emit('datasetProgress', { dataset: id, done, total })),
  );
  const infoOf = async (id: string): Promise<DatasetInfo> => {
    const { info } = await opened.get(id);
    return { ...info, taxonomy: await taxonomyOf(id, dataFolder) };
  };
  return {
    datasets: () => listDatasets(dataFolder),
    dataset: infoOf,
    datasetNames: async (id) => {
      const taxonomy = await taxonomyOf(id, dataFolder);
      const listed = (await listDatasets(dataFolder)).find((one) => one.id === id);
      return { id, title: listed?.title ?? id, taxonomy };
    },
    pictures: async (id, half, indices) => cutPictures(await opened.get(id), half, indices),
    testIndices: (runId) => testIndices(history, runId, (id) => opened.get(id)),
    watchedIndices: (runId) => watchedIndices(history, runId, (id) => opened.get(id)),
    labels: async (id, half) => (await opened.get(id))[half].labels,
    datasetStatistics: async (id) => statistics(await opened.get(id), await infoOf(id)),
    ...groupingHandlers(dataFolder),
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

function groupingHandlers(dataFolder: string): Pick<DataHandlers, 'groupings' | 'saveGrouping'> {
  return {
    groupings: async (id) => ({
      original: groupingOf(await ownTaxonomyOf(id, dataFolder)),
      own: await readGrouping(id, dataFolder),
    }),
    saveGrouping: async (id, grouping) => {
      await saveGrouping(id, dataFolder, grouping);
      return undefined;
    },
  };
}

/** Sums of the opened sets; they go when the set goes. */
const knownSums = new WeakMap<ImageDataset, Promise<ClassSums>>();

async function statistics(dataset: ImageDataset, info: DatasetInfo): Promise<DatasetStatistics> {
  const sums = knownSums.get(dataset) ?? sumClasses(dataset, () => nextTurn());
  knownSums.set(dataset, sums);
  const { height, width, channels, taxonomy } = info;
  return statisticsOf(await sums, { height, width, channels }, taxonomy);
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
