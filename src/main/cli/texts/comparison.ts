/** Words about the results of comparisons. */

const ja = {
  argumentRunOrComparison: '実験または比較の ID（先頭の 4 文字以上で可）',
  columnComparison: '比較',
  comparisonFailed: '{variant}（シード {seed}）は最後まで学習できませんでした：{failure}',
  comparisonMissing: 'まだ学習していない実験：{names}',
  comparisonLeft: '{count} 件のうち {done} 件が終了しました。残りを続けるには：tatami resume {comparison}',
  foundInterruptedIn:
    '比較 {comparison} の途中で終わった実験 {run} が見つかりました。`tatami resume {comparison}` で比較の残りを続けられます。',
  seedSpread: '{variant}：テスト精度 {mean} ± {deviation}（平均 ± 標準偏差、n = {n}）',
  verdictBetter:
    '{better} は {worse} より {points} ポイント高い（対応のある t 検定、95 % 区間 {low}～{high}、p = {p}、n = {n}）。',
  verdictUndecided:
    '{first} と {second}：差があるとは言えない（差 {points} ポイント、95 % 区間 {low}～{high}、p = {p}、n = {n}）。',
  cautionFewSeeds: '注意：シードが少ないため、別のシードを加えると判定が変わることがあります。',
  optionTarget:
    '何エポック・何ステップ・何秒で到達したかを調べる検証精度（例：0.9、既定：全実験が到達した最低の最終精度）',
  optionVary: '1 つの設定を変えた変種を作る（例：batch_size=32,128。複数回指定すると全組み合わせ）',
  wantTarget: '--target には 0 より大きく 1 以下の精度を指定してください（例：0.9、受け取った値：{value}）。',
  targetGiven: '検証精度 {accuracy} までの時間（エポックの終わりで測定）：',
  targetChosen:
    '検証精度 {accuracy}（完了した実験の最低の最終精度、--target で変更可）までの時間（エポックの終わりで測定）：',
  targetUnmeasured: '検証精度は測定されていません。--validation 0.1 を付けて学習してください。',
  targetNotReached: '到達せず（最高 {best}）',
  targetNever: '到達せず',
  columnSteps: 'ステップ',
  startOfSeed: 'シード {seed}：{text}',
  startEqualWeights: '初期値が等しい重み：{names}',
  startOtherWeights: '初期値が異なる重み：{names}',
  startOnlyWeights: '{variants} だけにある重み：{names}',
  startEqualMasks: '共通のマスクの乱数列：{names}',
  startOtherMasks: '異なるマスクの乱数列：{names}',
  startOnlyMasks: '{variants} だけにあるマスクの乱数列：{names}',
  startEqualBatches: 'シード {seed}：全エポックで同じバッチを同じ順に学習（{hash}）。',
  startEqualFirstEpoch:
    'シード {seed}：最初のエポックは同じバッチを同じ順に学習（{hash}）。エポック数が異なります。',
  startOtherBatches: 'シード {seed}：バッチが異なります（{hashes}）。',
  startUnproven: 'シード {seed}：以前の版の実行のため、ハッシュの記録がありません（{variants}）。',
  cautionOneSeed: 'シードが 1 つでは優劣を判定できません。--seeds 5 のように増やしてください。',
};

const en: Record<keyof typeof ja, string> = {
  argumentRunOrComparison: 'id of a run or comparison (the first 4 or more characters will do)',
  columnComparison: 'Comparison',
  comparisonFailed: '{variant} (seed {seed}) could not be trained to its end: {failure}',
  comparisonMissing: 'Not trained yet: {names}',
  comparisonLeft: '{done} of {count} runs came to their end. Go on with the rest: tatami resume {comparison}',
  foundInterruptedIn:
    'Found the run {run} of the comparison {comparison}, which was cut short. `tatami resume {comparison}` goes on with all that is left of it.',
  seedSpread: '{variant}: test accuracy {mean} ± {deviation} (mean ± standard deviation, n = {n})',
  verdictBetter:
    '{better} is better than {worse} by {points} points (paired t test, 95 % interval {low} to {high}, p = {p}, n = {n}).',
  verdictUndecided:
    '{first} and {second}: no difference shown ({points} points, 95 % interval {low} to {high}, p = {p}, n = {n}).',
  cautionFewSeeds: 'Caution: with so few seeds, one more seed may turn a verdict.',
  optionTarget:
    'validation accuracy to time in epochs, steps and seconds, such as 0.9 (default: the lowest final one)',
  optionVary:
    'make a variant for each value of one setting, such as batch_size=32,128 (repeated: all combinations)',
  wantTarget: '--target takes an accuracy above 0 and up to 1, such as 0.9 (received: {value}).',
  targetGiven: 'Time to {accuracy} validation accuracy, as measured at the ends of epochs:',
  targetChosen:
    'Time to {accuracy} validation accuracy (the lowest with which a run ended; --target changes it), at the ends of epochs:',
  targetUnmeasured: 'No validation accuracy was measured. Train with --validation 0.1.',
  targetNotReached: 'not reached (best {best})',
  targetNever: 'not reached',
  columnSteps: 'Steps',
  startOfSeed: 'Seed {seed}: {text}',
  startEqualWeights: 'equal initial weights: {names}',
  startOtherWeights: 'different initial weights: {names}',
  startOnlyWeights: 'weights that only {variants} has: {names}',
  startEqualMasks: 'the same mask streams: {names}',
  startOtherMasks: 'different mask streams: {names}',
  startOnlyMasks: 'mask streams that only {variants} has: {names}',
  startEqualBatches: 'Seed {seed}: the same batches in the same order, in every epoch ({hash}).',
  startEqualFirstEpoch:
    'Seed {seed}: the same batches in the same order in the first epoch ({hash}); the numbers of epochs differ.',
  startOtherBatches: 'Seed {seed}: the batches differ ({hashes}).',
  startUnproven: 'Seed {seed}: runs of an earlier Tatami, whose hashes were not kept ({variants}).',
  cautionOneSeed: 'One seed cannot tell which is better; give more, such as --seeds 5.',
};

/** Spread and verdicts of a comparison, in both languages. */
export const comparisonTexts = { ja, en };
