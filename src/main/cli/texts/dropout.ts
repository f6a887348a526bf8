/** The words of `tatami dropout`. */

const ja = {
  aboutDropout:
    'ドロップアウトの実習：あり・なしの差、学習時と予測時の倍率、マスクの平均、アンサンブルを数値で確かめます',
  argumentDropout:
    '実習の名前、履歴の実験・比較の ID、または実験ファイル（省略時：スライドの CNN、dropout-pair）',
  dropoutOnlyLab:
    '学習の設定（{options}）は実習や実験ファイルにだけ使えます。「{name}」はすでに履歴にあるため、学習しません。',
  dropoutGapHeading: '訓練と検証の差（訓練 − 検証、シード {seeds} 個の平均 ± 標準偏差）',
  dropoutGapAccuracy: '精度の差（{variant}）',
  dropoutGapLoss: '損失の差（{variant}）',
  dropoutGapNone: '検証の値がないため、差は計算できません。',
  dropoutGapNote:
    '訓練の値は Keras と同じく、エポックの間、ドロップアウトをかけたまま測った平均です。そのため、ドロップアウトありでは差が逆の符号になることがあります。',
  dropoutEpoch: 'エポック',
  columnAccuracyGap: '精度の差',
  columnLossGap: '損失の差',
  dropoutRates: '{variant}：{layers}',
  dropoutNoLayers: 'Dropout なし',
};

const en: Record<keyof typeof ja, string> = {
  aboutDropout:
    'the dropout lab: the gap with and without, scaling in training and prediction, averaged masks and an ensemble',
  argumentDropout:
    'a lab, a run or comparison of the history by its id, or a document (default: the slides’ CNN, dropout-pair)',
  dropoutOnlyLab:
    'Settings of a training ({options}) go with a lab or a document; “{name}” is in the history and is not trained.',
  dropoutGapHeading:
    'Gap between training and validation (training - validation, mean ± deviation, {seeds} seeds)',
  dropoutGapAccuracy: 'accuracy, {variant}',
  dropoutGapLoss: 'loss, {variant}',
  dropoutGapNone: 'There are no validation numbers, so there is no gap to show.',
  dropoutGapNote:
    'As in Keras, training numbers are means over the epoch with dropout at work. With dropout the gap may therefore have the other sign.',
  dropoutEpoch: 'Epoch',
  columnAccuracyGap: 'accuracy gap',
  columnLossGap: 'loss gap',
  dropoutRates: '{variant}: {layers}',
  dropoutNoLayers: 'no Dropout',
};

/** Words of the dropout lab, in both languages. */
export const dropoutTexts = { ja, en };
