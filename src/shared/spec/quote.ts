/** Values as messages quote them. */

const MOST_QUOTED = 80;

/** A value in JSON, cut to 80 characters; characters that could disturb a terminal are written as escapes. */
export function quote(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value, writable) ?? String(value));
  const visible = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, escapeCharacter);
  return visible.length > MOST_QUOTED ? `${visible.slice(0, MOST_QUOTED)}…` : visible;
}

/** JSON has no big integers. */
function writable(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}

/** A text of a file as messages show it: without quotation marks, otherwise as {@link quote}. */
export function shown(text: string): string {
  return quote(text).replace(/^"|"$/g, '').replaceAll('\\"', '"');
}

/** A path as documents and settings write it: `model.layers[2].config.rate`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? quoteKey(key) : `${text}.${quoteKey(key)}`;
  }, '');
}

function quoteKey(key: PropertyKey): string {
  const name = String(key);
  return /^[\p{L}\p{N}_-]{1,100}$/u.test(name) ? name : quote(name);
}

function escapeCharacter(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`;
}
