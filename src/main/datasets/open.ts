/** Opens a data set by its id. */
import type { ImageDataset } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { builtIns, type Progress } from './catalogue.ts';
import { openStored } from './stored.ts';

/**
 * Opens a built-in or imported set; a built-in set that has to be generated first reports its progress.
 * @throws LabError `data.not-found`, `data.not-imported` for a set that must be imported first, `data.damaged`.
 */
export async function openDataset(
  id: string,
  dataFolder: string,
  onProgress: Progress = () => undefined,
): Promise<ImageDataset> {
  const builtIn = builtIns.get(id);
  if (builtIn) return builtIn.open(dataFolder, onProgress);
  const stored = await openStored(id, dataFolder);
  if (stored) return stored;
  throw new LabError(importable.has(id) ? 'data.not-imported' : 'data.not-found', { dataset: id });
}

/** Ids that ready-made labs use and that come with an import. */
const importable: ReadonlySet<string> = new Set(['cifar-100', 'cifar-10', 'fashion-mnist']);
