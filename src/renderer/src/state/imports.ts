/** Runs that come from files. */
import { api } from '../api.ts';
import { say } from '../i18n/say.svelte.ts';
import { navigation } from './navigation.svelte.ts';
import { notices } from './notices.svelte.ts';

/** Asks for a run that was exported and adds it to the history, which then shows it. */
export async function importRun(): Promise<void> {
  try {
    const file = await api.chooseFile('run');
    if (file === null) return;
    const { runs } = await api.importRunFile(file.handle);
    navigation.open('history', { run: runs[0] ?? null });
    notices.tell(() => say('history.imported'));
  } catch (error) {
    notices.problem(() => say('frame.somethingFailed'), error);
  }
}
