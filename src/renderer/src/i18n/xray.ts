import type { Topic } from './topic.ts';

/** Words of the optimizer's X-ray in Compare. */
export const xrayTexts = {
  weight: { ja: '重み', en: 'Weight' },
  place: { ja: '場所', en: 'Its place' },
  to: { ja: '更新の数', en: 'Steps' },
  take: { ja: '中を見る', en: 'Take the X-ray' },
  working: { ja: 'やり直しています', en: 'Doing them again' },
  failed: { ja: '中を見られませんでした', en: 'The X-ray failed' },
  hint: {
    ja: '選んだ選手の最初の更新をもう一度行い、層ごとの勾配・変化・実効学習率と、重み 1 つの式を実際の数値で示します。',
    en: 'The first steps of the chosen racer are done again: gradient, change and effective learning rate of each layer, and the formula of one weight with its real numbers.',
  },
  measure: { ja: '描く値', en: 'What is drawn' },
  effectiveLearningRate: { ja: '実効学習率', en: 'Effective learning rate' },
  gradientNorm: { ja: '勾配の長さ', en: 'Length of the gradient' },
  updateNorm: { ja: '変化の長さ', en: 'Length of the change' },
  weightNorm: { ja: '重みの長さ', en: 'Length of the weights' },
  'bit-equal': { ja: '損失 {losses} 個がビット単位で一致', en: '{losses} losses equal to the bit' },
  differs: { ja: '元の学習と一致しません', en: 'not the same as the run' },
  unproven: { ja: '比べられる損失がありません', en: 'no loss to compare with' },
  formula: { ja: '更新の式', en: 'Formula of the step' },
  formulaOf: { ja: '更新 {step}：{weight}', en: 'Step {step} of {weight}' },
  change: { ja: '実際の重み：{before} → {after}', en: 'The weight itself: {before} → {after}' },
  step: { ja: '更新 {step}', en: 'Step {step}' },
  describe: {
    ja: '{measure}、{count} 層。更新 {step} で {values}。',
    en: '{measure} of {count} layers. At step {step}: {values}.',
  },
} as const satisfies Topic;
