/** The words of `tatami export`. */
export const exportTexts = {
  ja: {
    aboutExport: '実験を他のプログラムで使える形で書き出す（twin：Keras で同じ結果を確かめるフォルダー）',
    optionFormat: '書き出す形式',
    optionOut: '書き出すフォルダー',
    optionImages: '含める画像の最大数（既定：学習に使ったすべて）',
    optionComments: 'コメントとメッセージの言語（既定：表示言語）',
    optionForce: 'すでにあるフォルダーを置き換える',
    twinWritten:
      '実験 {run} の双子を {folder} に書き込みました（画像 {images} 枚、{held} / {total} ステップ）。',
    twinNext: 'Keras のある環境で実行：python train.py',
    twinRandom: '次の層は学習中に乱数を使うため、Keras とは値が比較できません：{layers}',
  },
  en: {
    aboutExport: 'write a run for other programs (twin: a folder that comes to the same result in Keras)',
    optionFormat: 'what to write',
    optionOut: 'folder to write',
    optionImages: 'most images to put into it (default: all that were trained on)',
    optionComments: 'language of comments and messages (default: that of this command)',
    optionForce: 'replace a folder that is there already',
    twinWritten:
      'The twin of the run {run} is written to {folder} ({images} images, {held} of {total} steps).',
    twinNext: 'Where Keras is installed, run there: python train.py',
    twinRandom: 'These layers draw random numbers in training, so Keras comes to other numbers: {layers}',
  },
} as const;
