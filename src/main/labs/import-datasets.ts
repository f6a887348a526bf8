import type { DatasetInfo } from '../../shared/contract/data.ts';
import { listDatasets } from '../datasets/list.ts';
import { openInThread } from '../datasets/thread.ts';
import type { ImportDatasets } from './import-model.ts';

/** The data sets of a folder, for an import. @param info - Opens a set; default: in a thread, each time anew. */
export function importDatasets(
  dataFolder: string,
  info = async (id: string): Promise<DatasetInfo> => (await openInThread(id, dataFolder)).info,
): ImportDatasets {
  return {
    info,
    async withClasses(count) {
      const sets = (await listDatasets(dataFolder)).filter(
        ({ classes, state }) => classes === count && state !== 'damaged',
      );
      const ready = sets.filter(({ state }) => state === 'ready');
      return [...ready, ...sets.filter((set) => !ready.includes(set))].map(({ id }) => id);
    },
  };
}
