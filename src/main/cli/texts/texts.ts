/** The words of the command line in the reader's language. */
import { type ErrorDetails, fillWords } from '../../../shared/contract/errors.ts';
import type { Language } from '../../../shared/contract/errors/entry.ts';
import { archiveTexts } from './archive.ts';
import { callbackTexts } from './callbacks.ts';
import { comparisonTexts } from './comparison.ts';
import { diagnosisTexts } from './diagnosis.ts';
import { dropoutTexts } from './dropout.ts';
import { en } from './en.ts';
import { exportTexts } from './export.ts';
import { fastModeTexts } from './fast-mode.ts';
import { importTexts } from './import.ts';
import { ja } from './ja.ts';
import { repeatTexts } from './repeat.ts';
import { reportTexts } from './report.ts';
import { windowTexts } from './window.ts';
import { xrayTexts } from './xray.ts';

/** All texts by name, in both languages: the common dictionaries, then one file per topic. */
export const texts = {
  ja: {
    ...ja,
    ...archiveTexts.ja,
    ...callbackTexts.ja,
    ...comparisonTexts.ja,
    ...diagnosisTexts.ja,
    ...dropoutTexts.ja,
    ...exportTexts.ja,
    ...fastModeTexts.ja,
    ...importTexts.ja,
    ...repeatTexts.ja,
    ...reportTexts.ja,
    ...windowTexts.ja,
    ...xrayTexts.ja,
  },
  en: {
    ...en,
    ...archiveTexts.en,
    ...callbackTexts.en,
    ...comparisonTexts.en,
    ...diagnosisTexts.en,
    ...dropoutTexts.en,
    ...exportTexts.en,
    ...fastModeTexts.en,
    ...importTexts.en,
    ...repeatTexts.en,
    ...reportTexts.en,
    ...windowTexts.en,
    ...xrayTexts.en,
  },
};

/** The name of a text. */
export type TextKey = keyof (typeof texts)['ja'];

/** Says a text with its `{places}` filled. */
export type Say = (key: TextKey, values?: ErrorDetails) => string;

/** The texts of a language. */
export function speaker(language: Language): Say {
  return (key, values = {}) => fillWords({ ja: texts.ja[key], en: texts.en[key] }, language, values);
}
