import type { ErrorEntry } from '../errors.ts';

/** Error codes of the topic `spec`. */
export const specErrors = {
  'spec.invalid': {
    message: {
      en: '{path}: {problem}',
      ja: '{path}：{problem}',
    },
    hint: {
      en: '{advice}',
      ja: '{advice}',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
