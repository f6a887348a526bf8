import { api } from '../api.ts';
import { count, say } from '../i18n/say.svelte.ts';
import { navigation } from './navigation.svelte.ts';
import { notices } from './notices.svelte.ts';
import { queue } from './queue.svelte.ts';
import { type Unfinished, unfinishedRuns } from './unfinished-runs.ts';

/** Trainings that were cut short longer ago are found in the history. */
const recentMs = 14 * 24 * 3600 * 1000;
const mostNamed = 3;

/**
 * Offers to go on with all that was cut short lately, where nothing has been trained since the service began: after a
 * start, and after a death of the service.
 */
export async function offerUnfinished(): Promise<void> {
  if ((await api.jobs()).length > 0) return;
  const recent = { isArchived: false, sinceMs: Date.now() - recentMs };
  const { lines } = await api.runs({ ...recent, limit: 200 });
  const found = unfinishedRuns(lines);
  const [first] = found;
  if (first === undefined) return;
  if (found.length === 1) {
    notices.tell(() => say('frame.unfinished', { name: first.title }), {
      text: () => say('frame.unfinishedText', { done: first.done, epochs: first.epochs }),
      action: { label: () => say('frame.goOn'), act: () => void goOn(found) },
      staysOpen: true,
    });
    return;
  }
  notices.tell(() => say('frame.unfinishedMany', { count: count(found.length) }), {
    text: () => namesOf(found),
    action: { label: () => say('frame.goOnAll'), act: () => void goOn(found) },
    staysOpen: true,
  });
}

function namesOf(found: readonly Unfinished[]): string {
  const names = found.slice(0, mostNamed).map(({ title, done, epochs }) => `${title} (${done}/${epochs})`);
  return [...names, ...(found.length > mostNamed ? ['…'] : [])].join(', ');
}

/** Puts all of them into the queue, the oldest first, and shows the first. */
async function goOn(found: readonly Unfinished[]): Promise<void> {
  try {
    for (const { request } of found.toReversed()) await queue.add(request);
    const { id, comparisonId } = (found.at(-1) ?? found[0])?.line ?? { id: null, comparisonId: null };
    if (comparisonId === null) navigation.open('lab', { run: id });
    else navigation.open('compare', { comparison: comparisonId, runs: [] });
  } catch (error) {
    notices.problem(() => say('frame.somethingFailed'), error);
  }
}
