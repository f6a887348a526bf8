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
} as const satisfies Record<string, Words>;

/** A key of {@link exportLimitWords}. */
export type ExportLimitCode = keyof typeof exportLimitWords;
