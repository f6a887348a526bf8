import type { ErrorEntry } from './entry.ts';

const allowedKeys = { en: 'Allowed here: {allowed}.', ja: 'ここで使えるのは {allowed} です。' };
const allowedNames = { en: 'Known names: {allowed}.', ja: '使える名前は {allowed} です。' };
const didYouMean = {
  en: 'Did you mean “{nearest}”? Allowed here: {allowed}.',
  ja: '「{nearest}」ではありませんか？ 使えるのは {allowed} です。',
};
const correctValue = {
  en: 'Correct this value in the document or setting.',
  ja: 'ファイルまたは設定のこの値を直してください。',
};
const correctModel = {
  en: 'Change this layer or one before it; `tatami labs` shows models that fit.',
  ja: 'この層か、その前の層を変えてください。`tatami labs` の見本も参考になります。',
};

/** Error codes of the topic `spec`: documents, settings and the sizes of models. */
export const specErrors = {
  'spec.not-json': {
    message: {
      en: 'The document is not valid JSON: {reason}',
      ja: 'ファイルが正しい JSON ではありません：{reason}',
    },
    hint: {
      en: 'JSON wants double quotes, no comma after the last entry, and no NaN. Check the place named above.',
      ja: '文字列は二重引用符で囲み、最後の要素の後にコンマを置かず、NaN は使わないでください。',
    },
  },
  'spec.too-long': {
    message: {
      en: 'The document has {length} characters; at most {most} are read.',
      ja: 'ファイルが {length} 文字あります。読み込めるのは {most} 文字までです。',
    },
    hint: {
      en: 'Check that this is an experiment, comparison or lab document.',
      ja: '実験・比較・ラボのファイルかどうか確認してください。',
    },
  },
  'spec.too-deep': {
    message: {
      en: 'The document is nested more than {most} levels deep.',
      ja: 'ファイルの入れ子が {most} 段を超えています。',
    },
    hint: {
      en: 'Check that this is an experiment, comparison or lab document.',
      ja: '実験・比較・ラボのファイルかどうか確認してください。',
    },
  },
  'spec.duplicate-key': {
    message: {
      en: 'The key “{key}” appears twice in the same object.',
      ja: '同じオブジェクトの中にキー「{key}」が 2 回あります。',
    },
    hint: {
      en: 'Keep one of the two, so that it is clear which value counts.',
      ja: 'どちらの値を使うかはっきりするように、一方を消してください。',
    },
  },
  'spec.not-a-document': {
    message: {
      en: 'A document must be a JSON object; found {found}.',
      ja: 'ファイルの中身は JSON オブジェクトでなければなりません（実際は {found}）。',
    },
    hint: {
      en: 'It begins with {"tatami": "experiment", "version": 1, …}.',
      ja: '{"tatami": "experiment", "version": 1, …} のように始めてください。',
    },
  },
  'spec.wrong-document': {
    message: {
      en: 'This is not a document of the kind “{expected}”: its “tatami” is {found}.',
      ja: '種類「{expected}」のファイルではありません（“tatami” の値は {found}）。',
    },
    hint: {
      en: 'Use `tatami run` for an experiment and `tatami compare` for a comparison; the document begins with "tatami": "{expected}".',
      ja: '実験は `tatami run`、比較は `tatami compare` で使います。ファイルの先頭に "tatami": "{expected}" と書いてください。',
    },
  },
  'spec.newer': {
    message: {
      en: 'The document was written by a newer Tatami (version {found}; this one reads up to {known}).',
      ja: 'このファイルは新しい Tatami（版 {found}）で書かれています（この Tatami は版 {known} まで読めます）。',
    },
    hint: { en: 'Open it with a newer Tatami.', ja: '新しい Tatami で開いてください。' },
  },
  'spec.missing': {
    message: { en: '{path} is missing.', ja: '{path} がありません。' },
    hint: {
      en: 'Add this key; it has no default.',
      ja: 'このキーを書き加えてください（既定値はありません）。',
    },
  },
  'spec.unknown-key': {
    message: { en: '{path} is not known.', ja: '{path} というキーはありません。' },
    hint: allowedKeys,
  },
  'spec.misspelt-key': {
    message: { en: '{path} is not known.', ja: '{path} というキーはありません。' },
    hint: didYouMean,
  },
  'spec.unknown-name': {
    message: { en: '{path}: {found} is not known.', ja: '{path}：{found} という名前はありません。' },
    hint: allowedNames,
  },
  'spec.misspelt-name': {
    message: { en: '{path}: {found} is not known.', ja: '{path}：{found} という名前はありません。' },
    hint: didYouMean,
  },
  'spec.not-a-number': {
    message: {
      en: '{path} must be a number; found {found}.',
      ja: '{path} は数値でなければなりません（実際は {found}）。',
    },
    hint: {
      en: 'Write digits with a point for decimals and without quotes, such as 0.01.',
      ja: '半角数字で、小数点にはピリオドを使い、引用符なしで書いてください（例：0.01）。',
    },
  },
  'spec.not-an-integer': {
    message: {
      en: '{path} must be a whole number; found {found}.',
      ja: '{path} は整数でなければなりません（実際は {found}）。',
    },
    hint: {
      en: 'Write it without a decimal point, such as 128.',
      ja: '小数点なしで書いてください（例：128）。',
    },
  },
  'spec.not-text': {
    message: {
      en: '{path} must be text; found {found}.',
      ja: '{path} は文字列でなければなりません（実際は {found}）。',
    },
    hint: { en: 'Put it in double quotes.', ja: '二重引用符で囲んでください。' },
  },
  'spec.not-a-boolean': {
    message: {
      en: '{path} must be true or false; found {found}.',
      ja: '{path} は true か false でなければなりません（実際は {found}）。',
    },
    hint: {
      en: 'Write true or false without quotes.',
      ja: '引用符なしで true または false と書いてください。',
    },
  },
  'spec.not-an-object': {
    message: {
      en: '{path} must be an object; found {found}.',
      ja: '{path} はオブジェクトでなければなりません（実際は {found}）。',
    },
    hint: {
      en: 'Write {"key": value, …}; a class is written {"class_name": …, "config": {…}}.',
      ja: '{"キー": 値, …} の形で書いてください。クラスは {"class_name": …, "config": {…}} です。',
    },
  },
  'spec.not-a-list': {
    message: {
      en: '{path} must be a list; found {found}.',
      ja: '{path} はリストでなければなりません（実際は {found}）。',
    },
    hint: {
      en: 'Write it in square brackets, such as [3, 3].',
      ja: '角かっこで囲んでください（例：[3, 3]）。',
    },
  },
  'spec.too-small': {
    message: {
      en: '{path} is {found}, but must be at least {bound}.',
      ja: '{path} は {found} ですが、{bound} 以上でなければなりません。',
    },
    hint: correctValue,
  },
  'spec.too-large': {
    message: {
      en: '{path} is {found}, but must be at most {bound}.',
      ja: '{path} は {found} ですが、{bound} 以下でなければなりません。',
    },
    hint: correctValue,
  },
  'spec.not-above': {
    message: {
      en: '{path} is {found}, but must be greater than {bound}.',
      ja: '{path} は {found} ですが、{bound} より大きくなければなりません。',
    },
    hint: correctValue,
  },
  'spec.not-below': {
    message: {
      en: '{path} is {found}, but must be less than {bound}.',
      ja: '{path} は {found} ですが、{bound} 未満でなければなりません。',
    },
    hint: correctValue,
  },
  'spec.wrong-length': {
    message: {
      en: '{path} has {found} entries, but must have {bound}.',
      ja: '{path} の要素は {found} 個ですが、{bound} 個でなければなりません。',
    },
    hint: correctValue,
  },
  'spec.too-few': {
    message: {
      en: '{path} has {found} entries, but must have at least {bound}.',
      ja: '{path} の要素は {found} 個ですが、{bound} 個以上必要です。',
    },
    hint: correctValue,
  },
  'spec.too-many': {
    message: {
      en: '{path} has {found} entries, but may have at most {bound}.',
      ja: '{path} の要素は {found} 個ですが、{bound} 個以下でなければなりません。',
    },
    hint: correctValue,
  },
  'spec.empty-text': {
    message: { en: '{path} is empty.', ja: '{path} が空です。' },
    hint: { en: 'Write at least one character.', ja: '1 文字以上書いてください。' },
  },
  'spec.long-text': {
    message: {
      en: '{path} has {found} characters, but may have at most {bound}.',
      ja: '{path} は {found} 文字ですが、{bound} 文字以下でなければなりません。',
    },
    hint: { en: 'Shorten it.', ja: '短くしてください。' },
  },
  'spec.bad-hash': {
    message: {
      en: '{path} must be a SHA-256 in hexadecimal (64 characters of 0-9 and a-f); found {found}.',
      ja: '{path} は 16 進数 64 文字の SHA-256 でなければなりません（実際：{found}）。',
    },
    hint: {
      en: 'Import the model again, or name a run with --from.',
      ja: 'モデルをもう一度読み込むか、--from で実験を指定してください。',
    },
  },
  'spec.bad-text': {
    message: {
      en: '{path} holds characters that cannot be shown safely: {found}.',
      ja: '{path} に安全に表示できない文字が含まれています：{found}',
    },
    hint: {
      en: 'Remove line breaks, control characters and direction marks.',
      ja: '改行、制御文字、文字の向きを変える記号を取り除いてください。',
    },
  },
  'spec.bad-identifier': {
    message: {
      en: '{path}: {found} cannot be a name here.',
      ja: '{path}：{found} はここでは名前として使えません。',
    },
    hint: {
      en: 'Use letters, digits, “.”, “_” and “-”, beginning with a letter or digit; at most 100.',
      ja: '文字・数字で始まり、文字・数字・「.」「_」「-」だけを使った 100 文字以内の名前にしてください。',
    },
  },
  'spec.duplicate-name': {
    message: { en: '{path}: the name {found} is used twice.', ja: '{path}：名前 {found} が重複しています。' },
    hint: {
      en: 'Give each its own name; layers without a name get one by themselves.',
      ja: '別の名前を付けてください。層の名前は省略すれば自動で付きます。',
    },
  },
  'spec.duplicate-seed': {
    message: {
      en: '{path}: the seed {found} is used twice.',
      ja: '{path}：シード {found} が重複しています。',
    },
    hint: {
      en: 'Equal seeds give equal runs; use each once.',
      ja: '同じシードの実行は同じ結果になります。それぞれ一度だけ書いてください。',
    },
  },
  'spec.two-clips': {
    message: {
      en: '{path}: only one of clipnorm, clipvalue and global_clipnorm can be set; found {found}.',
      ja: '{path}：clipnorm、clipvalue、global_clipnorm のうち指定できるのは 1 つだけです（実際は {found}）。',
    },
    hint: { en: 'Set the others to null.', ja: '残りは null にしてください。' },
  },
  'spec.nothing-validated': {
    message: {
      en: '{path} is {found}, but the experiment validates nothing.',
      ja: '{path} は {found} ですが、この実験には検証データがありません。',
    },
    hint: {
      en: 'Monitor a number of the training, such as "loss", or validate: `--validation 0.1`, or "validation": "test".',
      ja: '"loss" など学習中の値を monitor にするか、`--validation 0.1` または "validation": "test" で検証してください。',
    },
  },
  'spec.plateau-and-schedule': {
    message: {
      en: '{path}: ReduceLROnPlateau cannot lower a learning rate that follows a schedule ({found}).',
      ja: '{path}：学習率がスケジュール（{found}）に従うとき、ReduceLROnPlateau では下げられません。',
    },
    hint: {
      en: 'Make the learning rate a number, or take the callback out; Keras asks for the same.',
      ja: '学習率を数値にするか、このコールバックを外してください（Keras でも同じです）。',
    },
  },
  'spec.keras2-decay': {
    message: {
      en: '{path} is an argument of Keras 2; Keras 3 has no “decay”.',
      ja: '{path} は Keras 2 の引数です。Keras 3 に decay はありません。',
    },
    hint: {
      en: 'It lowers the learning rate: write learning_rate as {"class_name": "InverseTimeDecay", "config": {"initial_learning_rate": …, "decay_steps": 1, "decay_rate": {found}}}.',
      ja: 'これは学習率を下げる設定です。learning_rate を {"class_name": "InverseTimeDecay", "config": {"initial_learning_rate": …, "decay_steps": 1, "decay_rate": {found}}} と書いてください。',
    },
  },
  'spec.bad-boundaries': {
    message: {
      en: '{path}: the boundaries must rise and be one fewer than the values; found {found}.',
      ja: '{path}：boundaries は増加する列で、values より 1 つ少なくなければなりません（実際は {found}）。',
    },
    hint: {
      en: 'For example boundaries [1000, 2000] with values [0.1, 0.01, 0.001].',
      ja: '例：boundaries [1000, 2000] に対して values [0.1, 0.01, 0.001]。',
    },
  },
  'spec.bad-interval': {
    message: {
      en: '{path}: minval must not exceed maxval; found {found}.',
      ja: '{path}：minval は maxval 以下でなければなりません（実際は {found}）。',
    },
    hint: correctValue,
  },
  'spec.bad-setting': {
    message: {
      en: 'The setting {found} is not of the form path=value.',
      ja: '設定 {found} は「パス=値」の形ではありません。',
    },
    hint: {
      en: 'Examples: optimizer=SGD, optimizer.learning_rate=0.1, model.layers[2].rate=0.3, epochs=5.',
      ja: '例：optimizer=SGD、optimizer.learning_rate=0.1、model.layers[2].rate=0.3、epochs=5',
    },
  },
  'spec.bad-variation': {
    message: {
      en: 'The variation {found} is not of the form path=value,value.',
      ja: '変化の指定 {found} は「パス=値,値」の形ではありません。',
    },
    hint: {
      en: 'Examples: batch_size=32,128, optimizer=SGD,Adam, layers.dropout.rate=0,0.25,0.5.',
      ja: '例：batch_size=32,128、optimizer=SGD,Adam、layers.dropout.rate=0,0.25,0.5',
    },
  },
  'spec.no-preset': {
    message: {
      en: 'The optimizer {className} did not exist in Keras 2, so the slides have no values for it.',
      ja: 'オプティマイザー {className} は Keras 2 にはなかったため、スライドの既定値はありません。',
    },
    hint: {
      en: 'Take the preset “keras3” or “paper”.',
      ja: 'プリセット “keras3” か “paper” を使ってください。',
    },
  },
  'spec.bad-input-shape': {
    message: {
      en: 'Images of shape {shape} cannot enter a model.',
      ja: '形状 {shape} の画像はモデルに入力できません。',
    },
    hint: {
      en: 'The shape must be [height, width, channels] or [values], all whole numbers above 0.',
      ja: '形状は [高さ, 幅, チャンネル] か [値の数] で、すべて 1 以上の整数でなければなりません。',
    },
  },
  'spec.window-too-big': {
    message: {
      en: 'Layer {layer} ({name}): a {window} window does not fit the {input} input.',
      ja: '層 {layer}（{name}）：{window} の窓は {input} の入力に収まりません。',
    },
    hint: {
      en: 'Take a smaller kernel or pool, padding "same", or fewer pooling layers before it.',
      ja: 'カーネルやプールを小さくするか、padding を "same" にするか、手前のプーリング層を減らしてください。',
    },
  },
  'spec.needs-picture': {
    message: {
      en: 'Layer {layer} ({name}): {className} needs rows, columns and channels, but receives {shape}.',
      ja: '層 {layer}（{name}）：{className} には高さ・幅・チャンネルが必要ですが、入力は {shape} です。',
    },
    hint: {
      en: 'Put it before Flatten, global pooling and Dense layers.',
      ja: 'Flatten、グローバルプーリング、Dense より前に置いてください。',
    },
  },
  'spec.stride-and-dilation': {
    message: {
      en: 'Layer {layer} ({name}): strides and dilation_rate cannot both be above 1.',
      ja: '層 {layer}（{name}）：strides と dilation_rate を両方とも 2 以上にはできません。',
    },
    hint: { en: 'Set one of them to [1, 1].', ja: 'どちらかを [1, 1] にしてください。' },
  },
  'spec.unequal-strides': {
    message: {
      en: 'Layer {layer} ({name}): {className} takes equal strides for rows and columns (received: {strides}).',
      ja: '層 {layer}（{name}）：{className} の strides は縦と横で同じ値にします（受け取った値：{strides}）。',
    },
    hint: {
      en: 'Give one number, or use Conv2D, which takes both.',
      ja: '値を 1 つにするか、縦横を別々に指定できる Conv2D を使ってください。',
    },
  },
  'spec.bad-axis': {
    message: {
      en: 'Layer {layer} ({name}) cannot normalise along axis {axis}: its input is {shape}.',
      ja: '層 {layer}（{name}）は軸 {axis} に沿って正規化できません。入力は {shape} です。',
    },
    hint: {
      en: 'Axis 0 is the batch, so the sizes above are axes 1, 2, 3; -1 is the last. Name each once.',
      ja: '軸 0 はバッチで、上の各サイズが軸 1、2、3 です（-1 は最後の軸）。同じ軸は 1 回だけ書いてください。',
    },
  },
  'spec.unequal-paths': {
    message: {
      en: 'Layer {layer} ({name}): the main path puts out {main}, but the shortcut {shortcut}; only equal shapes can be added.',
      ja: '層 {layer}（{name}）：主経路の出力は {main} ですが、ショートカットは {shortcut} です。足せるのは同じ形状だけです。',
    },
    hint: {
      en: 'Give the convolutions of the main path padding "same" and strides 1, or the last Dense layer as many units as enter.',
      ja: '主経路の畳み込みを padding "same"・strides 1 にするか、最後の Dense の units を入力の個数にそろえてください。',
    },
  },
  'spec.needs-projection': {
    message: {
      en: 'Layer {layer} ({name}): the main path puts out {main}, but the shortcut {shortcut}; only equal shapes can be added.',
      ja: '層 {layer}（{name}）：主経路の出力は {main} ですが、ショートカットは {shortcut} です。足せるのは同じ形状だけです。',
    },
    hint: {
      en: 'Take "shortcut": {projection}, whose filters follow the main path, or keep the size of the input in the main path (padding "same", strides 1, as many filters as channels enter).',
      ja: '"shortcut": {projection} を使うか（フィルター数は主経路に従います）、主経路で入力の形状を保ってください（padding "same"、strides 1、入力チャンネルと同じフィルター数）。',
    },
  },
  'spec.layer-too-big': {
    message: {
      en: 'Layer {layer} ({name}) would put out {shape} values for one image; at most {most} are possible.',
      ja: '層 {layer}（{name}）の出力は 1 枚あたり {shape} 個です。上限は {most} 個です。',
    },
    hint: correctModel,
  },
  'spec.too-many-parameters': {
    message: {
      en: 'With layer {layer} ({name}) the model has {count} parameters; at most {most} are possible.',
      ja: '層 {layer}（{name}）までのパラメーター数は {count} 個です。上限は {most} 個です。',
    },
    hint: correctModel,
  },
} as const satisfies Record<string, ErrorEntry>;
