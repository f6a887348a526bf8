/** Lists data sets without opening them, checks what is stored, removes what was imported or generated. */
import type { DatasetInfo, DatasetListing } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { builtIns, type BuiltIn } from './catalogue.ts';
import { openDataset, unknownDataset } from './open.ts';
import { readGrouping, writeGrouping } from './stored-grouping.ts';
import { isIntact, isStored, readInfo, readStored, removeStored, storedIds } from './stored.ts';

/** Every set that is there or can be made: built-in ones first, then imported ones in the order of their ids. */
export async function listDatasets(dataFolder: string): Promise<DatasetListing[]> {
  const there = [...builtIns.values()].filter((set) => !set.isImportable || set.isReady(dataFolder));
  const own = there.map((set) =>
    isStored(set.id, dataFolder) ? storedLine(set.id, dataFolder) : builtInLine(set, dataFolder),
  );
  const ids = (await storedIds(dataFolder)).filter((id) => !builtIns.has(id));
  const lines = await Promise.all([...own, ...ids.map((id) => storedLine(id, dataFolder))]);
  return Promise.all(lines.map((line) => withOwnSuperclasses(line, dataFolder)));
}

/** Counts the user's superclasses; what is wrong with a grouping is said where the set is opened. */
async function withOwnSuperclasses(line: DatasetListing, dataFolder: string): Promise<DatasetListing> {
  const [grouping] = await Promise.allSettled([readGrouping(line.id, dataFolder)]);
  if (grouping.status === 'rejected' || grouping.value === null) return line;
  return { ...line, superclasses: grouping.value.length };
}

/**
 * Reads a set completely and compares its content with the hash that it was stored with.
 * @throws LabError `data.not-found`, `data.not-imported`, `data.damaged` for a file that is missing or cut off.
 */
export async function checkDataset(
  id: string,
  dataFolder: string,
): Promise<{ readonly info: DatasetInfo; readonly isIntact: boolean }> {
  const stored = await readStored(id, dataFolder);
  if (stored !== null) return { info: stored.info, isIntact: isIntact(stored) };
  const { info } = await openDataset(id, dataFolder);
  return { info, isIntact: true };
}

/**
 * Deletes an imported set with the user's grouping, or the files of a generated one (they are made again when needed).
 * @throws LabError `data.built-in`, `data.not-found`, `data.misspelt`, `data.cannot-write`.
 */
export async function removeDataset(id: string, dataFolder: string): Promise<void> {
  if (isStored(id, dataFolder)) {
    await removeStored(id, dataFolder);
    if (!builtIns.has(id)) await writeGrouping(id, dataFolder, null);
    return;
  }
  if (builtIns.has(id)) throw new LabError('data.built-in', { dataset: id });
  throw await unknownDataset(id, dataFolder);
}

function builtInLine(set: BuiltIn, dataFolder: string): DatasetListing {
  const { id, title, trainCount, testCount, origin, taxonomy } = set;
  return {
    id,
    title,
    state: set.isReady(dataFolder) ? 'ready' : 'on-first-use',
    isBuiltIn: true,
    trainCount,
    testCount,
    classes: taxonomy.classes.length,
    superclasses: taxonomy.superclasses?.length ?? 0,
    origin,
  };
}

async function storedLine(id: string, dataFolder: string): Promise<DatasetListing> {
  const isBuiltIn = builtIns.has(id);
  try {
    const { title, trainCount, testCount, taxonomy, origin } = (await readInfo(
      id,
      dataFolder,
    )) as DatasetInfo;
    const counts = { classes: taxonomy.classes.length, superclasses: taxonomy.superclasses?.length ?? 0 };
    return { id, title, state: 'ready', isBuiltIn, trainCount, testCount, ...counts, origin };
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    const none = { trainCount: 0, testCount: 0, classes: 0, superclasses: 0, origin: null };
    return { id, title: id, state: 'damaged', isBuiltIn, ...none };
  }
}
