/** Superclasses of a user's own making. */
import type { Grouping, ImageDataset, Taxonomy } from '../../shared/contract/data.ts';
import { LabError } from '../../shared/contract/errors.ts';

/**
 * The set with other superclasses; its images stay.
 * @throws LabError `data.grouping-*` unless every class is in exactly one group.
 */
export function withGrouping(dataset: ImageDataset, grouping: Grouping): ImageDataset {
  const taxonomy = groupedTaxonomy(dataset.info.taxonomy.classes, grouping);
  return { ...dataset, info: { ...dataset.info, taxonomy } };
}

/**
 * The names of the classes with the superclasses of a grouping.
 * @throws LabError `data.grouping-*` unless every class is in exactly one group and no group is empty.
 */
export function groupedTaxonomy(classes: readonly string[], grouping: Grouping): Taxonomy {
  const superclassOf = new Map<string, number>();
  grouping.forEach(({ superclass, classes: members }, index) => {
    if (grouping.findIndex((other) => other.superclass === superclass) !== index) {
      throw new LabError('data.grouping-twice', { name: superclass });
    }
    if (members.length === 0) throw new LabError('data.grouping-empty', { name: superclass });
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

/** The grouping that a taxonomy has; null for one without superclasses. */
export function groupingOf({ classes, superclasses, superclassOf }: Taxonomy): Grouping | null {
  return (
    superclasses?.map((superclass, index) => ({
      superclass,
      classes: classes.filter((_, label) => superclassOf?.[label] === index),
    })) ?? null
  );
}
