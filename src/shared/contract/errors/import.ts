import type { ErrorEntry } from './entry.ts';
import { importModelErrors } from './import-model.ts';

/** What to do about a file that is not whole or not what it claims to be. */
const againHint = {
  en: 'Save or copy the file again from the program that made it.',
  ja: '元のプログラムでもう一度保存するか、コピーし直してください。',
};

/** Error codes of the topic `import`: files of trained models that cannot be read. */
export const importErrors = {
  ...importModelErrors,
  'import.unreadable': {
    message: { en: '“{file}” cannot be read ({reason}).', ja: '「{file}」を読み込めません（{reason}）。' },
    hint: {
      en: 'Check the path and whether you may read the file.',
      ja: 'パスと、読み取り権限を確認してください。',
    },
  },
  'import.not-a-file': {
    message: {
      en: '“{file}” is neither an ordinary file nor a folder with a model.json.',
      ja: '「{file}」は通常のファイルでも、model.json の入ったフォルダーでもありません。',
    },
    hint: {
      en: 'Choose a .keras, .h5, .npz or .zip file, or the folder of a TensorFlow.js model.',
      ja: '.keras・.h5・.npz・.zip のファイル、または TensorFlow.js モデルのフォルダーを指定してください。',
    },
  },
  'import.too-large': {
    message: {
      en: '“{file}” has {found} bytes; a model file may have at most {most}.',
      ja: '「{file}」は {found} バイトあります（モデルファイルの上限は {most} バイト）。',
    },
    hint: {
      en: 'Tatami is for small image classifiers. Choose a smaller model.',
      ja: 'Tatami は小さな画像分類モデル用です。もっと小さいモデルを指定してください。',
    },
  },
  'import.unknown-format': {
    message: {
      en: '“{file}” is no model file that Tatami knows.',
      ja: '「{file}」は Tatami が読み込めるモデルファイルではありません。',
    },
    hint: {
      en: 'Save it as .keras, .h5, .npz or as a TensorFlow.js layers model.',
      ja: '.keras・.h5・.npz、または TensorFlow.js の layers モデルとして保存してください。',
    },
  },
  'import.zip-broken': {
    message: {
      en: 'The archive “{file}” is damaged or not made as expected: {problem}.',
      ja: 'アーカイブ「{file}」が壊れているか、想定した形ではありません（{problem}）。',
    },
    hint: againHint,
  },
  'import.hdf5-broken': {
    message: {
      en: 'The HDF5 file “{file}” is damaged: {problem}.',
      ja: 'HDF5 ファイル「{file}」が壊れています（{problem}）。',
    },
    hint: againHint,
  },
  'import.hdf5-unsupported': {
    message: {
      en: 'The HDF5 file “{file}” holds something that a Keras model does not need: {problem}.',
      ja: 'HDF5 ファイル「{file}」に、Keras のモデルには不要な内容があります（{problem}）。',
    },
    hint: {
      en: 'Save the model anew with Keras: model.save("model.keras").',
      ja: 'Keras の model.save("model.keras") で保存し直してください。',
    },
  },
  'import.npy-broken': {
    message: {
      en: 'The array “{member}” in “{file}” cannot be read: {problem}.',
      ja: '「{file}」の配列「{member}」を読み込めません（{problem}）。',
    },
    hint: {
      en: 'Save the weights with numpy.savez as float32 arrays, without Python objects.',
      ja: 'Python オブジェクトを含めず、float32 の配列として numpy.savez で保存してください。',
    },
  },
  'import.bad-config': {
    message: {
      en: 'The description of the model in “{file}” cannot be read: {problem}.',
      ja: '「{file}」のモデルの記述を読み込めません（{problem}）。',
    },
    hint: againHint,
  },
  'import.bad-manifest': {
    message: {
      en: 'The list of weights in “{file}” is not as expected: {problem}.',
      ja: '「{file}」の重みの一覧が想定と異なります（{problem}）。',
    },
    hint: {
      en: 'The weights must lie beside model.json, as plain file names.',
      ja: '重みのファイルは model.json と同じフォルダーに置いてください。',
    },
  },
  'import.timeout': {
    message: {
      en: '“{file}” could not be read within {seconds} seconds; it was given up.',
      ja: '「{file}」を {seconds} 秒以内に読み込めなかったため、中止しました。',
    },
    hint: againHint,
  },
} as const satisfies Record<string, ErrorEntry>;
