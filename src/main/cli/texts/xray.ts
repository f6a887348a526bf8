/** The words of `tatami xray`. */

const ja = {
  aboutXray:
    'オプティマイザーの中身を見る：層ごとの勾配・更新量・速度・実効学習率と、1 つの重みの更新式を数値で',
  optionXrayFrom: '記録する最初のステップ（1 から、既定：1）',
  optionXrayTo: '記録する最後のステップ（既定：実験の最後）',
  optionXrayEvery: '記録する間隔（既定：全体で {points} 点以下になる間隔）',
  optionXrayWeight: '更新式を数値で示す重み（例：dense/kernel[3,0]。番号は各軸の 0 から、または通し番号）',
  optionXrayCsv: '層と重みごとの値を CSV ファイルに書き出す',
  wantFromOne: '{option} には 1 以上の整数を指定してください（受け取った値：{value}）。',
  wantWeight:
    '--weight には dense/kernel[3,0] のように重みの名前と番号を指定してください（受け取った値：{value}）。',
  xrayHeading: '実験 {run}（{optimizer}）の中身：ステップ {from}～{to}、{count} 点',
  xrayRates: '実効学習率（層の重みについての |重みの変化| / |勾配| の中央値。勾配が 0 の重みは除く）',
  xrayNorms: 'ステップ {step} の大きさ（ユークリッドノルム）',
  columnStep: 'ステップ',
  columnLayer: '層',
  columnGradient: '勾配',
  columnUpdate: '更新量',
  columnWeights: '重み',
  columnEffectiveRate: '実効学習率',
  xrayFormula: '{name}[{index}] のステップ {step} の更新式（g は罰則を含む損失の勾配）',
  xrayResult: '{before} → {formula}（実際の重み：{after}、差 {difference}）',
  xrayEqual:
    '証明：再現したステップ {first}～{last} は元の実験とビット単位で同じです（損失 {losses} 点が一致）。',
  xrayEqualEnd:
    '証明：再現したステップ {first}～{last} は元の実験とビット単位で同じです（損失 {losses} 点と最終の重みが一致）。',
  xrayDiffers: '注意：元の実験と同じ値になりませんでした。以下の値は元の実験のものではありません。',
  xrayUnproven: '注意：元の実験にはこの範囲の記録がないため、同じであることを確かめられませんでした。',
  xrayCsvWritten: '層と重みごとの値を {path} に書き出しました。',
  xrayStopped: '中断されたため、ここまでに記録した値だけを示しました。',
};

const en: Record<keyof typeof ja, string> = {
  aboutXray:
    'look inside the optimizer: gradients, updates, velocities, effective rates by layer, and one weight’s formula in numbers',
  optionXrayFrom: 'first step to record (from 1, default 1)',
  optionXrayTo: 'last step to record (default: the last of the run)',
  optionXrayEvery: 'record every nth step (default: so that at most {points} come)',
  optionXrayWeight:
    'weight whose formula is shown in numbers, such as dense/kernel[3,0] (each axis from 0, or one place)',
  optionXrayCsv: 'write the numbers of layers and weights to a CSV file',
  wantFromOne: '{option} takes a whole number from 1 (received: {value}).',
  wantWeight: '--weight takes the name and place of a weight, such as dense/kernel[3,0] (received: {value}).',
  xrayHeading: 'Inside the run {run} ({optimizer}): steps {from} to {to}, {count} recorded',
  xrayRates:
    'Effective learning rate (median over a layer’s weights of |change of the weight| / |gradient|; gradients of 0 left out)',
  xrayNorms: 'Lengths in step {step} (Euclidean)',
  columnStep: 'Step',
  columnLayer: 'Layer',
  columnGradient: 'gradient',
  columnUpdate: 'update',
  columnWeights: 'weights',
  columnEffectiveRate: 'effective rate',
  xrayFormula: 'The update of {name}[{index}] in step {step} (g: gradient of the loss with its penalties)',
  xrayResult: '{before} → {formula} (the run’s weight: {after}, difference {difference})',
  xrayEqual:
    'Proof: the steps {first} to {last} that were done again are the run’s, bit for bit ({losses} losses are equal).',
  xrayEqualEnd:
    'Proof: the steps {first} to {last} that were done again are the run’s, bit for bit ({losses} losses and the final weights are equal).',
  xrayDiffers: 'Attention: the result is not that of the run. These are not the numbers of the run.',
  xrayUnproven: 'Attention: the run has no record of these steps, so nothing proves that they are the same.',
  xrayCsvWritten: 'The numbers of layers and weights are written to {path}.',
  xrayStopped: 'Interrupted: only what was recorded before is shown.',
};

/** Words of the X-ray, in both languages. */
export const xrayTexts = { ja, en };
