/** The words of `tatami diagnose`; those of the findings stand in `src/shared/diagnosis/words.ts`. */

const ja = {
  aboutDiagnose:
    '実験を診断する：働いていない ReLU、勾配の消失・爆発、過学習、データの偏りや重複などを、数値と対処の候補つきで',
  diagnosisHeading: '実験 {run} の診断：{count} 件',
  diagnosisSound: '実験 {run} に問題は見つかりませんでした。',
  diagnosisCurvesOnly: '重みが残っていないため、曲線とデータだけを診断しました。',
  diagnosisWhy: '理由：{text}',
  diagnosisSlide: 'スライド：{text}',
  diagnosisTry: '試してみる：{text}',
};

const en: Record<keyof typeof ja, string> = {
  aboutDiagnose:
    'find out what is wrong with a run: dead ReLUs, vanishing or exploding gradients, overfitting, uneven or leaked data, with numbers and what to try',
  diagnosisHeading: 'Diagnosis of the run {run}: {count} found',
  diagnosisSound: 'Nothing was found to be wrong with the run {run}.',
  diagnosisCurvesOnly: 'No weights are left: only curves and data were judged.',
  diagnosisWhy: 'Why: {text}',
  diagnosisSlide: 'Slide: {text}',
  diagnosisTry: 'Try: {text}',
};

/** The texts in both languages. */
export const diagnosisTexts = { ja, en };
