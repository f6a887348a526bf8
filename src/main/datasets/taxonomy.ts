/** The names of a data set's classes and superclasses, without its images. */
import type { Grouping, Taxonomy } from '../../shared/contract/data.ts';
import { builtIns } from './catalogue.ts';
import { groupedTaxonomy } from './grouping.ts';
import { unknownDataset } from './open.ts';
import { withStoredGrouping, writeGrouping } from './stored-grouping.ts';
import { readInfo } from './stored.ts';

/**
 * The names of the classes of a set, with the user's own superclasses where there are some.
 * @throws LabError `data.not-found`, `data.misspelt`, `data.damaged`, `data.grouping-*`.
 */
export async function taxonomyOf(id: string, dataFolder: string): Promise<Taxonomy> {
  return withStoredGrouping(await ownTaxonomyOf(id, dataFolder), id, dataFolder);
}

/** The names that a set came with. @throws LabError `data.not-found`, `data.damaged`. */
export async function ownTaxonomyOf(id: string, dataFolder: string): Promise<Taxonomy> {
  const taxonomy = (await readInfo(id, dataFolder))?.taxonomy ?? builtIns.get(id)?.taxonomy;
  if (taxonomy === undefined) throw await unknownDataset(id, dataFolder);
  return taxonomy;
}

/**
 * Gives a set superclasses of the user's own making; null goes back to those that it came with. Runs that were
 * evaluated before keep their superclass accuracy.
 *
 * @throws LabError `data.not-found`, `data.damaged`, `data.grouping-*`, `data.cannot-write`.
 */
export async function saveGrouping(id: string, dataFolder: string, grouping: Grouping | null): Promise<void> {
  const { classes } = await ownTaxonomyOf(id, dataFolder);
  if (grouping !== null) groupedTaxonomy(classes, grouping);
  await writeGrouping(id, dataFolder, grouping);
}
