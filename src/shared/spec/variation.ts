/** Variations of one field, as in `--vary optimizer.learning_rate=0.1,0.01`. */
import { LabError } from '../contract/errors.ts';
import { quote } from './quote.ts';
import { parseSetting, type Setting, type Settings } from './settings.ts';

/** A field and the values that it takes in turn. */
export interface Variation {
  /** Path as in `--set`. */
  readonly path: string;
  readonly settings: readonly (Setting & { readonly text: string })[];
}

/** A combination of values: what it is called, and what it sets. */
export interface VariedSettings {
  /** Such as `batch_size=32, epochs=2`; empty where nothing varies. */
  readonly name: string;
  readonly set: Settings;
}

/**
 * Reads `path=a,b,c`. Each value is read as by `--set`; commas inside brackets, braces and double quotes belong to
 * the value.
 * @throws LabError `spec.bad-variation` without a path, an equals sign, or a value between two commas.
 */
export function parseVariation(text: string): Variation {
  const place = text.indexOf('=');
  const path = text.slice(0, Math.max(0, place)).trim();
  const values = place < 0 ? [] : splitValues(text.slice(place + 1));
  if (path === '' || values.length === 0 || values.includes(''))
    throw new LabError('spec.bad-variation', { found: quote(text) });
  return { path, settings: values.map((value) => ({ ...parseSetting(`${path}=${value}`), text: value })) };
}

/** Every combination of the variations' values; the first varies slowest. One empty combination where there are none. */
export function combineVariations(variations: readonly Variation[]): readonly VariedSettings[] {
  return variations.reduce<readonly VariedSettings[]>(
    (combined, { settings }) =>
      combined.flatMap(({ name, set }) =>
        settings.map(({ path, value, text }) => ({
          name: [...(name === '' ? [] : [name]), `${path}=${text}`].join(', '),
          set: { ...set, [path]: value },
        })),
      ),
    [{ name: '', set: {} }],
  );
}

/** The pieces between commas that lie outside brackets, braces and quotes, without the spaces around them. */
function splitValues(text: string): readonly string[] {
  const pieces = [''];
  let depth = 0;
  let isQuoted = false;
  let isEscaped = false;
  for (const character of text) {
    if (character === '"' && !isEscaped) isQuoted = !isQuoted;
    isEscaped = isQuoted && character === '\\' && !isEscaped;
    if (!isQuoted && '[{('.includes(character)) depth++;
    if (!isQuoted && ')}]'.includes(character)) depth--;
    if (character === ',' && depth === 0 && !isQuoted) pieces.push('');
    else pieces[pieces.length - 1] += character;
  }
  return pieces.map((piece) => piece.trim());
}
