import type { Topic } from './topic.ts';

/** Words of the sheet with which a trained net is taken away. */
export const exportTexts = {
  report: { ja: 'レポート', en: 'Report' },
  reportBusy: { ja: '作成中…', en: 'Writing…' },
  reportWritten: { ja: 'レポート「{name}」を書き出しました', en: 'The report “{name}” is written' },
  button: { ja: '書き出す', en: 'Export' },
  title: { ja: '「{name}」を書き出す', en: 'Take “{name}” away' },
  intro: {
    ja: '形式を選ぶとすぐに書き出し、読み直してテスト画像 100 枚の予測を比べます。',
    en: 'Choose a format: it is written at once, read again, and its predictions compared on 100 test pictures.',
  },
  folder: { ja: '保存先', en: 'Folder' },
  changeFolder: { ja: '変更…', en: 'Change…' },
  options: { ja: '設定', en: 'Options' },
  hasPreprocessing: { ja: '正規化をモデルに含める', en: 'Normalisation inside the model' },
  hasPreprocessingHint: {
    ja: 'オンでは 0〜255 の画素をそのまま入力できます。オフでは自分で同じ正規化を行います。',
    en: 'On: the model takes pixels of 0 to 255. Off: normalise them yourself, as in training.',
  },
  imageOrder: { ja: 'ONNX の入力の並び', en: 'ONNX input order' },
  aboutSize: { ja: '約 {size}', en: 'about {size}' },
  file: { ja: 'ファイル', en: 'file' },
  asFolder: { ja: 'フォルダー', en: 'folder' },
  keras: { ja: 'Keras 3', en: 'Keras 3' },
  kerasFor: {
    ja: 'Keras 3 で開いて学習を続けられます（Colab など）。',
    en: 'Opens in Keras 3 and can be trained on (Colab and others).',
  },
  h5: { ja: 'Keras H5（旧形式）', en: 'Keras H5 (legacy)' },
  h5For: {
    ja: 'スライドの Keras 2 と、Keras 3 で開けます。',
    en: 'Opens in Keras 2, as in the slides, and in Keras 3.',
  },
  'weights-h5': { ja: '重みだけ（Keras）', en: 'Weights only (Keras)' },
  'weights-h5For': {
    ja: '同じモデルを作って load_weights で読み込みます。',
    en: 'For load_weights of a model that you build yourself.',
  },
  npz: { ja: '重み（NumPy）', en: 'Weights (NumPy)' },
  npzFor: { ja: 'np.load で配列として開けます。', en: 'Arrays by name, for np.load.' },
  savedmodel: { ja: 'TensorFlow SavedModel', en: 'TensorFlow SavedModel' },
  savedmodelFor: {
    ja: 'TensorFlow、TF Serving、TF.js（Node）で使えます。',
    en: 'For TensorFlow, TF Serving and TF.js in Node.',
  },
  onnx: { ja: 'ONNX', en: 'ONNX' },
  onnxFor: {
    ja: 'ONNX Runtime、PyTorch、MATLAB、NNC などで開けます。',
    en: 'Opens in ONNX Runtime, PyTorch, MATLAB, NNC and others.',
  },
  tfjs: { ja: 'Web ページ（TensorFlow.js）', en: 'Web page (TensorFlow.js)' },
  tfjsFor: {
    ja: 'ネットワークなしで動くページ付き。画像を落とすと予測します。',
    en: 'With a page that works offline: drop a picture on it.',
  },
  python: { ja: 'Python コード（Keras）', en: 'Python code (Keras)' },
  pythonFor: { ja: '学生が書くのと同じ、読めるコードです。', en: 'Plain code, as a student would write it.' },
  typescript: { ja: 'TypeScript コード', en: 'TypeScript code' },
  typescriptFor: {
    ja: 'ライブラリなしで順伝播を計算します。',
    en: 'The forward pass without any library.',
  },
  twin: { ja: 'Keras ツイン', en: 'Keras twin' },
  twinFor: {
    ja: '同じ初期値とバッチで Keras に学習し直させ、一致を確かめます。',
    en: 'Trains the same in Keras, from the same weights and batches, and proves it.',
  },
  write: { ja: '{format} で書き出す', en: 'Export as {format}' },
  writing: { ja: '書き出して確認中…', en: 'Writing and checking…' },
  equal: {
    ja: '確認済み：{pictures} 枚の予測が一致（最大差 {difference}、{reader}）',
    en: 'Checked: {pictures} predictions agree (largest difference {difference}, {reader})',
  },
  differs: {
    ja: '予測が一致しません：最大差 {difference}（許容 {tolerance}、{reader}）',
    en: 'Predictions differ: by up to {difference} (allowed {tolerance}, {reader})',
  },
  unchecked: {
    ja: '書き出しました。このコンピューターでは予測を確認できません。',
    en: 'Written. Its predictions cannot be checked on this machine.',
  },
  twinNext: {
    ja: '書き出しました。フォルダーで `python train.py` を実行すると、Keras で一致を確かめられます。',
    en: 'Written. Run `python train.py` in its folder: Keras then proves it.',
  },
  show: { ja: 'フォルダーで表示', en: 'Show in folder' },
  cannot: { ja: 'この形式では保存できません', en: 'This format cannot hold this net' },
  loses: { ja: '含まれないもの', en: 'Left out' },
  failed: { ja: '書き出せませんでした', en: 'It could not be exported' },
  loading: { ja: '読み込み中…', en: 'Loading…' },
} as const satisfies Topic;
