/**
 * How many terminal columns a text takes. Japanese characters take two, combining marks none; tables and help
 * pages are aligned by these numbers and not by the count of characters.
 */
import { stripVTControlCharacters } from 'node:util';

/** First and last code points of the ranges that Unicode's East Asian Width (UAX #11) calls wide or full-width. */
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];

/** Terminal columns of a text; colour codes count nothing. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of stripVTControlCharacters(text)) width += characterWidth(character);
  return width;
}

/** The text filled with spaces to `width` columns, on the right or (for numbers) on the left; never shortened. */
export function padDisplay(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return align === 'left' ? text + space : space + text;
}

/** The text cut to at most `width` columns, with an ellipsis where something was cut off. Without colour codes. */
export function fitDisplay(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const character of text) {
    used += characterWidth(character);
    if (used > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/**
 * The text broken into lines of at most `width` columns: at spaces, and between Japanese characters except before
 * closing punctuation. Line breaks in the text stay. A word that is longer than a line is not broken.
 */
export function wrapDisplay(text: string, width: number): string {
  return text
    .split('\n')
    .map((paragraph) => wrapParagraph(paragraph, width))
    .join('\n');
}

/**
 * A text from outside (a run's name, a note) as it may be shown in one line: control characters and marks that
 * change the writing direction become spaces, so that no name can move the cursor or forge a line.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/gu, ' ').trim();
}

/** One wide character with the closing punctuation after it, or a word; each with the spaces before it. */
const breakablePiece =
  /\s*(?:[\u2e80-\uffef][\u3001\u3002\uff09\u300d\uff1a\uff1f]*|[^\s\u2e80-\uffef]+[\u3001\u3002\uff09\u300d\uff1a]*)/gu;

function wrapParagraph(paragraph: string, width: number): string {
  const lines: string[] = [];
  let line = '';
  for (const [piece] of paragraph.matchAll(breakablePiece)) {
    if (line !== '' && displayWidth(line + piece) > width) {
      lines.push(line);
      line = piece.trimStart();
    } else line += piece;
  }
  return [...lines, line].join('\n');
}

function characterWidth(character: string): number {
  const codePoint = character.codePointAt(0) ?? 0;
  if (codePoint < 0x300) return 1;
  if (/[\p{Mn}\p{Me}\p{Cf}]/u.test(character)) return 0;
  return wideRanges.some(([first, last]) => codePoint >= first && codePoint <= last) ? 2 : 1;
}
