import type { ErrorEntry } from './entry.ts';

/** Error codes of the topic `data`: files that were read but are not what a data set looks like. */
export const dataFormatErrors = {
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
  'data.pictures-not-yet': {
    message: {
      en: '“{file}” is a folder of pictures, which this version cannot import yet.',
      ja: '「{file}」は画像ファイルのフォルダーです。このバージョンではまだ取り込めません。',
    },
    hint: {
      en: 'Import CIFAR-100, CIFAR-10 or IDX files (MNIST and its relatives).',
      ja: 'CIFAR-100・CIFAR-10・IDX ファイル（MNIST とその仲間）を取り込めます。',
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
  'data.idx-wrong-magic': {
    message: {
      en: '“{file}” is no IDX file: it begins with the bytes {found} (00 00 08 expected).',
      ja: '「{file}」は IDX ファイルではありません。先頭のバイトが {found} です（00 00 08 のはずです）。',
    },
    hint: {
      en: 'Choose the file that its name promises.',
      ja: '名前どおりの内容のファイルを指定してください。',
    },
  },
  'data.idx-byte-order': {
    message: {
      en: '“{file}” is an IDX file with its numbers in the wrong byte order (little-endian).',
      ja: '「{file}」は数値のバイト順が逆（リトルエンディアン）の IDX ファイルです。',
    },
    hint: {
      en: 'IDX files are big-endian. Get the file from its official source.',
      ja: 'IDX ファイルはビッグエンディアンです。公式の配布元から入手してください。',
    },
  },
  'data.idx-type': {
    message: {
      en: '“{file}” holds elements of type {found}; only unsigned bytes (0x08) are read.',
      ja: '「{file}」の要素の型は {found} です。読み込めるのは符号なしバイト（0x08）だけです。',
    },
    hint: {
      en: 'Convert the values to unsigned bytes, 0 to 255.',
      ja: '値を 0 から 255 の符号なしバイトに変換してください。',
    },
  },
  'data.idx-axes': {
    message: {
      en: '“{file}” has {found} axes; {expected} are expected here (images have 3, labels 1).',
      ja: '「{file}」の次元数は {found} です。ここでは {expected} のはずです（画像は 3、ラベルは 1）。',
    },
    hint: {
      en: 'Check whether images and labels were mixed up.',
      ja: '画像とラベルのファイルを取り違えていないか確認してください。',
    },
  },
  'data.idx-bad-size': {
    message: {
      en: '“{file}” announces the size {found}; none may be 0, a side at most 1,024, all together at most 1 GiB.',
      ja: '「{file}」の大きさは {found} と記録されています。0 は使えず、一辺は 1,024 まで、全体は 1 GiB までです。',
    },
    hint: {
      en: 'Copy or download the file again.',
      ja: 'もう一度コピーまたはダウンロードしてください。',
    },
  },
  'data.idx-wrong-length': {
    message: {
      en: '“{file}” has {found} bytes of content where its header promises {expected}.',
      ja: '「{file}」の内容は {found} バイトですが、ヘッダーの記録では {expected} バイトです。',
    },
    hint: {
      en: 'The file is cut off, or something was added. Copy or download it again.',
      ja: '途中で切れているか、余分なデータがあります。もう一度コピーまたはダウンロードしてください。',
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
  'data.swapped': {
    message: {
      en: 'There are fewer training images ({train}) than test images ({test}): the two halves look swapped.',
      ja: '学習画像（{train} 枚）がテスト画像（{test} 枚）より少なく、2 つが入れ替わっているようです。',
    },
    hint: {
      en: 'Check the names of the files. To train on few images, cut the set in the experiment (--train).',
      ja: 'ファイル名を確認してください。少ない画像で学習するには、実験の設定（--train）で枚数を指定してください。',
    },
  },
  'data.bad-label': {
    message: {
      en: 'Image {index} (counted from 0) of “{file}” has the label {found}; labels go from 0 to {most}.',
      ja: '「{file}」の画像 {index}（0 から数えて）のラベルは {found} です。ラベルは 0 から {most} までです。',
    },
    hint: {
      en: 'The file is damaged or belongs to another data set.',
      ja: 'ファイルが壊れているか、別のデータセットのものです。',
    },
  },
  'data.bad-superclass': {
    message: {
      en: 'Image {index} (counted from 0) of “{file}” has the superclass {found}; superclasses go from 0 to {most}.',
      ja: '「{file}」の画像 {index}（0 から数えて）の上位クラスは {found} です。上位クラスは 0 から {most} までです。',
    },
    hint: {
      en: 'The file is damaged or belongs to another data set.',
      ja: 'ファイルが壊れているか、別のデータセットのものです。',
    },
  },
  'data.wrong-superclass': {
    message: {
      en: 'Image {index} (counted from 0) of “{file}”, class “{className}”, has the superclass {found} instead of {expected}.',
      ja: '「{file}」の画像 {index}（0 から数えて、クラス「{className}」）の上位クラスが {expected} ではなく {found} です。',
    },
    hint: {
      en: 'The labels were changed, or the files belong to another data set.',
      ja: 'ラベルが変更されているか、別のデータセットのファイルです。',
    },
  },
  'data.unknown-superclass': {
    message: {
      en: 'The class “{className}” has no images, so its superclass is not known.',
      ja: 'クラス「{className}」の画像がないため、上位クラスがわかりません。',
    },
    hint: {
      en: 'Add an image of this class, or leave its name out.',
      ja: 'このクラスの画像を加えるか、クラス名を取り除いてください。',
    },
  },
  'data.bad-names': {
    message: {
      en: 'The class names in “{file}” cannot be used: they must be 1 to 256 different lines of text.',
      ja: '「{file}」のクラス名を使えません。1 行に 1 つずつ、重複のない 1 から 256 個の名前が必要です。',
    },
    hint: {
      en: 'Correct the file, or remove it if the classes are the published ones.',
      ja: 'ファイルを直すか、公式と同じクラスであれば取り除いてください。',
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
  'data.nearly-complete': {
    message: {
      en: '{dataset} has {found} {half} images instead of {expected}: so small a difference is damage, not a cut-down set.',
      ja: '{dataset} の {half} 画像が {expected} 枚ではなく {found} 枚です。差がわずかなため、意図的な縮小版ではなく破損とみなします。',
    },
    hint: {
      en: 'Copy or download the file again.',
      ja: 'もう一度コピーまたはダウンロードしてください。',
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
} as const satisfies Record<string, ErrorEntry>;
