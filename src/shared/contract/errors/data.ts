import type { ErrorEntry } from './entry.ts';
import { dataFileErrors } from './data-files.ts';
import { dataFormatErrors } from './data-formats.ts';

/** Error codes of the topic `data`: which sets are there, how they are stored and cut. */
export const dataErrors = {
  ...dataFileErrors,
  ...dataFormatErrors,
  'data.not-found': {
    message: {
      en: 'The data set “{dataset}” is not known.',
      ja: 'データセット「{dataset}」が見つかりません。',
    },
    hint: {
      en: 'Run `tatami data list` to see what is there.',
      ja: '`tatami data list` で一覧を確認してください。',
    },
    windowHint: {
      en: 'Choose a data set that is listed in Data.',
      ja: '「データ」にあるデータセットを選んでください。',
    },
  },
  'data.misspelt': {
    message: {
      en: 'The data set “{dataset}” is not known. Did you mean “{nearest}”?',
      ja: 'データセット「{dataset}」が見つかりません。「{nearest}」のことですか？',
    },
    hint: {
      en: 'Run `tatami data list` to see what is there.',
      ja: '`tatami data list` で一覧を確認してください。',
    },
    windowHint: {
      en: 'Choose a data set that is listed in Data.',
      ja: '「データ」にあるデータセットを選んでください。',
    },
  },
  'data.not-imported': {
    message: {
      en: 'The data set “{dataset}” is not on this computer yet.',
      ja: 'データセット「{dataset}」はまだこのコンピューターにありません。',
    },
    hint: {
      en: 'Get its files (archive or folder) and run `tatami data import PATH`, or choose a set of `tatami data list`.',
      ja: 'ファイル（圧縮ファイルまたはフォルダー）を用意して `tatami data import パス` を実行するか、`tatami data list` のセットを選んでください。',
    },
    windowHint: {
      en: 'Get its files (archive or folder) and import them in Data, or choose a set that is there.',
      ja: 'ファイル（アーカイブまたはフォルダー）を用意して「データ」で取り込むか、すでにあるデータセットを選んでください。',
    },
  },
  'data.damaged': {
    message: {
      en: 'The stored data set “{dataset}” is damaged: its file {file} is missing or not as it was written.',
      ja: '保存済みのデータセット「{dataset}」が壊れています。ファイル {file} がないか、書き込んだときの内容と違います。',
    },
    hint: {
      en: 'Run `tatami data remove {dataset}`, then import it again (a built-in set is made anew by itself).',
      ja: '`tatami data remove {dataset}` を実行してから、もう一度取り込んでください（組み込みのセットは自動的に作り直されます）。',
    },
    windowHint: {
      en: 'Remove it in Data, then import it again (a built-in set is made anew by itself).',
      ja: '「データ」で削除してから取り込み直してください（内蔵のものは自動的に作り直されます）。',
    },
  },
  'data.other-pictures': {
    message: {
      en: 'The test pictures of “{dataset}” are not those on which the run {run} was evaluated.',
      ja: 'データセット「{dataset}」のテスト画像は、実行 {run} を評価したときのものと違います。',
    },
    hint: {
      en: 'Its counts still hold. To see the pictures, import the set again as it was, or train a new run.',
      ja: '集計はそのまま有効です。画像を見るには、当時のセットを取り込み直すか、新しく実行してください。',
    },
  },
  'data.exists': {
    message: {
      en: 'A data set “{dataset}” is there already.',
      ja: 'データセット「{dataset}」はすでにあります。',
    },
    hint: {
      en: 'Remove it first with `tatami data remove {dataset}`, or import under another name with --name.',
      ja: '先に `tatami data remove {dataset}` で削除するか、--name で別の名前を付けてください。',
    },
  },
  'data.bad-id': {
    message: {
      en: '“{found}” cannot be the name of a data set.',
      ja: '「{found}」はデータセットの名前にできません。',
    },
    hint: {
      en: 'Use lower-case letters, digits and hyphens, at most 64, such as `my-letters`.',
      ja: '半角の英小文字・数字・ハイフンで 64 文字以内にしてください（例：`my-letters`）。',
    },
  },
  'data.built-in': {
    message: {
      en: '“{dataset}” is built in: it cannot be replaced or removed.',
      ja: '「{dataset}」は組み込みのデータセットなので、置き換えや削除はできません。',
    },
    hint: {
      en: 'Import under another name with --name.',
      ja: '--name で別の名前を付けて取り込んでください。',
    },
  },
  'data.too-few': {
    message: {
      en: '{wanted} images of “{dataset}” ({half}) were asked for; it has {found}.',
      ja: '「{dataset}」（{half}）の画像 {wanted} 枚が指定されましたが、{found} 枚しかありません。',
    },
    hint: {
      en: 'Ask for at most {found}, or leave the number out for all.',
      ja: '{found} 枚以下を指定するか、指定を省いてすべて使ってください。',
    },
  },
  'data.no-such-picture': {
    message: {
      en: 'Picture {index} of “{dataset}” ({half}) was asked for; it has {count}, counted from 0.',
      ja: '「{dataset}」（{half}）の画像 {index} が指定されましたが、画像は {count} 枚です（0 から数えます）。',
    },
    hint: {
      en: 'Open the data set again to see what it holds now.',
      ja: 'データセットを開き直して、現在の内容を確認してください。',
    },
  },
  'data.changed': {
    message: {
      en: 'The content of the stored data set “{dataset}” is no longer what was stored.',
      ja: '保存済みのデータセット「{dataset}」の内容が、保存したときから変わっています。',
    },
    hint: {
      en: 'Run `tatami data remove {dataset}`, then import it again (a built-in set is made anew by itself).',
      ja: '`tatami data remove {dataset}` を実行してから、もう一度取り込んでください（組み込みのセットは自動的に作り直されます）。',
    },
    windowHint: {
      en: 'Remove it in Data, then import it again (a built-in set is made anew by itself).',
      ja: '「データ」で削除してから取り込み直してください（内蔵のものは自動的に作り直されます）。',
    },
  },
  'data.built-in-changed': {
    message: {
      en: 'The files of “{dataset}” that came with Tatami are not the published ones any more.',
      ja: 'Tatami に付属する「{dataset}」のファイルが、公開されているものと違います。',
    },
    hint: {
      en: 'Delete the folder node_modules and run `npm run setup`, or install Tatami again.',
      ja: 'node_modules フォルダーを削除して `npm run setup` を実行するか、Tatami をインストールし直してください。',
    },
  },
  'data.built-in-missing': {
    message: {
      en: 'The files of “{dataset}” that come with Tatami are not installed.',
      ja: 'Tatami に付属する「{dataset}」のファイルがインストールされていません。',
    },
    hint: {
      en: 'Run `npm run setup`, or install Tatami again.',
      ja: '`npm run setup` を実行するか、Tatami をインストールし直してください。',
    },
  },
  'data.disk-full': {
    message: {
      en: 'There is no room on the disk for the data set “{dataset}” in {folder}.',
      ja: 'データセット「{dataset}」を保存する空き容量が {folder} にありません。',
    },
    hint: {
      en: 'Make room (CIFAR-100 needs 185 MB) and try again, or choose another place with --home.',
      ja: '空きを増やして（CIFAR-100 では 185 MB 必要です）もう一度実行するか、--home で別の場所を指定してください。',
    },
  },
  'data.cannot-write': {
    message: {
      en: 'The data set “{dataset}” could not be stored in or removed from {folder} ({reason}).',
      ja: 'データセット「{dataset}」を {folder} に保存または削除できませんでした（{reason}）。',
    },
    hint: {
      en: 'Check that the folder may be written to, or choose another place with --home.',
      ja: 'フォルダーに書き込めるか確認するか、--home で別の場所を指定してください。',
    },
  },
  'data.no-superclasses': {
    message: {
      en: 'The experiment asks for superclass_accuracy, but the data set “{dataset}” has no superclasses.',
      ja: '実験が superclass_accuracy を求めていますが、データセット「{dataset}」には上位クラスがありません。',
    },
    hint: {
      en: 'Take superclass_accuracy out of `metrics`, or train on a set with superclasses (tatami-100, cifar-100).',
      ja: '`metrics` から superclass_accuracy を外すか、上位クラスのあるデータセット（tatami-100、cifar-100）で学習してください。',
    },
  },
  'data.grouping-unknown': {
    message: {
      en: 'The grouping names the class “{name}”, which the set does not have.',
      ja: 'グループ分けにあるクラス「{name}」は、このデータセットにありません。',
    },
    hint: {
      en: 'Its classes: {classes}',
      ja: '使えるクラス：{classes}',
    },
  },
  'data.grouping-twice': {
    message: {
      en: 'The grouping names “{name}” twice.',
      ja: 'グループ分けに「{name}」が 2 回あります。',
    },
    hint: {
      en: 'Every class belongs to exactly one superclass.',
      ja: '各クラスはちょうど 1 つの上位クラスに入れてください。',
    },
  },
  'data.grouping-missing': {
    message: {
      en: 'The grouping leaves out the class “{name}”.',
      ja: 'グループ分けにクラス「{name}」が入っていません。',
    },
    hint: {
      en: 'Every class belongs to exactly one superclass.',
      ja: '各クラスはちょうど 1 つの上位クラスに入れてください。',
    },
  },
  'data.grouping-empty': {
    message: {
      en: 'The superclass “{name}” of the grouping has no class.',
      ja: 'グループ分けの上位クラス「{name}」にクラスがありません。',
    },
    hint: {
      en: 'Give it at least one class, or leave it out.',
      ja: 'クラスを 1 つ以上入れるか、この上位クラスを削除してください。',
    },
  },
  'data.grouping-damaged': {
    message: {
      en: 'The file {file} with your grouping of “{dataset}” is not as it was written.',
      ja: '「{dataset}」のグループ分けのファイル {file} が、書き込んだときの内容と違います。',
    },
    hint: {
      en: 'Save the grouping again, or go back to the set’s own superclasses. Nothing else is damaged.',
      ja: 'グループ分けを保存し直すか、元の上位クラスに戻してください。ほかのデータは無事です。',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
