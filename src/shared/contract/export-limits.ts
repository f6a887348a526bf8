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
} as const satisfies Record<string, Words>;

/** A key of {@link exportLimitWords}. */
export type ExportLimitCode = keyof typeof exportLimitWords;
