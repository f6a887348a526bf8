/** Opens a data set by its id. */
import type { ImageDataset } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { nearestName } from '../../shared/spec/names.ts';
import { builtIns, type Progress } from './catalogue.ts';
import { officialIds } from './official.ts';
import { withStoredGrouping } from './stored-grouping.ts';
import { openStored, storedIds } from './stored.ts';

/**
 * Opens a built-in or imported set and vouches for every byte of it; it has the user's own superclasses where there
 * are some. A built-in set that has to be made first reports its progress in images.
 *
 * @throws LabError `data.not-found`, `data.misspelt`, `data.not-imported` for a set that must be imported first, `data.damaged`,
 *   `data.changed`, `data.grouping-*` for a grouping that does not fit the set.
 */
export async function openDataset(
  id: string,
  dataFolder: string,
  onProgress: Progress = () => undefined,
): Promise<ImageDataset> {
  const dataset = await openAsItCame(id, dataFolder, onProgress);
  const taxonomy = await withStoredGrouping(dataset.info.taxonomy, id, dataFolder);
  return { ...dataset, info: { ...dataset.info, taxonomy } };
}

async function openAsItCame(id: string, dataFolder: string, onProgress: Progress): Promise<ImageDataset> {
  const builtIn = builtIns.get(id);
  if (builtIn !== undefined) return builtIn.open(dataFolder, onProgress);
  const stored = await openStored(id, dataFolder);
  if (stored !== null) return stored;
  const isKnown = officialIds.some((official) => official === id);
  throw isKnown ? new LabError('data.not-imported', { dataset: id }) : await unknownDataset(id, dataFolder);
}

/** The refusal of an id that no set has, with the nearest of those that there are. */
export async function unknownDataset(id: string, dataFolder: string): Promise<LabError> {
  const nearest = nearestName(id, [...builtIns.keys(), ...officialIds, ...(await storedIds(dataFolder))]);
  return nearest === null
    ? new LabError('data.not-found', { dataset: id })
    : new LabError('data.misspelt', { dataset: id, nearest });
}
