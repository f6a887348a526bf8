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
  'data.not-imported': {
    message: {
      en: 'The data set “{dataset}” is not on this computer yet.',
      ja: 'データセット「{dataset}」はまだこのコンピューターにありません。',
    },
    hint: {
      en: 'Get its files (archive or folder) and run `tatami data import PATH`, or choose a set of `tatami data list`.',
      ja: 'ファイル（圧縮ファイルまたはフォルダー）を用意して `tatami data import パス` を実行するか、`tatami data list` のセットを選んでください。',
    },
  },
  'data.not-recognised': {
    message: {
      en: '“{file}” is no data set that Tatami knows: it holds neither CIFAR-100, CIFAR-10 nor MNIST-style (IDX) files.',
      ja: '「{file}」は対応しているデータセットではありません。CIFAR-100・CIFAR-10・MNIST 形式（IDX）のファイルがありません。',
    },
    hint: {
      en: 'Choose the official .tar.gz archive, its unpacked folder, or a folder with the four IDX files.',
      ja: '公式の .tar.gz、それを展開したフォルダー、または 4 つの IDX ファイルが入ったフォルダーを指定してください。',
    },
  },
  'data.unreadable': {
    message: {
      en: '“{file}” cannot be read ({reason}).',
      ja: '「{file}」を読み込めません（{reason}）。',
    },
    hint: {
      en: 'Check the path and whether you may read the file.',
      ja: 'パスと、読み取り権限を確認してください。',
    },
  },
  'data.not-a-file': {
    message: {
      en: '“{file}” is not an ordinary file.',
      ja: '「{file}」は通常のファイルではありません。',
    },
    hint: {
      en: 'Choose a file or a folder with the data set.',
      ja: 'データセットのファイルかフォルダーを指定してください。',
    },
  },
  'data.empty-file': {
    message: {
      en: '“{file}” is empty (0 bytes).',
      ja: '「{file}」は空です（0 バイト）。',
    },
    hint: {
      en: 'Copy the file again from its source.',
      ja: 'コピー元からもう一度コピーしてください。',
    },
  },
  'data.file-too-large': {
    message: {
      en: '“{file}” has {found} bytes; at most {most} are expected.',
      ja: '「{file}」は {found} バイトあります（上限 {most} バイト）。',
    },
    hint: {
      en: 'This is not a file of such a data set. Choose another one.',
      ja: 'このデータセットのファイルではありません。別のファイルを指定してください。',
    },
  },
  'data.inflates-too-large': {
    message: {
      en: '“{file}” unpacks to more than {most} bytes; reading was stopped.',
      ja: '「{file}」は展開すると {most} バイトを超えるため、読み込みを中止しました。',
    },
    hint: {
      en: 'Get the archive again from its official source.',
      ja: '公式の配布元から入手し直してください。',
    },
  },
  'data.bad-gzip': {
    message: {
      en: '“{file}” is damaged gzip: cut off, changed, or followed by other data ({reason}).',
      ja: '「{file}」の gzip が壊れています（途中で切れている、変更されている、または余分なデータがあります：{reason}）。',
    },
    hint: {
      en: 'Copy or download the file again.',
      ja: 'もう一度コピーまたはダウンロードしてください。',
    },
  },
  'data.bad-archive': {
    message: {
      en: '“{file}” is a damaged archive ({reason}).',
      ja: '「{file}」の圧縮ファイルが壊れています（{reason}）。',
    },
    hint: {
      en: 'Copy or download the archive again.',
      ja: 'もう一度コピーまたはダウンロードしてください。',
    },
  },
  'data.too-many-entries': {
    message: {
      en: '“{file}” holds more than {most} entries.',
      ja: '「{file}」には {most} を超える項目があります。',
    },
    hint: {
      en: 'Choose the official archive or a folder that holds the data set alone.',
      ja: '公式の圧縮ファイルか、データセットだけが入ったフォルダーを指定してください。',
    },
  },
  'data.duplicate-member': {
    message: {
      en: '“{file}” occurs twice in the archive.',
      ja: '「{file}」が圧縮ファイルの中に 2 回あります。',
    },
    hint: {
      en: 'Get the archive again from its official source.',
      ja: '公式の配布元から入手し直してください。',
    },
  },
  'data.mixed-formats': {
    message: {
      en: '“{file}” does not belong to the {dataset} files beside it: two sets or forms are mixed.',
      ja: '「{file}」は隣の {dataset} のファイルと種類が違います。2 つのセットまたは形式が混ざっています。',
    },
    hint: {
      en: 'Put each data set into a folder of its own.',
      ja: 'データセットごとにフォルダーを分けてください。',
    },
  },
  'data.missing-member': {
    message: {
      en: 'The {dataset} file “{file}” is missing.',
      ja: '{dataset} のファイル「{file}」がありません。',
    },
    hint: {
      en: 'Put all files of the data set into one folder, or import the whole archive.',
      ja: 'すべてのファイルを 1 つのフォルダーに置くか、圧縮ファイル全体を取り込んでください。',
    },
  },
  'data.ambiguous': {
    message: {
      en: '“{first}” and “{second}” could both be meant.',
      ja: '「{first}」と「{second}」のどちらか判断できません。',
    },
    hint: {
      en: 'Leave only one of the two in the folder.',
      ja: 'どちらか一方だけをフォルダーに残してください。',
    },
  },
  'data.cifar-odd-size': {
    message: {
      en: '“{file}” has {found} bytes, which is not a whole number of {dataset} records of {record} bytes ({rest} left over).',
      ja: '「{file}」は {found} バイトで、{dataset} のレコード（{record} バイト）の整数倍ではありません（余り {rest}）。',
    },
    hint: {
      en: 'The file is cut off, or belongs to another data set. Copy it again.',
      ja: '途中で切れているか、別のデータセットのファイルです。もう一度コピーしてください。',
    },
  },
  'data.cut-off': {
    message: {
      en: '“{file}” ends after {found} bytes where {expected} were expected.',
      ja: '「{file}」は {found} バイトで終わっています（{expected} バイト必要です）。',
    },
    hint: {
      en: 'The file is cut off. Copy it again from its source.',
      ja: 'ファイルが途中で切れています。もう一度コピーしてください。',
    },
  },
  'data.bad-label': {
    message: {
      en: 'Image {index} of “{file}” has the label {found}; labels go from 0 to {most}.',
      ja: '「{file}」の画像 {index} のラベルは {found} です（0 から {most} まで）。',
    },
    hint: {
      en: 'The file is damaged or belongs to another data set.',
      ja: 'ファイルが壊れているか、別のデータセットのものです。',
    },
  },
  'data.wrong-superclass': {
    message: {
      en: 'Image {index} of “{file}” (class {className}) has superclass {found} instead of {expected}.',
      ja: '「{file}」の画像 {index}（クラス {className}）の上位クラスが {expected} ではなく {found} です。',
    },
    hint: {
      en: 'The labels were changed. Get the file again from its official source.',
      ja: 'ラベルが変更されています。公式の配布元から入手し直してください。',
    },
  },
  'data.pickle-refused': {
    message: {
      en: '“{file}” is not an official CIFAR Python file: it contains {found}. Nothing of it was executed.',
      ja: '「{file}」は公式の CIFAR（Python 版）ではありません（{found} を含みます）。中身は一切実行していません。',
    },
    hint: {
      en: 'Take the official archive, best the binary version.',
      ja: '公式の圧縮ファイル（できればバイナリ版）を使ってください。',
    },
  },
  'data.counts-differ': {
    message: {
      en: '“{file}” has {labels} labels for {images} images.',
      ja: '「{file}」の画像は {images} 枚ですが、ラベルは {labels} 個です。',
    },
    hint: {
      en: 'The files do not belong together. Take all files from one source.',
      ja: 'ファイルの組み合わせが違います。同じ配布元のファイルをそろえてください。',
    },
  },
  'data.sizes-differ': {
    message: {
      en: 'The test images of “{file}” are {test} pixels, the training images {train}.',
      ja: '「{file}」のテスト画像は {test}、学習画像は {train} で、大きさが違います。',
    },
    hint: {
      en: 'Take all files from one source.',
      ja: '同じ配布元のファイルをそろえてください。',
    },
  },
  'data.idx-wrong-magic': {
    message: {
      en: '“{file}” begins with {found} instead of {expected}: it is not an IDX file of this kind (images and labels mixed up, another byte order or element type).',
      ja: '「{file}」の先頭は {expected} ではなく {found} です。この種類の IDX ファイルではありません（画像とラベルの取り違え、バイト順や型の違いなど）。',
    },
    hint: {
      en: 'Choose the file that its name promises; only unsigned bytes in big-endian IDX are read.',
      ja: '名前どおりのファイルを指定してください。ビッグエンディアン・符号なしバイトの IDX だけを読み込めます。',
    },
  },
  'data.idx-bad-size': {
    message: {
      en: '“{file}” announces {found} elements, which no data set of this kind has.',
      ja: '「{file}」の大きさ {found} は、この種類のデータセットとして正しくありません。',
    },
    hint: {
      en: 'The file is damaged. Copy it again from its source.',
      ja: 'ファイルが壊れています。もう一度コピーしてください。',
    },
  },
  'data.idx-cut-off': {
    message: {
      en: '“{file}” holds {found} bytes where its header promises {expected}.',
      ja: '「{file}」は {found} バイトですが、ヘッダーでは {expected} バイトです。',
    },
    hint: {
      en: 'The file is cut off or has data added. Copy it again from its source.',
      ja: '途中で切れているか、余分なデータがあります。もう一度コピーしてください。',
    },
  },
  'data.damaged': {
    message: {
      en: 'The stored data set “{dataset}” is damaged (file {file}).',
      ja: '保存済みのデータセット「{dataset}」が壊れています（ファイル {file}）。',
    },
    hint: {
      en: 'Run `tatami data remove {dataset}` and import it again.',
      ja: '`tatami data remove {dataset}` を実行してから、もう一度取り込んでください。',
    },
  },
  'data.exists': {
    message: {
      en: 'A data set “{dataset}” is there already.',
      ja: 'データセット「{dataset}」はすでにあります。',
    },
    hint: {
      en: 'Remove it first with `tatami data remove {dataset}`, or import under another name with --id.',
      ja: '先に `tatami data remove {dataset}` で削除するか、--id で別の名前を付けてください。',
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
      en: 'Import under another name with --id.',
      ja: '--id で別の名前を付けて取り込んでください。',
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
  'data.fetch-failed': {
    message: {
      en: '{dataset} could not be fetched: {reason}.',
      ja: '{dataset} を取得できませんでした：{reason}',
    },
    hint: {
      en: 'Get the four files elsewhere and run `tatami data import FOLDER`.',
      ja: '4 つのファイルを別の方法で用意し、`tatami data import フォルダー` を実行してください。',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
