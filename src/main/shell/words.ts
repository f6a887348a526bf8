/** The words of the native menu and dialogs. */
import type { Language } from '../../shared/contract/errors/entry.ts';

const words = {
  file: { ja: 'ファイル', en: 'File' },
  recent: { ja: '最近使ったファイルを開く', en: 'Open recent' },
  clearRecent: { ja: '一覧を消去', en: 'Clear list' },
  importData: { ja: 'データセットを取り込む…', en: 'Import data set…' },
  importRun: { ja: '開く…', en: 'Open…' },
  importModel: { ja: 'モデルを取り込む…', en: 'Import model…' },
  quit: { ja: 'Tatami を終了', en: 'Quit Tatami' },
  edit: { ja: '編集', en: 'Edit' },
  undo: { ja: '元に戻す', en: 'Undo' },
  redo: { ja: 'やり直す', en: 'Redo' },
  cut: { ja: '切り取り', en: 'Cut' },
  copy: { ja: 'コピー', en: 'Copy' },
  paste: { ja: '貼り付け', en: 'Paste' },
  selectAll: { ja: 'すべて選択', en: 'Select all' },
  run: { ja: '実行', en: 'Run' },
  start: { ja: '学習を始める', en: 'Start training' },
  stop: { ja: '停止', en: 'Stop' },
  view: { ja: '表示', en: 'View' },
  lab: { ja: 'ラボ', en: 'Lab' },
  compare: { ja: '比較', en: 'Compare' },
  errors: { ja: '誤り', en: 'Errors' },
  inside: { ja: '中を見る', en: 'Look inside' },
  history: { ja: '履歴', en: 'History' },
  data: { ja: 'データ', en: 'Data' },
  language: { ja: '言語', en: 'Language' },
  theme: { ja: '配色', en: 'Appearance' },
  light: { ja: 'ライト', en: 'Light' },
  dark: { ja: 'ダーク', en: 'Dark' },
  system: { ja: 'システムに合わせる', en: 'Same as system' },
  projector: { ja: 'プロジェクター表示', en: 'Projector mode' },
  zoomIn: { ja: '拡大', en: 'Zoom in' },
  zoomOut: { ja: '縮小', en: 'Zoom out' },
  zoomReset: { ja: '実際のサイズ', en: 'Actual size' },
  fullScreen: { ja: '全画面表示', en: 'Full screen' },
  reload: { ja: '画面を読み込み直す', en: 'Reload window' },
  help: { ja: 'ヘルプ', en: 'Help' },
  shortcuts: { ja: 'キーボードショートカット', en: 'Keyboard shortcuts' },
  models: { ja: '学習済みモデル', en: 'Trained models' },
  documents: { ja: 'Tatami のファイルと文書', en: 'Tatami files and documents' },
  quitQuestion: { ja: '学習中です。終了しますか？', en: 'A run is going. Quit?' },
  quitDetail: {
    ja: '状態は保存され、次回続きから再開できます。',
    en: 'Its state is saved, and you can go on with it next time.',
  },
  quitYes: { ja: '保存して終了', en: 'Save and quit' },
  crashed: { ja: '画面が異常終了しました。', en: 'The page has crashed.' },
  crashedDetail: {
    ja: '学習は別のプロセスで続いており、履歴も無事です。',
    en: 'Training goes on in a process of its own, and the history is safe.',
  },
  silent: { ja: '画面が応答していません。', en: 'The page does not answer.' },
  wait: { ja: '待つ', en: 'Wait' },
  fault: { ja: 'Tatami に問題が発生しました', en: 'Something in Tatami went wrong' },
  faultDetail: {
    ja: '学習の状態は保存されました。Tatami を終了します。もう一度起動すると、続きから再開できます。',
    en: 'The state of what was trained is saved. Tatami ends now; start it again to go on.',
  },
  cancel: { ja: 'キャンセル', en: 'Cancel' },
} as const satisfies Record<string, Readonly<Record<Language, string>>>;

/** Answers words of the menu and dialogs in a language. */
export function wordsIn(language: Language): (key: keyof typeof words) => string {
  return (key) => words[key][language];
}
