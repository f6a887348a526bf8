/** The ready-made labs as lists: the few of the strip, and all of them in the order of the lecture. */
import type { Comparison } from '../../../../../shared/spec/comparison.ts';
import type { Experiment } from '../../../../../shared/spec/experiment.ts';
import type { Lab } from '../../../../../shared/spec/labs.ts';

/** The labs that a first hour needs, in the order of the strip. */
const first = [
  'mnist-cnn-slides',
  'mnist-cnn',
  'optimizer-race',
  'dropout-pair',
  'tatami100-cnn',
  'cifar100-cnn',
];

/** At most `most` labs for the strip; the one on the bench is always among them. */
export function featuredLabs(labs: readonly Lab[], benchId: string | null, most: number): readonly Lab[] {
  const chosen = first.flatMap((id) => labs.find((lab) => lab.id === id) ?? []);
  const all = [...chosen, ...labs.filter((lab) => !chosen.includes(lab))].slice(0, most);
  const onBench = labs.find(({ id }) => id === benchId);
  return onBench === undefined || all.includes(onBench) ? all : [...all.slice(0, most - 1), onBench];
}

/** Labs under one heading of the slides; null for those beyond the lecture. */
export interface LabGroup {
  readonly slide: string | null;
  readonly labs: readonly Lab[];
}

/** All labs in the order of the lecture, neighbours of one slide together. */
export function groupedLabs(labs: readonly Lab[]): readonly LabGroup[] {
  const groups: { slide: string | null; labs: Lab[] }[] = [];
  for (const lab of labs) {
    const last = groups.at(-1);
    if (last?.slide === lab.slide) last.labs.push(lab);
    else groups.push({ slide: lab.slide, labs: [lab] });
  }
  return groups;
}

/** Whether every word of a search is in a lab's texts, in either language. */
export function isFound({ id, title, description, slide }: Lab, search: string): boolean {
  const text = [id, title.ja, title.en, description.ja, description.en, slide ?? ''].join('\n').toLowerCase();
  const words = search.normalize('NFKC').toLowerCase().split(/\s+/u);
  return words.every((word) => text.includes(word));
}

/** The experiment of a lab, or the one that its comparison varies. */
export function baseOf(document: Experiment | Comparison): Experiment {
  return document.tatami === 'experiment' ? document : document.base;
}
