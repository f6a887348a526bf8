import type { Topic } from './topic.ts';

/** Words of Lab's strip of ready-made labs. */
export const stripTexts = {
  title: { ja: '用意されたラボ', en: 'Ready labs' },
  all: { ja: '全 {count} 件', en: 'All {count}' },
  allTitle: { ja: 'ラボ一覧（講義の順）', en: 'All labs, in the order of the lecture' },
  run: { ja: '「{title}」を実行', en: 'Run “{title}”' },
  take: { ja: '実行せずに開く', en: 'Open without running' },
  runNow: { ja: '実行', en: 'Run' },
  onBench: { ja: '表示中', en: 'On the bench' },
  runs: { ja: '{count} 本', en: '{count} runs' },
  seconds: { ja: '約 {count} 秒', en: 'about {count} s' },
  minutes: { ja: '約 {count} 分', en: 'about {count} min' },
  hours: { ja: '約 {count} 時間', en: 'about {count} h' },
  search: { ja: 'ラボを検索', en: 'Search the labs' },
  nothing: { ja: '一致するラボはありません。', en: 'No lab matches.' },
  slide: { ja: 'スライド「{heading}」', en: 'Slide “{heading}”' },
  beyond: { ja: '講義のほかに', en: 'Beyond the lecture' },
  needsData: { ja: '{title} を取り込む', en: 'Import {title}' },
  notImported: { ja: 'データ未取り込み', en: 'Data not imported' },
  missingTitle: { ja: '{title} がまだありません', en: '{title} is not there yet' },
  missingText: {
    ja: 'このラボには {title} が必要です。「データ」でファイルかフォルダーを選ぶと取り込めます。ほかのラボは今のまま実行できます。',
    en: 'This lab needs {title}. Choose its file or folder in “Data” to import it. Every other lab runs as it is.',
  },
  missingCifar: {
    ja: '公式の cifar-100-binary.tar.gz か cifar-100-python.tar.gz（展開したフォルダーも可）を使えます。データなしで試すなら、同じ形の生成画像「Tatami-100」のラボがあります。',
    en: 'The official cifar-100-binary.tar.gz or cifar-100-python.tar.gz will do, unpacked or not. Without it there is the lab on Tatami-100: generated pictures of the same shape.',
  },
  goToData: { ja: 'データを開く', en: 'Open Data' },
  newModel: { ja: '新しいモデル', en: 'New model' },
  open: { ja: '文書を開く（JSON）', en: 'Open a document (JSON)' },
  save: { ja: '文書を保存', en: 'Save the document' },
  drop: {
    ja: '実験の文書（JSON）をここに置くと開きます',
    en: 'Drop an experiment document (JSON) to open it',
  },
  opened: { ja: '「{name}」を開きました', en: '“{name}” is open' },
  saved: { ja: '「{name}」を保存しました', en: '“{name}” is saved' },
  notOpened: { ja: 'この文書は開けません', en: 'This document cannot be opened' },
  notSaved: { ja: '保存できませんでした', en: 'Saving did not work' },
} as const satisfies Topic;
