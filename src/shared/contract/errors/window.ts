import type { ErrorEntry } from './entry.ts';

/** Error codes of the topic `window`: files that the window reads and writes for the user. */
export const windowErrors = {
  'window.unknown-file': {
    message: {
      en: 'The window asked for a file that was neither chosen nor dropped in this session.',
      ja: 'この起動中に選択もドロップもされていないファイルが要求されました。',
    },
    hint: {
      en: 'Choose the file again.',
      ja: 'ファイルをもう一度選択してください。',
    },
  },
  'window.cannot-read': {
    message: {
      en: '“{name}” could not be read: {reason}.',
      ja: '「{name}」を読み込めませんでした（{reason}）。',
    },
    hint: {
      en: 'Check that the file is still there and that you may read it.',
      ja: 'ファイルが存在し、読み取れるかどうかを確認してください。',
    },
  },
  'window.too-large': {
    message: {
      en: '“{name}” has {sizeBytes} bytes; a document has at most {limitBytes}.',
      ja: '「{name}」は {sizeBytes} バイトです。文書は {limitBytes} バイト以下でなければなりません。',
    },
    hint: {
      en: 'Choose an experiment or comparison document (JSON).',
      ja: '実験または比較の文書（JSON）を選択してください。',
    },
  },
  'window.cannot-write': {
    message: {
      en: '“{name}” could not be written: {reason}.',
      ja: '「{name}」に書き込めませんでした（{reason}）。',
    },
    hint: {
      en: 'Nothing was left half written. Choose another folder, or free some space.',
      ja: '書きかけのファイルは残っていません。別のフォルダーを選ぶか、空き容量を増やしてください。',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
