/** Lists data sets without opening them, checks what is stored, removes what was imported. */
import type { DatasetInfo, DatasetOrigin } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { builtIns } from './catalogue.ts';
import { openDataset } from './open.ts';
import { isIntact, readInfo, removeStored, storedIds } from './stored.ts';

/** A line of the list of data sets. */
export interface DatasetListing {
  readonly id: string;
  readonly title: string;
  /** `ready` opens at once, `on-first-use` is made when it is first needed, `damaged` must be imported again. */
  readonly state: 'ready' | 'on-first-use' | 'damaged';
  readonly isBuiltIn: boolean;
  readonly trainCount: number;
  readonly testCount: number;
  readonly classes: number;
  readonly superclasses: number;
  readonly origin: DatasetOrigin | null;
}

/** Every set that is there: built-in ones first, then imported ones in the order of their ids. */
export async function listDatasets(dataFolder: string): Promise<DatasetListing[]> {
  const own = [...builtIns.values()].map(async (set): Promise<DatasetListing> => {
    const isReady = await set.isReady(dataFolder);
    const { id, title, trainCount, testCount } = set;
    return {
      id,
      title,
      state: isReady ? 'ready' : 'on-first-use',
      isBuiltIn: true,
      trainCount,
      testCount,
      classes: set.taxonomy.classes.length,
      superclasses: set.taxonomy.superclasses?.length ?? 0,
      origin: id === 'mnist' ? 'official' : 'generated',
    };
  });
  const ids = (await storedIds(dataFolder)).filter((id) => !builtIns.has(id)).toSorted();
  return Promise.all([...own, ...ids.map((id) => imported(id, dataFolder))]);
}

/** Opens a set and compares its content with the hash it was stored with. */
export async function checkDataset(
  id: string,
  dataFolder: string,
): Promise<{ info: DatasetInfo; isIntact: boolean }> {
  const dataset = await openDataset(id, dataFolder);
  return { info: dataset.info, isIntact: await isIntact(dataset) };
}

/** Deletes an imported set. @throws LabError `data.built-in`, `data.not-found`. */
export async function removeDataset(id: string, dataFolder: string): Promise<void> {
  if (builtIns.has(id)) throw new LabError('data.built-in', { dataset: id });
  if (!(await storedIds(dataFolder)).includes(id)) throw new LabError('data.not-found', { dataset: id });
  await removeStored(id, dataFolder);
}

async function imported(id: string, dataFolder: string): Promise<DatasetListing> {
  try {
    const info = (await readInfo(id, dataFolder)) as DatasetInfo;
    const { title, trainCount, testCount, taxonomy, origin } = info;
    const counts = { classes: taxonomy.classes.length, superclasses: taxonomy.superclasses?.length ?? 0 };
    return { id, title, state: 'ready', isBuiltIn: false, trainCount, testCount, ...counts, origin };
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    const none = { trainCount: 0, testCount: 0, classes: 0, superclasses: 0, origin: null };
    return { id, title: id, state: 'damaged', isBuiltIn: false, ...none };
  }
}
