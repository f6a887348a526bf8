import type { ErrorEntry } from './entry.ts';

/** Error codes of the topic `engine`. */
export const engineErrors = {
  'engine.died': {
    message: {
      en: 'The training process ended unexpectedly ({reason}). The run {run} is saved up to epoch {epoch}, step {stepInEpoch}.',
      ja: '学習プロセスが予期せず終了しました（{reason}）。実験 {run} はエポック {epoch}、ステップ {stepInEpoch} まで保存されています。',
    },
    hint: {
      en: 'Run `tatami resume {run}` to go on from there. If it happens again, try a smaller batch: memory may be short.',
      ja: '`tatami resume {run}` で続きから再開できます。繰り返す場合はメモリー不足の可能性があるため、バッチを小さくしてください。',
    },
    windowHint: {
      en: 'Press “Go on” under its curve in Lab, or in History. If it happens again, try a smaller batch: memory may be short.',
      ja: 'ラボの曲線の下か履歴の「続きから再開」で再開できます。繰り返す場合はメモリー不足の可能性があるため、バッチを小さくしてください。',
    },
  },
  'engine.died-early': {
    message: {
      en: 'The training process ended unexpectedly ({reason}) before the run {run} had saved an epoch.',
      ja: '実験 {run} の最初のエポックが保存される前に、学習プロセスが予期せず終了しました（{reason}）。',
    },
    hint: {
      en: 'Run `tatami resume {run}` to start it again. If it happens again, try a smaller batch: memory may be short.',
      ja: '`tatami resume {run}` で最初からやり直せます。繰り返す場合はメモリー不足の可能性があるため、バッチを小さくしてください。',
    },
    windowHint: {
      en: 'Press “Go on” under its curve in Lab, or in History, to start it again. If it happens again, try a smaller batch: memory may be short.',
      ja: 'ラボの曲線の下か履歴の「続きから再開」で最初からやり直せます。繰り返す場合はメモリー不足の可能性があるため、バッチを小さくしてください。',
    },
  },
  'engine.process-lost': {
    message: {
      en: 'The engine’s process ended unexpectedly ({reason}).',
      ja: 'エンジンのプロセスが予期せず終了しました（{reason}）。',
    },
    hint: {
      en: 'Try again. `tatami doctor` checks the parts; {log} holds what the process wrote last.',
      ja: 'もう一度お試しください。`tatami doctor` で各部を点検できます。プロセスの最後の出力は {log} にあります。',
    },
  },
  'engine.unresponsive': {
    message: {
      en: 'The engine did not answer the request to stop within {limitMs} ms and was ended.',
      ja: 'エンジンが停止の求めに {limitMs} ミリ秒以内に応答しなかったため、終了させました。',
    },
    hint: {
      en: 'What was saved before is kept: `tatami resume {run}` goes on from there.',
      ja: 'それまでに保存された内容は残っています。`tatami resume {run}` で続きから再開できます。',
    },
    windowHint: {
      en: 'What was saved before is kept: “Go on” in History continues from there.',
      ja: '保存済みの状態は残っています。履歴の「続きから再開」で再開できます。',
    },
  },
  'engine.unequal-start': {
    message: {
      en: 'The variants {first} and {second} have the same layers and the same seed ({seed}) but started from different weights.',
      ja: '変種 {first} と {second} は層とシード（{seed}）が同じなのに、異なる重みから学習を始めました。',
    },
    hint: {
      en: 'The comparison would not be fair. This is a fault of Tatami: please report it with the comparison.',
      ja: 'このままでは公平な比較になりません。Tatami の不具合ですので、比較の内容を添えてご報告ください。',
    },
  },
  'engine.unavailable': {
    message: {
      en: 'Training is not possible on this machine: TensorFlow could not be loaded ({reason}).',
      ja: 'このコンピューターでは学習できません。TensorFlow を読み込めませんでした（{reason}）。',
    },
    hint: {
      en: 'Run `npm run setup`, then `tatami doctor`: it says what is missing. Everything but training still works.',
      ja: '`npm run setup` を実行してから `tatami doctor` で不足を確認してください。学習以外の機能は使えます。',
    },
  },
  'engine.graph': {
    message: {
      en: 'The training graph could not be built: {problem}.',
      ja: '学習用の計算グラフを作れませんでした：{problem}',
    },
    hint: {
      en: 'This is a fault of Tatami. Please report it with the experiment document.',
      ja: 'Tatami の不具合です。実験ファイルを添えてご報告ください。',
    },
  },
  'engine.trace': {
    message: {
      en: 'The function at “{scope}” cannot become part of a graph: {problem}.',
      ja: '「{scope}」の関数は計算グラフにできません：{problem}',
    },
    hint: {
      en: 'A traced function must be pure: randomness comes from the step key, values stay tensors.',
      ja: '計算グラフにする関数は純粋でなければなりません。乱数はステップのキーから作り、値はテンソルのまま扱ってください。',
    },
  },
  'engine.layer-failed': {
    message: {
      en: 'Layer {layer} ({className}) could not be computed: {problem}',
      ja: '層 {layer}（{className}）を計算できませんでした：{problem}',
    },
    hint: {
      en: 'Check the layer’s settings and the size of what it receives.',
      ja: 'その層の設定と、入力の大きさを確認してください。',
    },
  },
  'engine.step-failed': {
    message: {
      en: 'TensorFlow stopped with an error: {problem}',
      ja: 'TensorFlow がエラーで停止しました：{problem}',
    },
    hint: {
      en: 'If it speaks of memory, choose a smaller batch or network. The last checkpoint is kept.',
      ja: 'メモリー不足の場合は、バッチまたはネットワークを小さくしてください。最後のチェックポイントは残っています。',
    },
  },
  'engine.bad-checkpoint': {
    message: {
      en: 'The checkpoint {path} cannot be used: {problem}.',
      ja: 'チェックポイント {path} は使えません：{problem}',
    },
    hint: {
      en: 'Resume from an earlier checkpoint, or run the experiment again from its document.',
      ja: '以前のチェックポイントから再開するか、同じ実験をもう一度実行してください。',
    },
  },
  'engine.data-mismatch': {
    message: {
      en: 'The data set “{dataset}” does not fit: {problem}.',
      ja: 'データセット「{dataset}」が合いません：{problem}',
    },
    hint: {
      en: 'Change the number of images, the batch size or the last layer so that they agree.',
      ja: '画像数、バッチサイズ、最後の層のユニット数を合わせてください。',
    },
  },
  'engine.weights-do-not-fit': {
    message: {
      en: 'The weight {weight} does not fit the net: expected {expected}, found {found}.',
      ja: '重み {weight} がモデルに合いません（期待：{expected}、実際：{found}）。',
    },
    hint: {
      en: 'Use the file with the net that it was written for.',
      ja: 'そのファイルを書き出したモデルと組み合わせて使ってください。',
    },
  },
  'engine.no-stored-weights': {
    message: {
      en: 'The weights that the experiment begins from ({sha256}) are not on this machine.',
      ja: '実験の開始に使う重み（{sha256}）がこの PC にありません。',
    },
    hint: {
      en: 'Import the model again on this machine, or remove `initial_weights` from the experiment.',
      ja: 'この PC でモデルをもう一度読み込むか、実験から `initial_weights` を取り除いてください。',
    },
  },
  'engine.busy': {
    message: {
      en: 'Run {run} is training already.',
      ja: '実行 {run} はすでに学習中です。',
    },
    hint: {
      en: 'Wait for its end, or stop it first.',
      ja: '終わるまで待つか、先に停止してください。',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
