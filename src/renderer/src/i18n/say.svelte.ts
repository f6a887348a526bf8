/** The language of the page: texts, numbers and times in it, switchable at run time. */
import { describeError, fillWords, type LabErrorData } from '../../../shared/contract/errors.ts';
import type { Language, Words } from '../../../shared/contract/errors/entry.ts';
import { type TextKey, wordsOf } from './texts.ts';

const current = $state<{ language: Language }>({ language: 'ja' });

/** Changes the language of the page. */
export function speak(language: Language): void {
  current.language = language;
  document.documentElement.lang = language;
}

/** The language that is spoken now; reading it in a component follows a change. */
export function language(): Language {
  return current.language;
}

/** The text of a key, with its values filled in. */
export function say(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
  return fillWords(wordsOf(key), current.language, values);
}

/** Words that come with data, such as the title of a lab. */
export function sayWords(words: Words): string {
  return words[current.language];
}

/** Message and hint of an error. */
export function sayError(error: LabErrorData): { message: string; hint: string } {
  return describeError(error, current.language, 'window');
}

/** A whole number with separators. */
export function count(value: number): string {
  return value.toLocaleString(current.language);
}

/** A share as percent, such as `98.2 %`; a dash for null. */
export function percent(share: number | null, digits = 1): string {
  return share === null || Number.isNaN(share) ? '–' : `${(100 * share).toFixed(digits)} %`;
}

/** A loss or another small number with no more digits than it deserves; a dash for null. */
export function decimal(value: number | null, digits = 4): string {
  if (value === null) return '–';
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  return Math.abs(value) >= 1e5 || (value !== 0 && Math.abs(value) < 1e-4)
    ? value.toExponential(1)
    : value.toFixed(digits);
}

/** A size in memory, such as `3.2 MiB`. */
export function bytes(sizeBytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, sizeBytes)) / 10));
  const size = sizeBytes / 1024 ** power;
  return `${power === 0 || size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[power] ?? ''}`;
}

/** A duration such as `3:04` or `1:02:30`. */
export function clock(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [hours = 0, minutes = 0, rest = 0] = parts;
  const tail = String(rest).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** The time of day, such as `14:32`. */
export function timeOfDay(atMs: number): string {
  return new Date(atMs).toLocaleTimeString(current.language, { hour: '2-digit', minute: '2-digit' });
}

/** Day and time of a run. */
export function dayAndTime(atMs: number): string {
  const options = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' } as const;
  return new Date(atMs).toLocaleString(current.language, options);
}
