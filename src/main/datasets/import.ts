/** Imports a data set: reads all of it, and stores it only when everything has been understood. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetInfo, Grouping, ImageDataset } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { builtIns } from './catalogue.ts';
import { withGrouping } from './grouping.ts';
import { readSource, type ByteProgress } from './recognise.ts';
import { isDatasetId, store } from './stored.ts';

/** What the user may say about a set; everything is optional. */
export interface ImportOptions {
  /** Id under which the set is stored; default: `cifar-100`, `fashion-mnist`, or one made of the folder's name. */
  readonly id?: string;
  /** Name for people; default: the published name, or the folder's. */
  readonly title?: string;
  /** Superclasses of the user's own making; default: those of the set. */
  readonly grouping?: Grouping;
}

/**
 * Imports the set at `path` (an archive, a folder, or one of a set's files) and answers what it is.
 *
 * @throws LabError `data.*`: the path is no known data set, its content is wrong, or its id is taken. Then nothing has
 *   been written.
 */
export async function importDataset(
  path: string,
  dataFolder: string,
  options: ImportOptions = {},
  onProgress: ByteProgress = () => undefined,
): Promise<DatasetInfo> {
  if (options.id !== undefined) checkId(options.id, dataFolder);
  const found = await readSource(path, onProgress);
  const dataset = named(options.grouping ? withGrouping(found, options.grouping) : found, options);
  checkId(dataset.info.id, dataFolder);
  await store(dataset, dataFolder);
  return dataset.info;
}

function checkId(id: string, dataFolder: string): void {
  if (!isDatasetId(id)) throw new LabError('data.bad-id', { found: id });
  if (builtIns.get(id)?.isImportable === false) throw new LabError('data.built-in', { dataset: id });
  if (existsSync(join(dataFolder, id))) throw new LabError('data.exists', { dataset: id });
}

function named(dataset: ImageDataset, { id, title }: ImportOptions): ImageDataset {
  const { info } = dataset;
  return { ...dataset, info: { ...info, id: id ?? info.id, title: title ?? info.title } };
}
