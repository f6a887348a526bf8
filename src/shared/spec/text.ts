/** The kinds of text in documents. */
import * as z from 'zod';
import { reportFault } from './faults.ts';

/** Control characters, line breaks, direction marks and halves of characters. */
const unsafeCharacter = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

const identifierPattern = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u;

/** A name for people: one line, at least one character, at most the given number. Shown as text, never interpreted. */
export function title(most: number) {
  return z
    .string()
    .min(1)
    .max(most)
    .superRefine((text, context) => {
      if (unsafeCharacter.test(text)) reportFault(context, { code: 'spec.bad-text' });
    });
}

/** A name for programs (layers, data sets): letters and digits of any script, `.`, `_`, `-`; safe as a file name. */
export const identifier = z.string().superRefine((text, context) => {
  if (!identifierPattern.test(text)) reportFault(context, { code: 'spec.bad-identifier' });
});
