/** Superclasses of a user's own making. */
import type { Grouping, ImageDataset, Taxonomy } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';

/**
 * The set with other superclasses; its images stay.
 * @throws LabError `data.grouping-*` unless every class is in exactly one group.
 */
export function withGrouping(dataset: ImageDataset, grouping: Grouping): ImageDataset {
  const taxonomy = grouped(dataset.info.taxonomy.classes, grouping);
  return { ...dataset, info: { ...dataset.info, taxonomy } };
}

function grouped(classes: readonly string[], grouping: Grouping): Taxonomy {
  const superclassOf = new Map<string, number>();
  grouping.forEach(({ superclass, classes: members }, index) => {
    if (grouping.findIndex((other) => other.superclass === superclass) !== index) {
      throw new LabError('data.grouping-twice', { name: superclass });
    }
    for (const name of members) {
      if (!classes.includes(name))
        throw new LabError('data.grouping-unknown', { name, classes: classes.join(', ') });
      if (superclassOf.has(name)) throw new LabError('data.grouping-twice', { name });
      superclassOf.set(name, index);
    }
  });
  return {
    classes,
    superclasses: grouping.map(({ superclass }) => superclass),
    superclassOf: classes.map((name) => {
      const index = superclassOf.get(name);
      if (index === undefined) throw new LabError('data.grouping-missing', { name });
      return index;
    }),
  };
}
