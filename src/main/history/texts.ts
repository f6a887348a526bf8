import { LabError } from '../../shared/contract/errors.ts';

/** Most characters of each text that people write. */
const limits = { name: 200, variant: 200, note: 20_000, tag: 60, failure: 10_000 } as const;

const mostTags = 50;
const mostDocumentCharacters = 1_000_000;

/** Control characters, line breaks, and marks that turn the direction of the text around them. */
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/** The same without tab and line break. */
const unprintableInNote = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/**
 * Checks a text of one line, without spaces around it.
 * @throws LabError `history.too-long`, `history.unprintable`
 */
export function checkLine(field: 'name' | 'variant' | 'tag', text: string): string {
  return checkText(field, text.trim(), unprintable);
}

/** Checks a note, which may have lines and tabs. @throws LabError `history.too-long`, `history.unprintable` */
export function checkNote(text: string): string {
  return checkText('note', text.replaceAll('\r\n', '\n'), unprintableInNote);
}

/** Checks tags: none empty, none twice. @throws LabError `history.too-long`, `history.unprintable` */
export function checkTags(tags: readonly string[]): readonly string[] {
  const checked = [...new Set(tags.map((tag) => checkLine('tag', tag)))].filter((tag) => tag !== '');
  if (checked.length > mostTags) {
    throw new LabError('history.too-long', { field: 'tags', found: checked.length, limit: mostTags });
  }
  return checked;
}

/** Cuts the text of a failure, which may quote anything, to its limit. */
export function cutFailure(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '').slice(0, limits.failure);
}

/** A document as JSON text. @throws LabError `history.too-long` above a million characters */
export function documentText(field: string, document: unknown): string {
  const text = JSON.stringify(document) ?? 'null';
  if (text.length <= mostDocumentCharacters) return text;
  throw new LabError('history.too-long', { field, found: text.length, limit: mostDocumentCharacters });
}

function checkText(field: keyof typeof limits, text: string, forbidden: RegExp): string {
  const limit = limits[field];
  if (text.length > limit) throw new LabError('history.too-long', { field, found: text.length, limit });
  if (forbidden.test(text) || !text.isWellFormed()) throw new LabError('history.unprintable', { field });
  return text;
}
