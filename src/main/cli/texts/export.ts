/** The words of `tatami export`. */
export const exportTexts = {
  ja: {
    aboutExport: '学習した実験を他のプログラムで使える形で書き出し、読み直して予測を比べる',
    optionFormat: '書き出す形式',
    optionOut: '書き出すファイルまたはフォルダー',
    optionWithPreprocessing: '画素値の正規化をモデルに含める（入力は 0〜255 の画素値になる）',
    optionImageOrder: 'onnx の入力の並び（既定：NHWC）',
    exportWritten: '実験 {run} を {path} に書き出しました（{format}、{size}）。',
    exportEqual:
      '確認済み：{reader} で読み直し、テスト画像 {pictures} 枚の予測が一致しました（最大の差 {difference}、許容 {tolerance}）。',
    exportDiffers:
      '一致しません：{reader} で読み直すと、テスト画像 {pictures} 枚の予測の差が最大 {difference} になりました（許容 {tolerance}）。このファイルは使わないでください。',
    exportUnread:
      '未確認：Tatami ではこのファイルをすべて読み直せないため、予測を比べていません（{problem}）。',
    exportUnchecked: '未確認：この形式はこのコンピューターでは読み直せないため、予測を比べていません。',
    optionImages: 'twin に含める画像の最大数（既定：学習に使ったすべて）',
    optionComments: 'コメントとメッセージの言語（既定：表示言語）',
    optionForce: 'すでにあるファイルやフォルダーを置き換える',
    twinWritten:
      '実験 {run} の双子を {folder} に書き込みました（画像 {images} 枚、{held} / {total} ステップ）。',
    twinNext: 'Keras のある環境で実行：python train.py',
    twinFast: '高速モード（bfloat16）で計算した実験のため、Keras とは値が比較できません。',
    twinRandom: '次の層は学習中に乱数を使うため、Keras とは値が比較できません：{layers}',
  },
  en: {
    aboutExport: 'write a trained run for other programs, read it again and compare the predictions',
    optionFormat: 'what to write',
    optionOut: 'file or folder to write',
    optionWithPreprocessing: 'make the scaling of the pixels part of the model, which then takes 0 to 255',
    optionImageOrder: 'order of the input in onnx (default: NHWC)',
    exportWritten: 'The run {run} is written to {path} ({format}, {size}).',
    exportEqual:
      'Checked: read again by {reader}, it predicts the same for {pictures} test pictures (largest difference {difference}, allowed {tolerance}).',
    exportDiffers:
      'It differs: read again by {reader}, its predictions for {pictures} test pictures are up to {difference} away (allowed {tolerance}). Do not use this file.',
    exportUnread:
      'Not checked: Tatami cannot read all of this file again, so no predictions were compared ({problem}).',
    exportUnchecked:
      'Not checked: nothing on this machine reads this format, so no predictions were compared.',
    optionImages: 'most images to put into a twin (default: all that were trained on)',
    optionComments: 'language of comments and messages (default: that of this command)',
    optionForce: 'replace a file or folder that is there already',
    twinWritten:
      'The twin of the run {run} is written to {folder} ({images} images, {held} of {total} steps).',
    twinNext: 'Where Keras is installed, run there: python train.py',
    twinFast: 'The run was computed in the fast mode (bfloat16), so Keras comes to other numbers.',
    twinRandom: 'These layers draw random numbers in training, so Keras comes to other numbers: {layers}',
  },
} as const;
