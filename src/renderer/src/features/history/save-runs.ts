import { runsCsv } from '../../../../shared/metrics/run-csv.ts';
import { api } from '../../api.ts';
import { say } from '../../i18n/say.svelte.ts';
import { notices } from '../../state/notices.svelte.ts';

/** Saves runs as one CSV file, where the user says. */
export async function saveRuns(ids: readonly string[]): Promise<void> {
  try {
    const runs = await Promise.all(ids.map((id) => api.run(id)));
    const file = await api.saveFile('tatami-runs.csv', new TextEncoder().encode(runsCsv(runs)));
    if (file !== null) notices.tell(() => say('history.exported', { file }));
  } catch (error) {
    notices.problem(() => say('frame.somethingFailed'), error);
  }
}
