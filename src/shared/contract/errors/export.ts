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
      en: 'The folder {path} could not be written ({reason}).',
      ja: 'フォルダー {path} に書き込めませんでした（{reason}）。',
    },
    hint: {
      en: 'Choose another place, or make room on the disk.',
      ja: '別の場所を指定するか、ディスクの空きを増やしてください。',
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
