/** From the text of a document to a plain value, with the bounds that keep hostile files harmless. */
import { LabError } from '../contract/errors.ts';

/** Most characters of a document. */
export const MOST_CHARACTERS = 1_000_000;

/** Most levels of nesting in a document. */
export const MOST_LEVELS = 32;

/**
 * Reads JSON. A byte-order mark is skipped; a key that appears twice is refused, since JSON leaves open which counts.
 * @throws LabError `spec.too-long`, `spec.not-json`, `spec.duplicate-key`, `spec.too-deep`.
 */
export function parseDocumentText(text: string): unknown {
  if (text.length > MOST_CHARACTERS) {
    throw new LabError('spec.too-long', { length: text.length, most: MOST_CHARACTERS });
  }
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const value = parseJson(json);
  checkDepth(value);
  refuseDuplicateKeys(json);
  return value;
}

/** Refuses values that are nested deeper than {@link MOST_LEVELS}, cyclic ones among them. @throws LabError `spec.too-deep`. */
export function checkDepth(value: unknown, level = 0): void {
  if (typeof value !== 'object' || value === null) return;
  if (level >= MOST_LEVELS) throw new LabError('spec.too-deep', { most: MOST_LEVELS });
  for (const inner of Object.values(value)) checkDepth(inner, level + 1);
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new LabError(
      'spec.not-json',
      { reason: error instanceof Error ? error.message : String(error) },
      error,
    );
  }
}

/** Walks the tokens of valid JSON: a string before a colon is a key of the innermost open object. */
function refuseDuplicateKeys(json: string): void {
  const open: Set<string>[] = [];
  for (const [token, string] of json.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (string !== undefined) {
      const key = String(JSON.parse(string));
      const keys = open.at(-1);
      if (keys?.has(key)) throw new LabError('spec.duplicate-key', { key });
      keys?.add(key);
    }
  }
}
