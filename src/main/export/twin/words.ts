/** The words of a twin: comments and messages of its script, in both languages. */
import type { Language } from '../../../shared/contract/errors/entry.ts';

const ja = {
  about: 'Tatami の実験を Keras でもう一度学習し、結果を比べます。',
  usage: '実行方法：python train.py（Keras 3 と NumPy が必要です）',
  network: '--- ネットワーク：層はすべて実験と同じ ---',
  residual: '残差ブロック',
  weightOrder: '重みのファイルの順序',
  optimizer: '--- 最適化手法：引数をすべて書き出したもの ---',
  loss: '--- 損失関数 ---',
  start: '--- 初期値：Tatami と同じ重みから始める ---',
  data: '--- データ：画像（0～255）、正解ラベル、各ステップで使う画像の番号 ---',
  training: '--- 学習：Tatami と同じ順序で、1 ステップずつ ---',
  padding: '-1 は空きを埋めるだけの値',
  pixels: 'ピクセル値の前処理',
  oneHot: '正解ラベルを one-hot ベクトルにする',
  runningLoss: 'このエポックのここまでの平均損失（fit の進行表示と同じ値）',
  average: '重みの移動平均を最終の重みとする（fit の終わりと同じ）',
  callbacks:
    '--- コールバック：Keras のものを、Tatami が測った値で呼び出す（丸め誤差で判断が変わらない） ---',
  endedInKeras: 'Keras ではエポック {} で学習が終わりますが、Tatami では続いています。',
  notEndedInKeras: 'Tatami ではエポック {} で早期終了しましたが、Keras では続きます。',
  comparison: '--- 比較：最終の重みと損失の曲線 ---',
  difference: '最大の差（Tatami の値の絶対値の最大に対する比）',
  robbinsMonro: '学習率 a / (alpha (t + 1))（Robbins & Monro, 1951）',
  epochDone: 'エポック {}/{}  損失 {:.6f}',
  weightsHeading: '最終の重みの相対差：',
  largestWeight: '重みの最大の相対差：{:.2e}',
  largestLoss: '損失の曲線の最大の相対差：{:.2e}（{} 点）',
  proven: '{} ステップ学習し、Keras と Tatami の結果は一致しました（許容差 {:.0e}）。',
  differs: '一致しませんでした（許容差 {:.0e}）。',
  agreedUntil:
    '損失の曲線はステップ {} まで一致しています。ステップ数が多いと、丸め誤差の違いが積み重なって差が広がります。',
  doubled:
    '「--double ファイル名」を付けると倍精度で学習し、結果を保存するだけで終わります（最後の判定で使います）。',
  double: '同じ学習を倍精度で行った損失の曲線と最終の重み',
  rounding: '許容差を超えました。丸め誤差だけでどれだけ差が出るかを、倍精度の学習で調べます …',
  roundingColumns: '  Tatami との差  倍精度との差',
  withinRounding:
    '{} ステップ学習し、Keras と Tatami の結果は丸め誤差の範囲で一致しました。許容差 {:.0e} を超える差は、Keras 自身の単精度と倍精度の差と同程度です（10 倍以内）。',
  notComparable:
    '重みと損失の曲線は比較できません。次の層は学習中に乱数を使い、Keras の乱数は Tatami と異なるためです：{}',
  notComparableFast:
    '重みと損失の曲線は比較できません。高速モード（bfloat16）で計算した実験であり、Keras の mixed_bfloat16 は丸める場所が異なるためです。',
  policy: '高速モードで計算した実験なので、Keras の混合精度を使う（丸める場所は異なる）',
  comparableRest: '初期値、各ステップの画像、最適化手法は同じです。上の差は参考値です。',
  capped:
    'このフォルダーには全 {} ステップのうち最初の {} ステップ分の画像だけがあります。最終の重みは比較できないため、損失の曲線だけを比べます。',
} as const;

const en = {
  about: 'Trains a run of Tatami once more, with Keras, and compares the results.',
  usage: 'Usage: python train.py   (it needs Keras 3 and NumPy)',
  network: '--- The network: every layer as in the experiment ---',
  residual: 'residual block',
  weightOrder: 'the order of the weights in the files',
  optimizer: '--- The optimizer, with every argument written out ---',
  loss: '--- The loss ---',
  start: '--- The start: the same weights as in Tatami ---',
  data: '--- The data: images (0 to 255), labels, and which images each step takes ---',
  training: '--- Training: one step after the other, in the same order as in Tatami ---',
  padding: '-1 only fills a row up',
  pixels: 'preprocessing of the pixels',
  oneHot: 'labels as one-hot vectors',
  runningLoss: 'mean loss of the epoch so far, as the progress line of fit shows it',
  average: 'the moving average becomes the final weights, as at the end of fit',
  callbacks:
    '--- The callbacks: Keras’s own, called with the numbers that Tatami measured (so rounding decides nothing) ---',
  endedInKeras: 'In Keras the training ends after epoch {}; in Tatami it went on.',
  notEndedInKeras: 'In Tatami the training ended early, after epoch {}; in Keras it goes on.',
  comparison: '--- The comparison: final weights and loss curve ---',
  difference: "largest difference, relative to the largest magnitude of Tatami's values",
  robbinsMonro: 'Learning rate a / (alpha (t + 1)), Robbins and Monro 1951.',
  epochDone: 'epoch {}/{}  loss {:.6f}',
  weightsHeading: 'Relative differences of the final weights:',
  largestWeight: 'largest relative difference of the weights: {:.2e}',
  largestLoss: 'largest relative difference of the loss curve: {:.2e} ({} points)',
  proven: 'After {} steps Keras and Tatami agree (tolerance {:.0e}).',
  differs: 'They do not agree (tolerance {:.0e}).',
  agreedUntil:
    'The loss curves agree up to step {}. Over many steps, differences of rounding add up and grow.',
  doubled:
    'With "--double FILE" it trains in double precision and only saves the results; the verdict below uses that.',
  double: 'Loss curve and final weights of the same training in double precision.',
  rounding:
    'The tolerance is missed. Training once more, in double precision, to see how far rounding alone goes ...',
  roundingColumns: '  from Tatami  from double precision',
  withinRounding:
    'After {} steps Keras and Tatami agree within rounding: where they miss {:.0e}, they are no further apart than ten times what Keras itself in single precision is from Keras in double precision.',
  notComparable:
    'Weights and loss curve cannot be compared: these layers draw random numbers in training, and those of Keras are not those of Tatami: {}',
  notComparableFast:
    'Weights and loss curve cannot be compared: the run was computed in the fast mode (bfloat16), and the mixed_bfloat16 of Keras rounds at other places.',
  policy: 'The run was computed in the fast mode: mixed precision of Keras, which rounds at other places',
  comparableRest:
    'First weights, images of each step and optimizer are the same; the differences above are for information.',
  capped:
    'Of {} steps, this folder holds the images of the first {}. The final weights cannot be compared, so only the loss curve is.',
} as const satisfies Record<keyof typeof ja, string>;

/** What a script says and explains in one language; `{}` are Python's places to fill. */
export type TwinWords = Readonly<Record<keyof typeof ja, string>>;

/** The words of a twin in both languages. */
export const twinWords: Readonly<Record<Language, TwinWords>> = { ja, en };
