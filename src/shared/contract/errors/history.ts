import type { ErrorEntry } from '../errors.ts';

/** Error codes of the topic `history`. */
export const historyErrors = {
  'history.newer': {
    message: {
      en: 'The history file {path} was written by a newer Tatami (version {found}; this one knows up to {known}).',
      ja: '履歴ファイル {path} は新しい Tatami（版 {found}）で書かれています（この版は {known} まで対応）。',
    },
    hint: {
      en: 'Open it with the newer Tatami, or choose another folder with --home. Nothing was changed.',
      ja: '新しい Tatami で開くか、--home で別のフォルダーを指定してください。ファイルは変更していません。',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
