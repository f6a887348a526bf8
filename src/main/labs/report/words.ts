/** Every word of a report. */
import type { Language } from '../../../shared/contract/errors/entry.ts';

const words = {
  report: { ja: '実験レポート', en: 'Experiment report' },
  comparison: { ja: '比較', en: 'Comparison' },
  run: { ja: '実行', en: 'Run' },
  made: { ja: '作成日時', en: 'Made' },
  status: { ja: '状態', en: 'Status' },
  results: { ja: '結果', en: 'Results' },
  name: { ja: '名前', en: 'Name' },
  seed: { ja: 'シード', en: 'Seed' },
  epochs: { ja: 'エポック', en: 'Epochs' },
  testAccuracy: { ja: 'テスト正解率', en: 'Test accuracy' },
  superclassAccuracy: { ja: '上位クラスの正解率', en: 'Superclass accuracy' },
  testLoss: { ja: 'テスト損失', en: 'Test loss' },
  bestValidation: { ja: '最良の検証正解率', en: 'Best validation accuracy' },
  seconds: { ja: '時間（秒）', en: 'Time (s)' },
  parameters: { ja: 'パラメータ数', en: 'Parameters' },
  curves: { ja: '学習曲線', en: 'Learning curves' },
  accuracy: { ja: '正解率', en: 'Accuracy' },
  loss: { ja: '損失', en: 'Loss' },
  epoch: { ja: 'エポック', en: 'Epoch' },
  training: { ja: '訓練', en: 'Training' },
  validation: { ja: '検証', en: 'Validation' },
  figure: { ja: '図', en: 'Figure' },
  table: { ja: '表', en: 'Table' },
  differs: { ja: '異なる設定', en: 'What differs' },
  nothingDiffers: { ja: '設定の違いはありません。', en: 'The settings are the same.' },
  start: { ja: '出発点', en: 'Start' },
  equalStart: { ja: '同じ初期重みから学習しました。', en: 'All started from the same weights.' },
  unequalStart: { ja: '初期重みは同じではありません。', en: 'They did not start from the same weights.' },
  settings: { ja: '設定', en: 'Settings' },
  setting: { ja: '項目', en: 'Setting' },
  value: { ja: '値', en: 'Value' },
  matrix: { ja: '混同行列', en: 'Confusion matrix' },
  classLevel: { ja: 'クラス', en: 'classes' },
  superclassLevel: { ja: '上位クラス', en: 'superclasses' },
  trueAxis: { ja: '行：正解', en: 'Rows: true' },
  predictedAxis: { ja: '列：予測', en: 'Columns: predicted' },
  pairs: { ja: 'よく取り違えるクラス', en: 'Most confused classes' },
  truth: { ja: '正解', en: 'True' },
  predicted: { ja: '予測', en: 'Predicted' },
  count: { ja: '枚数', en: 'Pictures' },
  pictures: { ja: '画像（確信度の高い順）', en: 'Pictures (most confident first)' },
  noPictures: {
    ja: 'データセットがこの PC にないため、画像とクラス名はありません。',
    en: 'The data set is not on this computer: no pictures and class names.',
  },
  noEvaluation: { ja: 'テスト結果はありません。', en: 'There is no evaluation on the test set.' },
  proof: { ja: 'ハッシュと環境', en: 'Hashes and versions' },
  data: { ja: 'データの SHA-256', en: 'SHA-256 of the data' },
  initialWeights: { ja: '初期重みの SHA-256', en: 'SHA-256 of the initial weights' },
  finalWeights: { ja: '最終重みの SHA-256', en: 'SHA-256 of the final weights' },
  device: { ja: '装置', en: 'Device' },
  threads: { ja: 'スレッド数', en: 'Threads' },
  note: { ja: 'メモ', en: 'Note' },
  completed: { ja: '完了', en: 'completed' },
  stopped: { ja: '停止', en: 'stopped' },
  interrupted: { ja: '中断', en: 'interrupted' },
  diverged: { ja: '発散', en: 'diverged' },
  failed: { ja: '失敗', en: 'failed' },
  running: { ja: '学習中', en: 'running' },
} as const satisfies Record<string, Readonly<Record<Language, string>>>;

/** Says a word of a report. */
export type SayWord = (key: keyof typeof words) => string;

/** The words of a report in a language. */
export function reportWords(language: Language): SayWord {
  return (key) => words[key][language];
}
