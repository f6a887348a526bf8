/** Python source text for plain values. Whatever a text holds, it stays one literal. */

/** Longest line of the scripts that Tatami writes, in characters. */
const mostColumns = 88;

/** Characters that JSON leaves as they are but that would hide or break what a reader sees. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** A string literal in double quotes on one line. */
export function pythonString(text: string): string {
  return JSON.stringify(text).replace(
    unseen,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A literal: None, True, False, a number, a string, or a tuple of these. @throws Error for other values. */
export function pythonValue(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value === 'string') return pythonString(value);
  if (Array.isArray(value)) return tuple(value.map(pythonValue));
  throw new Error(`No Python literal for a value of type ${typeof value}.`);
}

/** A literal whose numbers Python takes as floats even where they are whole. */
export function pythonFloats(value: unknown): string {
  if (Array.isArray(value)) return tuple(value.map(pythonFloats));
  const literal = pythonValue(value);
  return typeof value === 'number' && /^-?\d+$/.test(literal) ? `${literal}.0` : literal;
}

/** A call on one line, or with one argument on each line where that would be too long. */
export function pythonCall(name: string, args: readonly string[], indent = ''): string {
  const line = `${name}(${args.join(', ')})`;
  const isShort = indent.length + line.length < mostColumns && !line.includes('\n');
  if (isShort) return line;
  return `${name}(\n${args.map((argument) => `${indent}    ${argument},\n`).join('')}${indent})`;
}

function tuple(items: readonly string[]): string {
  return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`;
}
