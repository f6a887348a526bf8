/** What the keyboard and the native menu do everywhere in the window. */
import type { MenuCommand } from '../../../shared/contract/app.ts';
import { api } from '../api.ts';
import { chooseFile } from '../state/imports.ts';
import { chooseModel } from '../state/model-imports.ts';
import { navigation, places } from '../state/navigation.svelte.ts';
import { queue } from '../state/queue.svelte.ts';
import { settings } from '../state/settings.svelte.ts';
import { workbench } from '../state/workbench.svelte.ts';

/** Does a command of the menu; `showHelp` opens the sheet of keys. */
export function obey(command: MenuCommand, showHelp: () => void): void {
  const [kind, value = ''] = command.split('-');
  const place = places.find((name) => name === value);
  if (kind === 'place' && place !== undefined) navigation.open(place);
  else if (command === 'language-ja' || command === 'language-en')
    settings.change({ language: command === 'language-ja' ? 'ja' : 'en' });
  else if (kind === 'theme') settings.change({ theme: value as 'light' | 'dark' | 'system' });
  else if (command === 'projector') settings.change({ isProjector: !settings.value.isProjector });
  else if (command === 'run') void workbench.run();
  else if (command === 'stop') stop();
  else if (command === 'undo') undo();
  else if (command === 'redo') redo();
  else if (command === 'shortcuts') showHelp();
  else if (command === 'import-data') navigation.open('data', { isImporting: true });
  else if (command === 'import-run') void chooseFile();
  else if (command === 'import-model') void chooseModel();
}

function stop(): void {
  const job = queue.current;
  if (job !== null) void api.stopJob(job.id);
}

/** In a text field undo is the field's own. */
function undo(): void {
  if (isInText()) document.execCommand('undo');
  else workbench.undo();
}

function redo(): void {
  if (isInText()) document.execCommand('redo');
  else workbench.redo();
}

/** Whether a key would go into a text. */
export function isInText(target: EventTarget | null = document.activeElement): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.shadowRoot?.activeElement) return isInText(target.shadowRoot.activeElement);
  const isField = target instanceof HTMLInputElement && !['checkbox', 'radio', 'range'].includes(target.type);
  return isField || target instanceof HTMLTextAreaElement || target.isContentEditable;
}

/** The keys that the native menu does not have. */
export function pressed(event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey) || isInText(event.target)) return;
  const key = event.key.toLowerCase();
  if (key === 'z' && event.shiftKey) workbench.redo();
  else if (key === 'z') workbench.undo();
  else if (key === 'y') workbench.redo();
  else return;
  event.preventDefault();
}
