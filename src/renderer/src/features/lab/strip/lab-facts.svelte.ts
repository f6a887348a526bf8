/** What the page knows of a lab before it runs: its data set, how long it takes, whether it can run at all. */
import type { Lab } from '../../../../../shared/spec/labs.ts';
import { say } from '../../../i18n/say.svelte.ts';
import { datasetList } from '../../../state/dataset-list.svelte.ts';
import { runPlans } from '../training/run-plans.svelte.ts';
import { baseOf } from './lab-list.ts';

/** Names of sets that are not there to say theirs. */
const titles: Readonly<Record<string, string>> = {
  'cifar-10': 'CIFAR-10',
  'cifar-100': 'CIFAR-100',
  'fashion-mnist': 'Fashion-MNIST',
};

/** The name of the data set that a lab uses. */
export function datasetTitle(lab: Lab): string {
  const { id } = baseOf(lab.document).dataset;
  return datasetList.find(id)?.title ?? titles[id] ?? id;
}

/** Whether the data set of a lab has to be imported first; false also while that is not known. */
export function isDataMissing(lab: Lab): boolean {
  return datasetList.find(baseOf(lab.document).dataset.id) === null;
}

/** What a lab is, in a line: runs, data, optimizer, and the time where it is known. */
export function labLine(lab: Lab): string {
  const { document } = lab;
  const isSingle = document.tatami === 'experiment';
  const durationMs = isSingle
    ? (runPlans.plan(document)?.durationMs ?? null)
    : runPlans.comparisonMs(document);
  const time = durationMs === null ? null : roughTime(durationMs);
  const count = isSingle
    ? null
    : say('strip.runs', { count: document.variants.length * document.seeds.length });
  const dataset = count === null || time === null ? datasetTitle(lab) : null;
  const optimizer = isSingle && time === null ? document.optimizer.class_name : null;
  return [count, dataset, optimizer, time].filter((part) => part !== null).join(' · ');
}

/** A duration as people say it before they know it. */
function roughTime(durationMs: number): string {
  const seconds = durationMs / 1000;
  if (seconds < 90) return say('strip.seconds', { count: Math.max(1, Math.round(seconds)) });
  if (seconds < 90 * 60) return say('strip.minutes', { count: Math.round(seconds / 60) });
  return say('strip.hours', { count: (seconds / 3600).toFixed(1) });
}
