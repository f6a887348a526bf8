import type { ErrorEntry } from './entry.ts';

/** Error codes of the topic `command`: what was asked for cannot be done. */
export const commandErrors = {
  'command.wrong-usage': {
    message: {
      en: '{problem}',
      ja: '{problem}',
    },
    hint: {
      en: 'Run `{command} --help` to see how it is used.',
      ja: '`{command} --help` で使い方を確認してください。',
    },
  },
  'command.not-on-this-system': {
    message: {
      en: 'This is not possible on this system ({platform}).',
      ja: 'この OS（{platform}）では使えません。',
    },
    hint: {
      en: 'Drop the file on the window, or open it by File > Open.',
      ja: 'ファイルをウィンドウにドロップするか、「ファイル > 開く」で開いてください。',
    },
  },
  'command.no-such-lab': {
    message: {
      en: 'No ready-made lab and no file is called “{name}”.',
      ja: '「{name}」という実習もファイルも見つかりません。',
    },
    hint: {
      en: 'Ready-made labs: {labs}. Or give the path of an experiment document (JSON).',
      ja: '用意されている実習：{labs}。または実験ファイル（JSON）のパスを指定してください。',
    },
  },
  'command.misspelt-lab': {
    message: {
      en: 'No ready-made lab and no file is called “{name}”. Did you mean “{nearest}”?',
      ja: '「{name}」という実習もファイルも見つかりません。「{nearest}」のことですか？',
    },
    hint: {
      en: 'Ready-made labs: {labs}. Or give the path of an experiment document (JSON).',
      ja: '用意されている実習：{labs}。または実験ファイル（JSON）のパスを指定してください。',
    },
  },
  'command.unreadable-file': {
    message: {
      en: 'The file {path} could not be read ({reason}).',
      ja: 'ファイル {path} を読み込めませんでした（{reason}）。',
    },
    hint: {
      en: 'Check that it is a file, that it exists and that you may read it.',
      ja: 'ファイルが存在し、読み取りが許可されているかを確認してください。',
    },
  },
  'command.not-a-file': {
    message: {
      en: '{path} is a folder or a device, not a file.',
      ja: '{path} はフォルダーまたはデバイスであり、ファイルではありません。',
    },
    hint: {
      en: 'Give the path of a file.',
      ja: 'ファイルのパスを指定してください。',
    },
  },
  'command.file-too-large': {
    message: {
      en: 'The file {path} has {sizeBytes} bytes; a document of this kind has at most {limitBytes}.',
      ja: 'ファイル {path} は {sizeBytes} バイトあります。この種類のファイルは最大 {limitBytes} バイトです。',
    },
    hint: {
      en: 'Check that it is the right file.',
      ja: '正しいファイルかどうかを確認してください。',
    },
  },
  'command.bad-json': {
    message: {
      en: 'The file {path} is not valid JSON ({problem}).',
      ja: 'ファイル {path} は正しい JSON ではありません（{problem}）。',
    },
    hint: {
      en: 'Correct it there: names and texts need double quotes, and the last item has no comma after it.',
      ja: 'その箇所を修正してください。名前と文字列は二重引用符で囲み、最後の要素の後にコンマは付けません。',
    },
  },
  'command.is-comparison': {
    message: {
      en: '“{name}” is a comparison of several runs, not a single experiment.',
      ja: '「{name}」は単独の実験ではなく、複数の実験の比較です。',
    },
    hint: {
      en: 'Run `tatami compare {name}`.',
      ja: '`tatami compare {name}` を実行してください。',
    },
  },
  'command.nothing-to-compare': {
    message: {
      en: '“{name}” is a single experiment: there is nothing to compare it with.',
      ja: '「{name}」は単独の実験なので、比較する相手がありません。',
    },
    hint: {
      en: 'Name optimizers (--optimizers SGD,momentum,Adam), values of a setting (--vary batch_size=32,128) or a number of seeds (--seeds 3).',
      ja: '最適化手法（--optimizers SGD,momentum,Adam）、設定の値（--vary batch_size=32,128）またはシードの数（--seeds 3）を指定してください。',
    },
  },
  'command.vary-seed': {
    message: {
      en: 'The seed is not a variant: all variants of a comparison run with the same seeds.',
      ja: 'シードは変種にはできません。比較ではすべての変種を同じシードで実行します。',
    },
    hint: {
      en: 'Give a number of seeds (--seeds 3), and the first of them with --seed.',
      ja: 'シードの数を --seeds 3 のように、最初のシードを --seed で指定してください。',
    },
  },
  'command.no-such-optimizer': {
    message: {
      en: 'There is no optimizer “{name}”.',
      ja: '「{name}」という最適化手法はありません。',
    },
    hint: {
      en: 'Known: {known}.',
      ja: '使えるもの：{known}',
    },
  },
  'command.misspelt-optimizer': {
    message: {
      en: 'There is no optimizer “{name}”. Did you mean “{nearest}”?',
      ja: '「{name}」という最適化手法はありません。「{nearest}」のことですか？',
    },
    hint: {
      en: 'Known: {known}.',
      ja: '使えるもの：{known}',
    },
  },
  'command.run-is-running': {
    message: {
      en: 'The run {run} is being trained right now.',
      ja: '実験 {run} は現在学習中です。',
    },
    hint: {
      en: 'Wait until it has ended, or stop it where it was started (Ctrl+C).',
      ja: '終了を待つか、開始した画面で停止してください（Ctrl+C）。',
    },
  },
  'command.nothing-to-resume': {
    message: {
      en: 'The run {run} has already ended (status: {status}); nothing is left to train.',
      ja: '実験 {run} はすでに終了しています（状態：{status}）。続きはありません。',
    },
    hint: {
      en: 'Run `tatami repeat {run}` to do it again.',
      ja: 'もう一度行うには `tatami repeat {run}` を実行してください。',
    },
    windowHint: {
      en: 'Press “Repeat exactly” in History to do it again.',
      ja: 'もう一度学習するには、履歴の「まったく同じに再実行」を押してください。',
    },
  },
  'command.nothing-to-continue': {
    message: {
      en: 'All {count} runs of the comparison {comparison} have come to their end; nothing is left to train.',
      ja: '比較 {comparison} の実験は {count} 件すべて終了しています。続きはありません。',
    },
    hint: {
      en: 'Run `tatami history show {comparison}` to see its results.',
      ja: '`tatami history show {comparison}` で結果を確認できます。',
    },
    windowHint: {
      en: 'Its results are in Compare.',
      ja: '結果は「比較」で見られます。',
    },
  },
  'command.no-such-job': {
    message: {
      en: 'The queue has no job {job}.',
      ja: '待ち行列に {job} という作業はありません。',
    },
    hint: {
      en: 'It may have ended long ago: look for its runs in the history.',
      ja: 'すでに終わった作業の実験は履歴で確認してください。',
    },
  },
  'command.cannot-repeat': {
    message: {
      en: 'The run {run} did not come to its end (status: {status}), so a repetition cannot be checked against it.',
      ja: '実験 {run} は最後まで終わっていないため（状態：{status}）、再実行の結果と照合できません。',
    },
    hint: {
      en: 'Finish it first: `tatami resume {run}`.',
      ja: '先に `tatami resume {run}` で最後まで学習してください。',
    },
    windowHint: {
      en: 'Finish it first: “Go on” in History.',
      ja: '先に履歴の「続きから再開」で最後まで学習してください。',
    },
  },
  'command.no-evaluation': {
    message: {
      en: 'The run {run} has no predictions on test images (status: {status}).',
      ja: '実験 {run} にはテスト画像の予測結果がありません（状態：{status}）。',
    },
    hint: {
      en: 'Predictions are made when a run ends. Finish it with `tatami resume {run}`.',
      ja: '予測は学習の終了時に行われます。`tatami resume {run}` で最後まで学習してください。',
    },
    windowHint: {
      en: 'Predictions are made when a run ends. Finish it with “Go on” in History.',
      ja: '予測は学習の終了時に行われます。履歴の「続きから再開」で最後まで学習してください。',
    },
  },
  'command.no-epochs-kept': {
    message: {
      en: 'The run {run} kept no predictions of its epochs.',
      ja: '実験 {run} にはエポックごとの予測が残っていません。',
    },
    hint: {
      en: 'Runs of an older Tatami, and runs that were stopped in their first epoch, have none. Train it again with `tatami repeat {run}`.',
      ja: '古い Tatami の実行や、最初のエポックの途中で止めた実行にはありません。`tatami repeat {run}` でもう一度学習してください。',
    },
  },
  'command.epoch-not-kept': {
    message: {
      en: 'The predictions of epoch {epoch} of the run {run} were not kept.',
      ja: '実験 {run} の {epoch} エポック目の予測は残っていません。',
    },
    hint: {
      en: 'Kept are: {known}',
      ja: '残っているエポック：{known}',
    },
  },
  'command.other-pictures': {
    message: {
      en: '{a} and {b} are not about the same pictures, so they cannot be compared one by one.',
      ja: '{a} と {b} は画像が違うため、1 枚ずつ比べられません。',
    },
    hint: {
      en: 'Compare runs that were tested on the same pictures, or two epochs of one run.',
      ja: '同じ画像でテストした実行どうしか、1 つの実行の 2 つのエポックを比べてください。',
    },
  },
  'command.no-superclasses': {
    message: {
      en: 'The data set “{dataset}” has no superclasses.',
      ja: 'データセット「{dataset}」には上位クラスがありません。',
    },
    hint: {
      en: 'Use `--level class`, or train on a set with superclasses (tatami-100, cifar-100).',
      ja: '`--level class` を使うか、上位クラスのあるデータセット（tatami-100、cifar-100）で学習してください。',
    },
  },
  'command.no-such-class': {
    message: {
      en: '“{name}” is neither a name nor a number of a class at this level.',
      ja: '「{name}」はこのレベルのクラス名でも番号でもありません。',
    },
    hint: {
      en: 'Known here: {known}',
      ja: '使えるもの：{known}',
    },
  },
  'command.not-confirmed': {
    message: {
      en: 'Nothing was deleted: deleting {runs} for good needs a confirmation.',
      ja: '何も削除していません。{runs} を完全に削除するには確認が必要です。',
    },
    hint: {
      en: 'Repeat the command with --yes.',
      ja: 'コマンドに --yes を付けて、もう一度実行してください。',
    },
  },
  'command.bug': {
    message: {
      en: 'Something unexpected went wrong inside Tatami: {problem}',
      ja: 'Tatami の内部で予期しない問題が起きました：{problem}',
    },
    hint: {
      en: 'This is a fault of Tatami. Nothing that was saved is lost. Please report it with the lines above.',
      ja: 'Tatami の不具合です。保存済みのデータは失われていません。上の表示を添えてご報告ください。',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
