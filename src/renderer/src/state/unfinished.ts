import type { JobRequest } from '../../../shared/contract/queue.ts';
import type { RunLine } from '../../../shared/contract/history.ts';
import { api } from '../api.ts';
import { say } from '../i18n/say.svelte.ts';
import { navigation } from './navigation.svelte.ts';
import { notices } from './notices.svelte.ts';
import { queue } from './queue.svelte.ts';

/**
 * Offers to go on with the newest run where it was cut short and nothing has been trained since the service began: after
 * a start, and after a death of the service.
 */
export async function offerUnfinished(): Promise<void> {
  if ((await api.jobs()).length > 0) return;
  const [line] = (await api.runs({ limit: 1 })).lines;
  if (line === undefined || (line.status !== 'stopped' && line.status !== 'interrupted')) return;
  const { name, variant, epochsDone: done, epochs } = line;
  const title = variant === null ? name : `${name} · ${variant}`;
  notices.tell(() => say('frame.unfinished', { name: title }), {
    text: () => say('frame.unfinishedText', { done, epochs }),
    action: { label: () => say('frame.goOn'), act: () => void goOn(line) },
    staysOpen: true,
  });
}

async function goOn({ id, comparisonId }: RunLine): Promise<void> {
  const request: JobRequest =
    comparisonId === null ? { kind: 'resume', run: id } : { kind: 'continue', comparison: comparisonId };
  try {
    await queue.add(request);
    if (comparisonId === null) navigation.open('lab', { run: id });
    else navigation.open('compare', { comparison: comparisonId, runs: [] });
  } catch (error) {
    notices.problem(() => say('frame.somethingFailed'), error);
  }
}
