/** The names of a data set's classes, without its images. */
import type { Taxonomy } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';
import { builtIns } from './catalogue.ts';
import { readInfo } from './stored.ts';

/** The names of the classes of a set. @throws LabError `data.not-found`, `data.damaged`. */
export async function taxonomyOf(id: string, dataFolder: string): Promise<Taxonomy> {
  const taxonomy = (await readInfo(id, dataFolder))?.taxonomy ?? builtIns.get(id)?.taxonomy;
  if (taxonomy === undefined) throw new LabError('data.not-found', { dataset: id });
  return taxonomy;
}
