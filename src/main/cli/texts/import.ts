/** The words of `tatami import`. */
export const importTexts = {
  ja: {
    aboutImport:
      '学習済みモデル（.keras・.h5・TensorFlow.js・重みだけのファイル）を読み込み、評価して履歴に加える',
    argumentModelPath: 'モデルのファイル、または TensorFlow.js モデルのフォルダー',
    optionImportData: '評価に使うデータセット（既定：形とクラス数が合うもの）',
    optionImportModel: '重みだけのファイル用：モデルの構成（ラボ名・ファイル・実験 ID）',
    optionFrom: 'この実験の最終の重みから始める（ラボを省くと、その実験を続けて学習する）',
    modelRead: '{file}（{format}）を読み込みました：{layers} 層、{parameters} 個の重み。評価：{dataset}',
    modelClasses: 'クラス名：{names}',
    modelTrainOn: '続けて学習：tatami run --from {run} --epochs 3',
    noteAssumed: '画素値の前処理がファイルにないため、1/255 を仮定しました。',
    noteFlat: '平らな入力を {detail} の画像とみなし、Flatten 層を加えました。',
    noteInitializer: '{layer}：初期化方法 {detail} は使えないため既定値にしました（重みはそのままです）。',
    notePrecision: '{layer}：{detail} で学習されていますが、float32 で計算します。',
    noteOptimizer: '最適化手法 {detail} は使えないため、別のものにしました。',
    noteLoss: '損失関数 {detail} は使えないため、交差エントロピーにしました。',
  },
  en: {
    aboutImport:
      'bring in a trained model (.keras, .h5, TensorFlow.js, or weights alone), evaluate it and keep it',
    argumentModelPath: 'file of the model, or folder of a TensorFlow.js model',
    optionImportData: 'data set to evaluate it on (default: the first that fits in shape and classes)',
    optionImportModel: 'for files of weights alone: the model they are for (lab, file or run)',
    optionFrom: 'begin from the final weights of this run (without a lab: go on training its own experiment)',
    modelRead: 'Read {file} ({format}): {layers} layers, {parameters} weights. Evaluated on: {dataset}',
    modelClasses: 'Classes: {names}',
    modelTrainOn: 'To train on: tatami run --from {run} --epochs 3',
    noteAssumed: 'The file does not say how pixels enter; 1/255 was assumed.',
    noteFlat: 'The flat input was taken for pictures of {detail}; a Flatten layer was added.',
    noteInitializer:
      '{layer}: the initializer {detail} is not known; the default stands in (the weights are as trained).',
    notePrecision: '{layer}: trained in {detail}, computed in float32 here.',
    noteOptimizer: 'The optimizer {detail} is not known here; another one stands in.',
    noteLoss: 'The loss {detail} is not known here; crossentropy stands in.',
  },
} as const;
