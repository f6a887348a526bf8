/** Classes by their superclasses, as the list of classes shows them. */
import type { Taxonomy } from '../../../../shared/contract/data.ts';

/** A superclass with its classes, or all classes of a set without superclasses. */
export interface ClassGroup {
  /** Null for a set without superclasses. */
  readonly name: string | null;
  /** Place among the superclasses. */
  readonly index: number | null;
  /** Every class of the group. */
  readonly all: readonly number[];
  /** Those that are looked for. */
  readonly shown: readonly number[];
}

/**
 * The groups in the order of the superclasses.
 *
 * @param sought - Part of a name; a superclass that has it shows all of its classes.
 */
export function classGroups(taxonomy: Taxonomy, sought: string): readonly ClassGroup[] {
  const wanted = sought.trim().toLowerCase();
  const has = (name: string): boolean => name.toLowerCase().includes(wanted);
  const { classes, superclasses, superclassOf } = taxonomy;
  const all = classes.map((_, index) => index);
  const matching = (indices: readonly number[]): readonly number[] =>
    indices.filter((index) => has(classes[index] ?? ''));
  if (superclasses === null || superclassOf === null) {
    return [{ name: null, index: null, all, shown: matching(all) }];
  }
  return superclasses
    .map((name, index) => {
      const members = all.filter((label) => superclassOf[label] === index);
      return { name, index, all: members, shown: has(name) ? members : matching(members) };
    })
    .filter(({ name, shown }) => shown.length > 0 || has(name));
}
