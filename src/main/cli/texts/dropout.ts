/** The words of `tatami dropout`. */

const ja = {
  aboutDropout:
    'ドロップアウトの実習：あり・なしの差、学習時と予測時の倍率、マスクの平均、アンサンブルを数値で確かめます',
  argumentDropout:
    '実習の名前、履歴の実験・比較の ID、または実験ファイル（省略時：スライドの CNN、dropout-pair）',
  dropoutOnlyLab:
    '学習の設定（{options}）は実習や実験ファイルにだけ使えます。「{name}」はすでに履歴にあるため、学習しません。',
  dropoutGapHeading: '訓練と検証の差（訓練 − 検証、平均 ± 標準偏差、n = {seeds}）',
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
  optionPasses: 'マスクをかけた予測の回数（1～{most}、既定：{passes}）',
  optionPicture: '倍率を数値で示すテスト画像の番号（0 から、既定：0）',
  wantPasses: '--passes には 1 から {most} までの整数を指定してください（受け取った値：{value}）。',
  dropoutWorking: '{number} / {count}：実験 {run} のネットで予測しています…',
  dropoutScalingHeading: '学習時と予測時の倍率（テスト画像 {picture}、正解クラスの番号 {label}、実験 {run}）',
  dropoutScalingLecture:
    '(a) 講義の方式：学習時は、確率 p で選ばれたノードの値をそのまま使います。予測時は、Dropout の後の重みを p 倍します（p = 残す確率 = 1 − rate）。',
  dropoutScalingKeras: '(b) Keras の方式：学習時に、残した値を p で割ります。予測時は何もしません。',
  dropoutScalingSame:
    'Keras の重み W は、講義の方式の重み W / p にあたります。学習時は (W / p)・h と W・(h / p) が、予測時は p・(W / p)・h と W・h が等しいので、2 つは同じネットです。マスクの平均は、どちらも予測の値に近づきます。',
  dropoutScalingLayer:
    '{layer}（rate {rate}、p = {keep}）→ {next}：最初のマスクは入力 {inputs} 個のうち {kept} 個を残しました',
  columnUnit: 'ユニット',
  columnLectureMasked: '講義：マスク {passes} 回の平均',
  columnLecturePrediction: '講義：重み × p',
  columnKerasMasked: 'Keras：÷ p、{passes} 回の平均',
  columnKerasPrediction: 'Keras：予測',
  columnForgotten: '× p を忘れると',
  dropoutScalingProof:
    '講義と Keras の差の最大（相対）：学習時 {training}、予測時 {prediction}。全 {units} ユニットのうち {near} で、マスクの平均が予測から標準誤差の 3 倍以内です（± は標準誤差）。',
  dropoutInexact:
    '{layer} の倍率は示しません：直後が重み付きの和ではないか（最大値プーリングなど）、残差ブロックの中にあるためです。',
  dropoutAveragesHeading: 'マスクをかけた予測の平均（モンテカルロ・ドロップアウト、{variant}、n = {nets}）',
  dropoutPlain: '通常の予測（マスクなし）',
  dropoutSingle: 'マスク 1 回ずつの平均成績',
  dropoutAverageOf: '確率を {passes} 回平均',
  columnPrediction: '予測のしかた',
  dropoutEnsembleHeading: 'シードの異なるネットのアンサンブル（確率の平均）：テスト精度 / 損失',
  columnNets: 'ネット',
  columnSingleNets: '単独のネットの平均',
  columnMaskedNets: 'マスクの平均',
  columnEnsemble: 'アンサンブル',
  dropoutEnsembleNote:
    '「単独のネットの平均」の Dropout ありの行が、Dropout を使ったネットの通常の予測です。損失は確率の交差エントロピー（罰則なし）です。',
  dropoutNoEnsemble:
    'アンサンブルには、同じテスト画像を使う 2 つ以上のシードのネットが必要です（--seeds 3 など）。',
  dropoutNothingDrops: 'Dropout のあるネットがないため、倍率とマスクの平均は示せません。',
  dropoutLeftOut: '最終の重みがないため、次の実験は予測に含めていません：{runs}',
  dropoutStopped: '中断されたため、ここまでの結果だけを示しました。',
};

const en: Record<keyof typeof ja, string> = {
  aboutDropout:
    'the dropout lab: the gap with and without, scaling in training and prediction, averaged masks and an ensemble',
  argumentDropout:
    'a lab, a run or comparison of the history by its id, or a document (default: the slides’ CNN, dropout-pair)',
  dropoutOnlyLab:
    'Settings of a training ({options}) go with a lab or a document; “{name}” is in the history and is not trained.',
  dropoutGapHeading:
    'Gap between training and validation (training - validation, mean ± deviation, n = {seeds})',
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
  optionPasses: 'predictions with masks (1 to {most}, default {passes})',
  optionPicture: 'test picture whose scaling is shown in numbers (from 0, default 0)',
  wantPasses: '--passes wants a whole number from 1 to {most} (received: {value}).',
  dropoutWorking: '{number} / {count}: predicting with the net of the run {run} …',
  dropoutScalingHeading:
    'Scaling in training and prediction (test picture {picture}, true class number {label}, run {run})',
  dropoutScalingLecture:
    '(a) The lecture: training takes the values of the nodes chosen with probability p as they are; prediction multiplies the weights behind Dropout by p (p = share kept = 1 - rate).',
  dropoutScalingKeras:
    '(b) Keras: training divides the values that are kept by p; prediction changes nothing.',
  dropoutScalingSame:
    'Keras’s weights W are the lecture’s weights W / p. In training (W / p)·h equals W·(h / p), in prediction p·(W / p)·h equals W·h: they are one net. In both the mean over the masks comes near to the prediction.',
  dropoutScalingLayer:
    '{layer} (rate {rate}, p = {keep}) → {next}: the first mask kept {kept} of {inputs} inputs',
  columnUnit: 'unit',
  columnLectureMasked: 'lecture: mean of {passes} masks',
  columnLecturePrediction: 'lecture: weights × p',
  columnKerasMasked: 'Keras: ÷ p, mean of {passes}',
  columnKerasPrediction: 'Keras: prediction',
  columnForgotten: '× p forgotten',
  dropoutScalingProof:
    'Largest difference of lecture and Keras (relative): training {training}, prediction {prediction}. In {near} of the {units} units the mean of the masks is within three standard errors (±) of the prediction.',
  dropoutInexact:
    'The scaling of {layer} is not shown: no weighted sum follows it (but pooling by maximum, …), or it is inside a residual block.',
  dropoutAveragesHeading: 'Average of masked predictions (Monte Carlo dropout; {variant}, n = {nets})',
  dropoutPlain: 'plain prediction (no masks)',
  dropoutSingle: 'single masks, mean result',
  dropoutAverageOf: 'probabilities of {passes} averaged',
  columnPrediction: 'Prediction',
  dropoutEnsembleHeading: 'Ensemble of the nets of all seeds (averaged probabilities): test accuracy / loss',
  columnNets: 'nets',
  columnSingleNets: 'mean of single nets',
  columnMaskedNets: 'averaged masks',
  columnEnsemble: 'ensemble',
  dropoutEnsembleNote:
    'Dropout’s own prediction is the mean of single nets in the line with dropout. Losses are cross-entropies of the probabilities, without penalties.',
  dropoutNoEnsemble:
    'An ensemble needs nets of two or more seeds with the same test pictures (such as --seeds 3).',
  dropoutNothingDrops: 'No net has dropout, so there is no scaling and no average of masks to show.',
  dropoutLeftOut: 'Without their final weights these runs take no part in the predictions: {runs}',
  dropoutStopped: 'Interrupted: only what was done before is shown.',
};

/** Words of the dropout lab, in both languages. */
export const dropoutTexts = { ja, en };
