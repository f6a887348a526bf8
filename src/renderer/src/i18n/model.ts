import type { Topic } from './topic.ts';

/** Words of trained nets that come from other programs. */
export const modelTexts = {
  reading: { ja: '{name} を読み込んでいます…', en: 'Reading {name}…' },
  read: { ja: '{name} を取り込みました', en: '{name} came in' },
  notRead: { ja: 'モデルを取り込めませんでした', en: 'The model could not be brought in' },
  facts: {
    ja: '{layers} 層。{dataset} で評価し、履歴に加えます。「実行」で続けて学習できます。',
    en: '{layers} layers. It is evaluated on {dataset} and kept in the history. Run trains it on.',
  },
  classes: { ja: 'クラス：{names}。', en: 'Classes: {names}.' },
  assumed: {
    ja: '画素値の前処理がファイルにないため、1/255 を仮定しました。',
    en: 'The file does not say how pixels enter; 1/255 was assumed.',
  },
  flat: {
    ja: '平らな入力を {detail} の画像とみなしました。',
    en: 'The flat input was taken for pictures of {detail}.',
  },
  initializer: {
    ja: '{layer} の初期化方法は既定値にしました。',
    en: 'The initializer of {layer} is not known; its default stands in.',
  },
  precision: { ja: '{layer} は float32 で計算します。', en: '{layer} is computed in float32.' },
  optimizer: {
    ja: 'ファイルの最適化手法は使えないため、Adam にしました。',
    en: 'The optimizer of the file is not known here; Adam stands in.',
  },
  loss: {
    ja: 'ファイルの損失関数は使えないため、交差エントロピーにしました。',
    en: 'The loss of the file is not known here; crossentropy stands in.',
  },
  begins: { ja: '開始の重み：{source}', en: 'Begins from {source}' },
  beginsHint: {
    ja: '乱数で初期化せず、この重みから学習を始めます',
    en: 'Training begins from these weights, not from random ones',
  },
  forget: { ja: 'この重みを使わない', en: 'Do not begin from these weights' },
} as const satisfies Topic;
