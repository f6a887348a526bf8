import type { ErrorEntry } from '../errors.ts';

/** Error codes of the topic `data`. */
export const dataErrors = {
  'data.not-found': {
    message: {
      en: 'The data set “{dataset}” is not known.',
      ja: 'データセット「{dataset}」が見つかりません。',
    },
    hint: {
      en: 'Run `tatami data list` to see what is there.',
      ja: '`tatami data list` で一覧を確認してください。',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
