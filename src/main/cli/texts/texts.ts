/** The words of the command line in the reader's language. */
import { type ErrorDetails, fillWords } from '../../../shared/contract/errors.ts';
import type { Language } from '../../../shared/contract/errors/entry.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';

/** The name of a text. */
export type TextKey = keyof typeof ja;

/** Says a text with its `{places}` filled. */
export type Say = (key: TextKey, values?: ErrorDetails) => string;

/** The texts of a language. */
export function speaker(language: Language): Say {
  return (key, values = {}) => fillWords({ ja: ja[key], en: en[key] }, language, values);
}
