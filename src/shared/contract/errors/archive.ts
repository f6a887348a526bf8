import type { ErrorEntry } from './entry.ts';

/** Error codes of the topic `archive`: backups and `.tatami` files. */
export const archiveErrors = {
  'archive.cannot-read': {
    message: {
      en: 'The file {path} cannot be read ({reason}).',
      ja: 'ファイル {path} を読み込めません（{reason}）。',
    },
    hint: {
      en: 'Check the name of the file and whether its disk is still there.',
      ja: 'ファイル名と、ディスクが接続されているかを確認してください。',
    },
  },
  'archive.not-ours': {
    message: {
      en: '{path} is neither a backup nor a `.tatami` file of Tatami, or it was changed.',
      ja: '{path} は Tatami のバックアップでも `.tatami` ファイルでもないか、変更されています。',
    },
    hint: {
      en: 'Choose a file that `tatami backup` or `tatami history export` wrote. Nothing was changed.',
      ja: '`tatami backup` か `tatami history export` で書き出したファイルを指定してください。何も変更していません。',
    },
  },
  'archive.newer': {
    message: {
      en: '{path} was written by a newer Tatami (version {found}; this one knows up to {known}).',
      ja: '{path} は新しい Tatami（版 {found}）で書かれています（この版は {known} まで対応）。',
    },
    hint: {
      en: 'Open it with the newer Tatami. Nothing was changed.',
      ja: '新しい Tatami で開いてください。何も変更していません。',
    },
  },
  'archive.incomplete': {
    message: {
      en: '{path} ends too early: the copy was not finished.',
      ja: '{path} は途中で切れています（コピーが完了していません）。',
    },
    hint: {
      en: 'Copy the file again. Nothing was changed.',
      ja: 'ファイルをもう一度コピーしてください。何も変更していません。',
    },
  },
  'archive.damaged': {
    message: {
      en: '“{member}” in {path} is not what was written there (its hash differs).',
      ja: '{path} の中の「{member}」が、書き出したときの内容と異なります（ハッシュの不一致）。',
    },
    hint: {
      en: 'Copy the file again or write it anew. Nothing was changed.',
      ja: 'ファイルをコピーし直すか、書き出し直してください。何も変更していません。',
    },
  },
  'archive.foreign-member': {
    message: {
      en: '{path} holds “{member}”, which Tatami does not write.',
      ja: '{path} に、Tatami が書き出さないもの（「{member}」）が入っています。',
    },
    hint: {
      en: 'Use a file from a trusted source. Nothing was changed.',
      ja: '信頼できるファイルを使ってください。何も変更していません。',
    },
  },
  'archive.missing-member': {
    message: {
      en: '“{member}” is missing in {path}.',
      ja: '{path} に「{member}」がありません。',
    },
    hint: {
      en: 'Copy the file again or write it anew. Nothing was changed.',
      ja: 'ファイルをコピーし直すか、書き出し直してください。何も変更していません。',
    },
  },
  'archive.too-large': {
    message: {
      en: '{path} is too large: “{member}” has {found} bytes, at most {limit} are allowed.',
      ja: '{path} が大きすぎます（「{member}」は {found} バイト、上限は {limit} バイト）。',
    },
    hint: {
      en: 'Use a file from a trusted source. Nothing was changed.',
      ja: '信頼できるファイルを使ってください。何も変更していません。',
    },
  },
  'archive.home-in-use': {
    message: {
      en: 'Another Tatami is using {home}; it cannot be replaced now.',
      ja: '{home} は別の Tatami が使用中のため、今は置き換えられません。',
    },
    hint: {
      en: 'Close its window and end its commands, then try again. Nothing was changed.',
      ja: 'ウィンドウとコマンドを終了してから、もう一度お試しください。何も変更していません。',
    },
  },
  'archive.inside-home': {
    message: {
      en: '{path} lies inside the folder that is to be backed up or replaced ({home}).',
      ja: '{path} は、対象のフォルダー（{home}）の中にあります。',
    },
    hint: {
      en: 'Choose a place outside of it, best on another disk.',
      ja: 'フォルダーの外（できれば別のディスク）を指定してください。',
    },
  },
  'archive.too-much': {
    message: {
      en: 'A `.tatami` file would hold {found} bytes here; at most {limit} are allowed.',
      ja: '`.tatami` ファイルの中身が {found} バイトになります（上限は {limit} バイト）。',
    },
    hint: {
      en: 'Leave the data or the weights out, or use `tatami backup`.',
      ja: 'データか重みを含めずに保存するか、`tatami backup` を使ってください。',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
