/** The names of a data set's classes, without its images. */
import type { Taxonomy } from '../../shared/contract/data.ts';
import { builtIns } from './catalogue.ts';
import { unknownDataset } from './open.ts';
import { readInfo } from './stored.ts';

/** The names of the classes of a set. @throws LabError `data.not-found`, `data.misspelt`, `data.damaged`. */
export async function taxonomyOf(id: string, dataFolder: string): Promise<Taxonomy> {
  const taxonomy = (await readInfo(id, dataFolder))?.taxonomy ?? builtIns.get(id)?.taxonomy;
  if (taxonomy === undefined) throw await unknownDataset(id, dataFolder);
  return taxonomy;
}
