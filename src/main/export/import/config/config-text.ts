/** From the text of a configuration to a plain value, under the bounds of all documents. */
import { LabError } from '../../../../shared/contract/errors.ts';
import { isRecord } from '../../../../shared/spec/class-spec.ts';
import { parseDocumentText } from '../../../../shared/spec/document-text.ts';
import { quote } from '../../../../shared/spec/quote.ts';

/** An object of a configuration. */
export type Config = Readonly<Record<string, unknown>>;

/** Keys that mean something to JavaScript and nothing to a model. */
const refusedKeys: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/**
 * Reads the text of a configuration: JSON in UTF-8 of at most a million characters and 32 levels, without NaN and
 * without equal keys in one object.
 * @throws LabError `import.bad-config`.
 */
export function parseConfig(text: string, file: string): Config {
  const refuse = (problem: string, cause?: unknown): never => {
    throw new LabError('import.bad-config', { file, problem }, cause);
  };
  if (text.includes('\uFFFD')) return refuse('it is not UTF-8');
  let value: unknown;
  try {
    value = parseDocumentText(text);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return refuse(error.message, error);
  }
  if (!isRecord(value)) return refuse(`it is ${quote(value)}, not an object`);
  const bad = badKey(value);
  return bad === null ? value : refuse(`it has the key ${bad}`);
}

function badKey(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = refusedKeys.includes(key) ? key : badKey(inner);
    if (found !== null) return found;
  }
  return null;
}
