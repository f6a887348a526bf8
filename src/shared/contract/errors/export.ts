import type { ErrorEntry } from './entry.ts';

/** Error codes of the topic `export`. */
export const exportErrors = {
  'export.exists': {
    message: {
      en: '{path} is there already; nothing was written.',
      ja: '{path} はすでに存在します。何も書き込んでいません。',
    },
    hint: {
      en: 'Name another folder, or replace this one with --force.',
      ja: '別のフォルダーを指定するか、--force で置き換えてください。',
    },
  },
  'export.cannot-write': {
    message: {
      en: '{path} could not be written ({reason}).',
      ja: '{path} に書き込めませんでした（{reason}）。',
    },
    hint: {
      en: 'Choose another place, or make room on the disk.',
      ja: '別の場所を指定するか、ディスクの空きを増やしてください。',
    },
  },
  'export.disk-full': {
    message: {
      en: 'The disk of {folder} has too little room: {needed} are needed, {free} are free.',
      ja: '{folder} のディスクの空きが足りません（必要 {needed}、空き {free}）。',
    },
    hint: {
      en: 'Free some space or choose another place. Nothing half written is left.',
      ja: '空きを増やすか、別の場所を指定してください。書きかけのファイルは残っていません。',
    },
  },
  'export.not-as-written': {
    message: {
      en: '{path} does not hold what was just written to it: the disk or its connection is at fault.',
      ja: '{path} を読み直したところ、書き込んだ内容と一致しません（ディスクまたは接続の不具合です）。',
    },
    hint: {
      en: 'Choose another disk. Nothing half written is left.',
      ja: '別のディスクを指定してください。書きかけのファイルは残っていません。',
    },
  },
  'export.is-link': {
    message: {
      en: '{path} is a link to another place; links are not written through or replaced.',
      ja: '{path} は別の場所へのリンクです。リンク先への書き込みも、リンクの置き換えもしません。',
    },
    hint: {
      en: 'Name the place itself.',
      ja: '実際の場所を指定してください。',
    },
  },
  'export.is-folder': {
    message: {
      en: '{path} is a folder, but a file is to be written there.',
      ja: '{path} はフォルダーです。ここにはファイルを書き込みます。',
    },
    hint: {
      en: 'Add a file name.',
      ja: 'ファイル名を付けてください。',
    },
  },
  'export.is-no-folder': {
    message: {
      en: '{path} is no folder, but a folder is to be written there.',
      ja: '{path} はフォルダーではありません。ここにはフォルダーを書き込みます。',
    },
    hint: {
      en: 'Name another folder.',
      ja: '別のフォルダーを指定してください。',
    },
  },
  'export.is-no-file': {
    message: {
      en: '{path} is a device or pipe, not a file.',
      ja: '{path} はファイルではなく、デバイスまたはパイプです。',
    },
    hint: {
      en: 'Name another file.',
      ja: '別のファイルを指定してください。',
    },
  },
  'export.foreign-folder': {
    message: {
      en: 'The folder {path} holds “{name}”, which is no part of what is written; it is not replaced.',
      ja: 'フォルダー {path} に、書き込む内容とは別のもの（「{name}」）があるため、置き換えません。',
    },
    hint: {
      en: 'Name another folder, or empty this one first.',
      ja: '別のフォルダーを指定するか、先にこのフォルダーを空にしてください。',
    },
  },
  'export.device-name': {
    message: {
      en: 'Windows keeps the name “{name}” for a device, so a file of this name could not travel.',
      ja: '「{name}」は Windows でデバイス用に予約された名前です。この名前のファイルはほかの PC に渡せません。',
    },
    hint: {
      en: 'Choose another name.',
      ja: '別の名前を指定してください。',
    },
  },
  'export.bad-name': {
    message: {
      en: 'The name {name} ends in a dot or space or holds a control character: not every system can open it.',
      ja: '名前 {name} は末尾がピリオドか空白、または制御文字を含むため、開けないシステムがあります。',
    },
    hint: {
      en: 'Choose another name.',
      ja: '別の名前を指定してください。',
    },
  },
  'export.name-too-long': {
    message: {
      en: 'The name “{name}” is too long: file systems take {most} bytes (about 85 Japanese characters).',
      ja: '名前「{name}」が長すぎます（{most} バイト、日本語で約 85 文字まで）。',
    },
    hint: {
      en: 'Choose a shorter name.',
      ja: '短い名前を指定してください。',
    },
  },
  'export.too-large': {
    message: {
      en: '“{name}” would be larger than 4 GiB, which the file format does not allow.',
      ja: '「{name}」が 4 GiB を超えるため、このファイル形式では保存できません。',
    },
    hint: {
      en: 'Take fewer images (--images).',
      ja: '画像の数を減らしてください（--images）。',
    },
  },
  'export.format-cannot-hold': {
    message: {
      en: 'The format {format} cannot hold this net (layer {layer}): {en}',
      ja: '形式 {format} ではこのモデルを保存できません（層 {layer}）：{ja}',
    },
    hint: {
      en: 'Choose another format: `keras` holds every net of Tatami.',
      ja: '別の形式を選んでください。`keras` はすべてのモデルを保存できます。',
    },
  },
  'export.unreadable': {
    message: {
      en: 'The written file {path} could not be read again: {problem}',
      ja: '書き出したファイル {path} を読み直せませんでした：{problem}',
    },
    hint: {
      en: 'Do not rely on this file: write it again, or choose another format.',
      ja: 'このファイルは使わず、もう一度書き出すか、別の形式を選んでください。',
    },
  },
  'export.no-final-state': {
    message: {
      en: 'The run {run} has no saved final weights (status: {status}).',
      ja: '実験 {run} には最終の重みが保存されていません（状態：{status}）。',
    },
    hint: {
      en: 'Train it to its end first: `tatami resume {run}`; or train it anew: `tatami repeat {run}`.',
      ja: '先に `tatami resume {run}` で最後まで学習するか、`tatami repeat {run}` で学習し直してください。',
    },
  },
  'export.other-data': {
    message: {
      en: 'The data set “{dataset}” is not the one that the run {run} was trained on (its content differs).',
      ja: 'データセット「{dataset}」は、実験 {run} の学習に使われたものと内容が異なります。',
    },
    hint: {
      en: 'Import the data set that the run was trained on, or train the run anew: `tatami repeat {run}`.',
      ja: '学習に使ったデータセットを取り込むか、`tatami repeat {run}` で学習し直してください。',
    },
  },
  'export.other-weights': {
    message: {
      en: 'The {which} weights of the run {run} are not those that its history knows.',
      ja: '実験 {run} の重み（{which}）が、履歴に記録されたものと一致しません。',
    },
    hint: {
      en: 'The run was trained by another version of Tatami, or its files were changed. Train it anew: `tatami repeat {run}`.',
      ja: '別の版の Tatami で学習したか、ファイルが変更されています。`tatami repeat {run}` で学習し直してください。',
    },
  },
  'export.too-few-images': {
    message: {
      en: 'A single step of this run uses {needed} images, but only {images} are allowed.',
      ja: 'この実験は 1 ステップで {needed} 枚の画像を使いますが、上限は {images} 枚です。',
    },
    hint: {
      en: 'Allow at least {needed} (--images {needed}).',
      ja: '上限を {needed} 以上にしてください（--images {needed}）。',
    },
  },
  'export.not-finite': {
    message: {
      en: 'The final weights hold values that are no finite numbers ({name}), so there is nothing to prove.',
      ja: '最終の重み（{name}）に有限でない値があるため、比較できません。',
    },
    hint: {
      en: 'Train the experiment with a smaller learning rate.',
      ja: '学習率を小さくして、学習し直してください。',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
