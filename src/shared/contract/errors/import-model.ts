import type { ErrorEntry } from './entry.ts';

/** Error codes of the topic `import`: models that were read but do not fit Tatami. */
export const importModelErrors = {
  'import.unsupported-layer': {
    message: {
      en: 'Layer {place} of the model, “{layer}”, is a {className}, which Tatami does not have.',
      ja: 'モデルの {place} 番目の層「{layer}」（{className}）は Tatami にありません。',
    },
    hint: {
      en: 'Replace the layer in the program that made the model, and save it again.',
      ja: '元のプログラムでこの層を置き換えて、保存し直してください。',
    },
  },
  'import.unsupported-setting': {
    message: {
      en: 'Layer {place}, “{layer}” ({className}): {setting} is {found}; Tatami knows only {expected}.',
      ja: '{place} 番目の層「{layer}」（{className}）：{setting} が {found} ですが、Tatami で使えるのは {expected} だけです。',
    },
    hint: {
      en: 'Change the layer in the program that made the model, and save it again.',
      ja: '元のプログラムでこの層の設定を変えて、保存し直してください。',
    },
  },
  'import.unsupported-graph': {
    message: {
      en: 'The model branches at layer {place}, “{layer}” ({className}), in a way that is no residual block: {problem}.',
      ja: 'モデルが {place} 番目の層「{layer}」（{className}）で分岐していますが、残差ブロックの形ではありません（{problem}）。',
    },
    hint: {
      en: 'Tatami reads chains of layers, and residual blocks that end in Add.',
      ja: 'Tatami が読み込めるのは、一列に並んだ層と、Add で終わる残差ブロックだけです。',
    },
  },
  'import.not-sequential': {
    message: {
      en: 'The model is a {className}; Tatami reads Sequential and Functional models.',
      ja: 'モデルの種類は {className} です。Tatami が読み込めるのは Sequential と Functional です。',
    },
    hint: {
      en: 'Build the same net as a Sequential model, and save it again.',
      ja: '同じモデルを Sequential で組み立て、保存し直してください。',
    },
  },
  'import.not-pictures': {
    message: {
      en: 'The model takes inputs of the shape {shape}; Tatami needs height × width × 1 or 3 channels.',
      ja: 'モデルの入力は {shape} です。Tatami には「高さ × 幅 × 1 または 3 チャンネル」が必要です。',
    },
    hint: {
      en: 'Give the model an input layer of a fixed size, such as Input(shape=(28, 28, 1)).',
      ja: 'Input(shape=(28, 28, 1)) のように、大きさの決まった入力層を付けてください。',
    },
  },
  'import.not-classifier': {
    message: {
      en: 'The model puts out values of the shape {shape}; a classifier puts out one number per class.',
      ja: 'モデルの出力は {shape} です。分類モデルは、クラスごとに 1 つの値を出します。',
    },
    hint: { en: 'End the model with a Dense layer.', ja: 'モデルの最後を Dense 層にしてください。' },
  },
  'import.weights-missing': {
    message: {
      en: 'The weight “{weight}” of the shape {expected} is not in “{file}” (found: {found}).',
      ja: '「{file}」に、形 {expected} の重み「{weight}」がありません（見つかったもの：{found}）。',
    },
    hint: {
      en: 'The weights must belong to the same model. Save model and weights together, as .keras.',
      ja: '重みは同じモデルのものでなければなりません。モデルと重みを一緒に .keras で保存してください。',
    },
  },
  'import.weights-left-over': {
    message: {
      en: '“{file}” holds weights that the model has no place for: {found}.',
      ja: '「{file}」に、モデルに対応する層のない重みがあります：{found}',
    },
    hint: {
      en: 'Choose the model that these weights were trained with.',
      ja: 'この重みを学習したモデルを指定してください。',
    },
  },
  'import.not-finite': {
    message: {
      en: 'The weight “{weight}” in “{file}” holds values that are no finite numbers.',
      ja: '「{file}」の重み「{weight}」に、有限でない値があります。',
    },
    hint: {
      en: 'The training had diverged. Train the model again with a smaller learning rate.',
      ja: '学習が発散しています。学習率を小さくして学習し直してください。',
    },
  },
  'import.weights-only': {
    message: {
      en: '“{file}” holds weights but not the model that they belong to.',
      ja: '「{file}」には重みだけがあり、モデルの構成がありません。',
    },
    hint: {
      en: 'Open the model in the Lab (or name it with --model) and import the file again.',
      ja: '実験室でモデルを開いて（または --model で指定して）から、もう一度読み込んでください。',
    },
  },
  'import.no-data-set': {
    message: {
      en: 'No data set here has pictures of {shape} in {classes} classes, as the model wants them.',
      ja: 'モデルに合うデータセット（{shape} の画像、{classes} クラス）がありません。',
    },
    hint: {
      en: 'Import the data set that the model was trained on, then the model again.',
      ja: 'モデルの学習に使ったデータセットを取り込んでから、もう一度モデルを読み込んでください。',
    },
  },
  'import.other-data-set': {
    message: {
      en: 'The data set “{dataset}” ({found}) does not fit the model, which wants {expected}.',
      ja: 'データセット「{dataset}」（{found}）は、モデル（{expected}）に合いません。',
    },
    hint: {
      en: 'Name another data set (--data); `tatami data list` shows them.',
      ja: '別のデータセットを --data で指定してください。一覧は `tatami data list` で確認できます。',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
