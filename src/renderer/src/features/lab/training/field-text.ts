/** What stands in a field of a setting, and what a text in it means. */

/** Settings that may be absent: an empty field. */
const optional = [
  ...['weight_decay', 'clipnorm', 'clipvalue', 'global_clipnorm'],
  ...['ema_overwrite_frequency', 'warmup_target', 'baseline'],
];

/** The text of a value: numbers as they are written in code, lists with commas, nothing for null. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return Array.isArray(value) ? value.join(', ') : JSON.stringify(value);
}

/** The value of a text; one that is no number stays a text, so that the refusal quotes it. */
export function valueOf(key: string, text: string, before: unknown): unknown {
  const trimmed = text.trim();
  if (Array.isArray(before))
    return trimmed
      .split(/[\s,、]+/u)
      .filter((part) => part !== '')
      .map(numberOrText);
  return trimmed === '' && optional.includes(key) ? null : numberOrText(trimmed);
}

/** Full-width digits, as a Japanese keyboard gives them, are digits. */
function numberOrText(text: string): number | string {
  const plain = text.normalize('NFKC');
  return plain !== '' && Number.isFinite(Number(plain)) ? Number(plain) : text;
}

/** A batch size: a number, or one of the words for all images. */
export function batchOf(text: string, wordsForAll: readonly string[]): unknown {
  const trimmed = text.trim();
  return wordsForAll.includes(trimmed.toLowerCase()) ? 'all' : numberOrText(trimmed);
}
