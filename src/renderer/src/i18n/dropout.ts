import type { Topic } from './topic.ts';

/** Words of the dropout lab in Compare. */
export const dropoutTexts = {
  validation: { ja: '検証', en: 'Validation' },
  gapHint: {
    ja: '差 = 訓練 − 検証（ポイント）。訓練の値は Dropout を働かせたままの平均です。',
    en: 'Gap: training minus validation, in points. Training is measured with dropout at work.',
  },
  gap: { ja: '差 {points}', en: 'gap {points}' },
  without: { ja: 'Dropout なし', en: 'no dropout' },
  describe: {
    ja: '{name}：エポック {epoch} で訓練 {train}、検証 {validation}、差 {points} ポイント。',
    en: '{name}: training {train}, validation {validation} after epoch {epoch}, a gap of {points} points.',
  },
  describeEmpty: { ja: '{name}：まだ値がありません。', en: '{name}: no values yet.' },
  noneTitle: { ja: 'この比較に Dropout はありません', en: 'Nothing drops in this comparison' },
  noneText: {
    ja: 'Dropout ありとなしを、少ない画像で同じ重みから比べるラボがあります。',
    en: 'A ready-made lab trains with and without dropout on few images, from the same weights.',
  },
  runPair: { ja: 'Dropout の比較を始める', en: 'Run the pair' },
  study: { ja: '学習済みの網を調べる', en: 'What the trained nets tell' },
  passes: { ja: 'マスクの回数', en: 'Masked passes' },
  picture: { ja: 'テスト画像', en: 'Test picture' },
  look: { ja: '網を調べる', en: 'Look at the nets' },
  looking: { ja: '調べています', en: 'Looking' },
  lookHint: {
    ja: 'スケーリングの数値、マスク平均、アンサンブルを計算します。網 1 つに数秒かかります。',
    en: 'Scaling in numbers, averaged masks and the ensemble; some seconds for each net.',
  },
  afterTraining: { ja: '学習が終わってから調べられます。', en: 'Possible when the training has ended.' },
  failed: { ja: '網を調べられませんでした', en: 'The nets could not be looked at' },
  leftOut: {
    ja: '{count} 回は最終の重みがないため含まれていません。',
    en: '{count} runs are left out: they have no final weights.',
  },
  scaling: { ja: 'スケーリング', en: 'Scaling' },
  layer: { ja: 'Dropout 層', en: 'Dropout layer' },
  kept: {
    ja: '{layer} は {inputs} 個のうち {kept} 個を残しました。{next} のユニット {unit}、{passes} 回の平均：',
    en: '{layer} kept {kept} of {inputs}. Unit {unit} of {next}, mean of {passes} passes:',
  },
  trainingMean: { ja: '訓練時の平均', en: 'Training, mean' },
  prediction: { ja: '予測時', en: 'Prediction' },
  lecture: { ja: '講義：予測時に × {keep}', en: 'Lecture: × {keep} when predicting' },
  keras: { ja: 'Keras：訓練時に ÷ {keep}', en: 'Keras: ÷ {keep} when training' },
  forgotten: { ja: '掛け忘れた場合', en: 'Factor forgotten' },
  within: {
    ja: '全ユニットの {share} で、平均と予測の差は標準誤差の 3 倍以内です。',
    en: 'In {share} of all units mean and prediction agree within three standard errors.',
  },
  noScaling: {
    ja: '重み付き和へ続く Dropout 層がないため、表示できません。',
    en: 'No dropout layer leads into a weighted sum here.',
  },
  predictions: { ja: 'テスト正解率 %', en: 'Test accuracy %' },
  plain: { ja: '通常の予測', en: 'plain' },
  single: { ja: 'マスク 1 回', en: 'one mask' },
  average: { ja: 'マスク {passes} 回の平均', en: 'mean of {passes} masks' },
  ensemble: { ja: '全シードのアンサンブル', en: 'ensemble of the seeds' },
} as const satisfies Topic;
