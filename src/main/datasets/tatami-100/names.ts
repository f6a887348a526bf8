/** Names of Tatami-100's classes and superclasses. Label = 5 × superclass + place in the superclass. */
import type { Taxonomy } from '../../../shared/contract/data.ts';
import { animals } from './motifs/animals.ts';
import { faces } from './motifs/faces.ts';
import type { MotifGroup } from './motifs/motif-class.ts';
import { plants } from './motifs/plants.ts';
import { things } from './motifs/things.ts';
import { town } from './motifs/town.ts';

/** The 20 superclasses in the order of their labels. */
export const motifGroups: readonly MotifGroup[] = [...plants, ...animals, ...faces, ...things, ...town];

/** English names; 100 classes in 20 superclasses of five. */
export const tatami100Taxonomy: Taxonomy = {
  classes: motifGroups.flatMap(({ classes }) => classes.map(({ name }) => name)),
  superclasses: motifGroups.map(({ name }) => name),
  superclassOf: motifGroups.flatMap(({ classes }, superclass) => classes.map(() => superclass)),
};
