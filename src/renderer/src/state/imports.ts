/** Files that bring something: chosen, dropped, or handed over by the system. */
import type { FileHandle } from '../../../shared/contract/app.ts';
import { LabError } from '../../../shared/contract/errors.ts';
import { api, droppedFile } from '../api.ts';
import { say } from '../i18n/say.svelte.ts';
import { openText } from './documents.ts';
import { openModel } from './model-imports.ts';
import { navigation } from './navigation.svelte.ts';
import { notices } from './notices.svelte.ts';

/** Asks for a file with runs or a document and opens it. */
export async function chooseFile(): Promise<void> {
  await telling(async () => {
    const file = await api.chooseFile('run');
    if (file !== null) await open(file);
  });
}

/** Opens a chosen or dropped file: runs join the history, a net or a document is shown in the place of its kind. */
export async function openFile(file: FileHandle): Promise<void> {
  await telling(() => open(file));
}

/** Opens the first of the files that were dropped anywhere on the page. */
export async function openDropped(event: DragEvent): Promise<void> {
  const file = event.dataTransfer?.files[0];
  if (file === undefined || event.defaultPrevented) return;
  event.preventDefault();
  const handle = await droppedFile(file);
  if (handle !== null) await openFile(handle);
}

async function open(file: FileHandle): Promise<void> {
  if (file.isModelFolder) return openModel(file);
  if (file.name.toLowerCase().endsWith('.tatami')) return addRuns(file);
  const text = await textOf(file);
  if (text === null || isRun(text)) return addRuns(file);
  openText(file.name, text);
}

/** Null for a file that is larger than any document: only runs are. */
async function textOf({ handle }: FileHandle): Promise<string | null> {
  try {
    return await api.readDocument(handle);
  } catch (error) {
    if (error instanceof LabError && error.code === 'window.too-large') return null;
    throw error;
  }
}

/** Whether a text begins like an exported run. */
function isRun(text: string): boolean {
  return /^\ufeff?\s*\{\s*"tatami"\s*:\s*"run"/.test(text);
}

async function addRuns({ handle }: FileHandle): Promise<void> {
  const { runs, comparison } = await api.importRunFile(handle);
  if (comparison !== null) navigation.open('compare', { comparison, runs: [] });
  else navigation.open('history', { run: runs[0] ?? null });
  notices.tell(() => say('history.imported', { count: runs.length }));
}

async function telling(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    notices.problem(() => say('strip.notOpened'), error);
  }
}
