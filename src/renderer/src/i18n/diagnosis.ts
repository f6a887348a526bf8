import type { Topic } from './topic.ts';

/** Words around the diagnosis of a run; those of the findings stand in `src/shared/diagnosis/words.ts`. */
export const diagnosisTexts = {
  button: { ja: '診断', en: 'Diagnosis' },
  buttonFound: { ja: '診断：{count} 件', en: 'Diagnosis: {count}' },
  buttonSound: { ja: '診断：良好', en: 'Diagnosis: fine' },
  title: { ja: '診断：{name}', en: 'Diagnosis of {name}' },
  working: { ja: '重みと勾配を測っています…', en: 'Measuring weights and gradients …' },
  failed: { ja: '診断できませんでした', en: 'No diagnosis could be made' },
  sound: { ja: '問題は見つかりませんでした', en: 'Nothing was found to be wrong' },
  soundHint: {
    ja: '働いていない ReLU、勾配の消失・爆発、過学習、答えの偏り、クラスの偏り、訓練とテストの重複を調べました。',
    en: 'Looked for: dead ReLUs, vanishing and exploding gradients, overfitting, one answer to everything, uneven classes, test pictures that were trained on.',
  },
  curvesOnly: {
    ja: '重みが残っていないため、曲線とデータだけを診断しました。',
    en: 'No weights are left: only curves and data were judged.',
  },
  serious: { ja: '重大', en: 'serious' },
  notice: { ja: '注意', en: 'notice' },
  slide: { ja: 'スライド：{title}', en: 'Slide: {title}' },
  tryIt: { ja: '試してみる', en: 'Try' },
  laid: { ja: '「{remedy}」をラボに用意しました', en: '“{remedy}” is ready in Lab' },
  laidHint: {
    ja: '「実行」で学習が始まります。元に戻せます。',
    en: 'Run trains it; undo brings back what was there.',
  },
} as const satisfies Topic;
