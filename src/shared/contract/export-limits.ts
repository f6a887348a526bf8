/** What a format cannot hold of a net, in words for terminal and window. */
import type { Words } from './errors/entry.ts';

/** One sentence for each code; the layer's name, where one is concerned, is shown before it. */
export const exportLimitWords = {
  'weights-only': {
    en: 'The file holds the weights alone: build the same layers first, for instance by the Python code.',
    ja: 'このファイルには重みだけが入ります。先に同じ層のモデルを（Python コードなどで）作ってください。',
  },
  'class-names-left-out': {
    en: 'The format has no place for the names of the classes.',
    ja: 'この形式にはクラス名を入れられません。',
  },
  'callbacks-left-out': {
    en: 'Callbacks (early stopping and the like) are no part of a model and are left out.',
    ja: 'コールバック（早期終了など）はモデルの一部ではないため、含まれません。',
  },
  'metric-left-out': {
    en: 'Keras does not have this metric; it is left out of the training settings.',
    ja: 'Keras にない指標のため、学習の設定には含まれません。',
  },
  'training-layer-left-out': {
    en: 'The layer works while training only; the file holds the net as it predicts, without it.',
    ja: '学習中だけ働く層です。ファイルには予測時のモデルが入るため、この層は含まれません。',
  },
  'more-than-2-gib': {
    en: 'The weights fill more than 2 GiB, which is the most that the format can hold.',
    ja: '重みが 2 GiB を超えています。この形式には 2 GiB までしか入りません。',
  },
  'random-crop-becomes-center-crop': {
    en: 'Keras’s RandomCrop does not cut when predicting, so CenterCrop is written: predictions are the same, but further training no longer crops at random.',
    ja: 'Keras の RandomCrop は予測時に切り抜かないため、CenterCrop として書き出します。予測は同じですが、続けて学習するとランダムな切り抜きは行われません。',
  },
  'random-crop-keeps-size': {
    en: 'Keras’s RandomCrop does not cut when predicting: cut the middle out of the pictures before you feed them.',
    ja: 'Keras の RandomCrop は予測時に切り抜きません。入力する前に、画像の中央を切り抜いてください。',
  },
  'several-axes-forgotten': {
    en: 'Keras 3 forgets the axes of a LayerNormalization over several axes when it loads `.h5`; `.keras` keeps them.',
    ja: 'Keras 3 は `.h5` を読み込むとき、複数の軸にわたる LayerNormalization の軸を失います。`.keras` なら保たれます。',
  },
  'keras2-without-training': {
    en: 'Keras 2 reads this file with `compile=False` only: it has no such optimizer. Keras 3 reads all of it.',
    ja: 'Keras 2 にはこの最適化手法がないため、`compile=False` を付けたときだけ読み込めます。Keras 3 ではそのまま読み込めます。',
  },
} as const satisfies Record<string, Words>;

/** A key of {@link exportLimitWords}. */
export type ExportLimitCode = keyof typeof exportLimitWords;
