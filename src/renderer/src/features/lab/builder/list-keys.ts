/** What the keyboard and the clipboard do with the list of layers. */
import type { TextKey } from '../../../i18n/texts.ts';
import { say } from '../../../i18n/say.svelte.ts';
import { notices } from '../../../state/notices.svelte.ts';
import { bench } from '../bench.svelte.ts';
import {
  duplicateLayers,
  insertLayers,
  layersFromText,
  layersText,
  moveLayers,
  removeLayers,
  type ListEdit,
} from './list-edits.ts';

/** Keys of the list; fields and buttons inside it keep theirs. */
export function pressed(event: KeyboardEvent): void {
  if (event.target !== event.currentTarget) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const isControl = event.ctrlKey || event.metaKey;
  if (isControl ? controlKey(key) : plainKey(key, event)) event.preventDefault();
}

function controlKey(key: string): boolean {
  if (key === 'd') edit(duplicateLayers(bench.layers, bench.selected));
  else if (key === 'a') bench.selectAll();
  else if (key === ' ') bench.select(bench.active, 'toggle');
  else return false;
  return true;
}

function plainKey(key: string, { altKey, shiftKey }: KeyboardEvent): boolean {
  const step = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (step !== undefined && altKey) move(step);
  else if (step !== undefined) bench.select(bench.active + step, shiftKey ? 'range' : 'only');
  else if (key === 'Home') bench.select(-1);
  else if (key === 'End') bench.select(bench.layers.length - 1);
  else if (key === 'Delete' || key === 'Backspace') remove();
  else if (key === 'Enter') bench.inspections += 1;
  else if (key === ' ') bench.select(bench.active, 'toggle');
  else if (key === 'Escape') bench.select(bench.active);
  else return false;
  return true;
}

/** Moves the selected layers together by one place. */
function move(step: number): void {
  const { selected } = bench;
  const [first] = selected;
  if (first !== undefined) edit(moveLayers(bench.layers, selected, first + step));
}

/** Removes the selected layers; a model keeps at least one. */
function remove(): void {
  const { layers, selected } = bench;
  if (selected.length === 0) return;
  if (selected.length === layers.length) tell('labBuilder.lastLayer');
  else edit(removeLayers(layers, selected));
}

function edit(edited: ListEdit): void {
  const error = bench.edit(edited);
  if (error !== null) tell('labBuilder.fixFailed');
}

function tell(key: TextKey): void {
  notices.tell(() => say(key));
}

/** Puts the selected layers on the clipboard as JSON, where the list has the focus. */
export function copied(event: ClipboardEvent): void {
  const layers = bench.selected.flatMap((place) => bench.layers[place] ?? []);
  if (!hasFocus() || layers.length === 0) return;
  event.clipboardData?.setData('text/plain', layersText(layers));
  event.preventDefault();
}

/** Copies, then removes. */
export function cut(event: ClipboardEvent): void {
  if (!hasFocus()) return;
  copied(event);
  remove();
}

/** Puts layers from the clipboard behind the one that is shown. */
export function pasted(event: ClipboardEvent): void {
  if (!hasFocus()) return;
  event.preventDefault();
  try {
    const added = layersFromText(event.clipboardData?.getData('text/plain') ?? '');
    const error = bench.edit(insertLayers(bench.layers, bench.active + 1, added));
    if (error !== null) tell('labBuilder.badPaste');
  } catch {
    tell('labBuilder.badPaste');
  }
}

function hasFocus(): boolean {
  return document.activeElement?.getAttribute('role') === 'grid';
}
