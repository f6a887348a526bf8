/** The words of a diagnosis in both languages, for terminal and window alike. */
import type { Evidence, EvidenceKind, FindingKind, RemedyKind } from '../contract/diagnosis.ts';
import { fillWords } from '../contract/errors.ts';
import type { Language, Words } from '../contract/errors/entry.ts';

/** What is said of a finding. */
export interface FindingWords {
  readonly title: Words;
  /** Why it happens, in a sentence. */
  readonly why: Words;
  /** The slide of the lecture “Machine learning (9)” that explains it, by its title and exercise. */
  readonly slide: Words;
}

/** The words of every finding. */
export const findingWords: Readonly<Record<FindingKind, FindingWords>> = {
  diverged: {
    title: { ja: '損失が発散しました', en: 'The loss diverged' },
    why: {
      ja: '1 回の更新が大きすぎて谷を飛び越え、損失がどんどん大きくなりました。',
      en: 'The steps were so large that they jumped across the valley, higher each time.',
    },
    slide: { ja: '確率的勾配降下法（η の大きさ）', en: 'Stochastic gradient descent (size of η)' },
  },
  'exploding-gradient': {
    title: { ja: '勾配が爆発しています', en: 'The gradient explodes' },
    why: {
      ja: '逆伝播では層ごとに値が掛け合わされます。1 より大きい値が続くと、勾配は急激に大きくなります。',
      en: 'Going back, each layer multiplies what comes; many factors above 1 make the gradient huge.',
    },
    slide: { ja: '逆誤差伝播法（演習 9.2）', en: 'Backpropagation (exercise 9.2)' },
  },
  'dead-relus': {
    title: { ja: '働いていない ReLU があります', en: 'ReLUs are dead' },
    why: {
      ja: 'どの画像でも出力が 0 のユニットは、勾配も 0 です。自力では元に戻れません。学習率が大きすぎるとよく起こります。',
      en: 'A unit that answers 0 to every picture has gradient 0 too, and cannot come back. Too high a learning rate does it.',
    },
    slide: { ja: '活性化関数（ReLU）', en: 'Activation functions (ReLU)' },
  },
  'vanishing-gradient': {
    title: { ja: '勾配が消失しています', en: 'The gradient vanishes' },
    why: {
      ja: '逆伝播では層ごとに f′(u) が掛けられます。シグモイドでは最大でも 1/4 なので、前の層ほど学習が進みません。',
      en: 'Going back, each layer multiplies by f′(u), for a sigmoid 1/4 at most: the first layers hardly learn.',
    },
    slide: {
      ja: '逆誤差伝播法（演習 9.2）、活性化関数',
      en: 'Backpropagation (exercise 9.2), activation functions',
    },
  },
  'no-learning': {
    title: { ja: '学習が進んでいません', en: 'Nothing was learned' },
    why: {
      ja: '訓練データでも当てずっぽうと変わりません。学習率が大きすぎるか、小さすぎるのかもしれません。',
      en: 'Even on its training pictures the net is no better than guessing. The learning rate may be too large or too small.',
    },
    slide: {
      ja: 'AdaGrad：ステップサイズパラメータの調整',
      en: 'AdaGrad: choosing the step size',
    },
  },
  'one-class': {
    title: { ja: 'ほとんど 1 つのクラスしか答えません', en: 'One class is the answer to nearly everything' },
    why: {
      ja: '画像を見分けずに、いつも同じ答えを出しています。',
      en: 'The net gives the same answer without telling the pictures apart.',
    },
    slide: {
      ja: '多クラス分類（softmax 回帰）',
      en: 'Classification into many classes (softmax regression)',
    },
  },
  overfitting: {
    title: { ja: '過学習しています', en: 'The net overfits' },
    why: {
      ja: '訓練データを覚え込み、見たことのない画像には同じように当てはまりません。',
      en: 'It has learned its training pictures by heart; what it learned does not hold for others.',
    },
    slide: { ja: '過学習の緩和 Dropout、正則化/重み減衰', en: 'Less overfitting: Dropout; regularisation' },
  },
  'class-imbalance': {
    title: { ja: 'クラスの枚数が偏っています', en: 'The classes are not equally frequent' },
    why: {
      ja: '多いクラスを答えるだけで正解率が上がります。正解率だけでなく、クラスごとの再現率を見てください。',
      en: 'Naming the frequent classes alone raises the accuracy: look at the recall of each class as well.',
    },
    slide: {
      ja: '多層ニューラルネットの損失関数（評価関数）',
      en: 'Loss and evaluation of a multi-layer net',
    },
  },
  leakage: {
    title: { ja: 'テスト画像が訓練データに混ざっています', en: 'Test pictures were trained on' },
    why: {
      ja: '同じ画像で学習とテストをすると、テストの正解率は実力より高く出ます。',
      en: 'A picture in both halves makes the test accuracy better than the net is.',
    },
    slide: {
      ja: '多層ニューラルネットの損失関数（テスト誤差）',
      en: 'Loss of a multi-layer net (test error)',
    },
  },
};

/** The words of every kind of evidence. */
export const evidenceWords: Readonly<Record<EvidenceKind, Words>> = {
  diverged: { ja: '損失が有限でなくなりました。', en: 'The loss was not finite any more.' },
  divergedAt: {
    ja: 'ステップ {step} で損失が有限でなくなりました。',
    en: 'In step {step} the loss was not finite any more.',
  },
  gradientNorm: {
    ja: '訓練画像 {pictures} 枚での勾配の長さ：{norm}',
    en: 'Length of the gradient on {pictures} training pictures: {norm}',
  },
  gradientNotFinite: {
    ja: '訓練画像 {pictures} 枚での勾配が有限ではありません。',
    en: 'The gradient on {pictures} training pictures is not finite.',
  },
  vanishing: {
    ja: '最初の層 {first} の勾配は {firstSize}、最後の層 {last} は {lastSize} です。',
    en: 'The gradient of the first layer {first} is {firstSize}, that of the last one {last} is {lastSize}.',
  },
  growing: {
    ja: '最初の層 {first} の勾配 {firstSize} は、最後の層 {last} の {lastSize} よりはるかに大きくなっています。',
    en: 'The gradient of the first layer {first}, {firstSize}, is far above that of the last one {last}, {lastSize}.',
  },
  layerGradient: { ja: '{layer}：{gradient}', en: '{layer}: {gradient}' },
  measuredOn: {
    ja: '訓練画像 {pictures} 枚で測りました。',
    en: 'Measured on {pictures} training pictures.',
  },
  deadUnits: {
    ja: '{layer}：{units} 個のうち {dead} 個（{share}）',
    en: '{layer}: {dead} of {units} ({share})',
  },
  chance: {
    ja: '訓練データの正解率は最高でも {accuracy}、いつも同じ答えなら {chance} です。',
    en: 'Training accuracy reached {accuracy}; always naming one class makes {chance}.',
  },
  losses: {
    ja: '損失：{firstLoss} → {lastLoss}（{epochs} エポック）',
    en: 'Loss: {firstLoss} → {lastLoss} (epochs: {epochs})',
  },
  oneAnswer: {
    ja: 'テスト画像 {pictures} 枚の {share} を「{label}」と答えました。本当に「{label}」なのは {trueShare} です。',
    en: '“{label}” is the answer to {share} of {pictures} test pictures; {trueShare} of them are it.',
  },
  gap: {
    ja: '最後のエポックの正解率：訓練 {accuracy}、検証 {held}（差 {gap}）',
    en: 'Accuracy in the last epoch: training {accuracy}, validation {held} ({gap} apart)',
  },
  gapToTest: {
    ja: '最後の正解率：訓練 {accuracy}、テスト {held}（差 {gap}）',
    en: 'Accuracy at the end: training {accuracy}, test {held} ({gap} apart)',
  },
  lossRose: {
    ja: '検証の損失はエポック {bestEpoch} の {bestLoss} が最小で、最後は {lastLoss} です。',
    en: 'The validation loss was lowest in epoch {bestEpoch} with {bestLoss}; it ended at {lastLoss}.',
  },
  classCounts: {
    ja: '訓練画像：最も多い「{largest}」{most} 枚、最も少ない「{smallest}」{fewest} 枚',
    en: 'Training pictures: most of “{largest}” ({most}), fewest of “{smallest}” ({fewest})',
  },
  equalPictures: {
    ja: 'テスト画像 {testCount} 枚のうち {leaked} 枚（{share}）が、訓練画像と 1 画素も違いません。',
    en: '{leaked} of {testCount} test pictures ({share}) equal a training picture in every pixel.',
  },
  cleanAccuracy: {
    ja: 'テストの正解率：全体 {accuracy}、重複を除くと {clean}',
    en: 'Test accuracy: {accuracy} of all, {clean} without these',
  },
};

/** The words of every remedy. */
export const remedyWords: Readonly<Record<RemedyKind, Words>> = {
  'lower-rate': { ja: '学習率を 1/10 にする', en: 'A tenth of the learning rate' },
  'higher-rate': { ja: '学習率を 10 倍にする', en: 'Ten times the learning rate' },
  clip: { ja: '勾配の長さを 1 までに切り詰める', en: 'Clip the gradient to length 1' },
  relu: { ja: '中間層を ReLU にする', en: 'ReLU in the hidden layers' },
  'leaky-relu': { ja: 'Leaky ReLU に変える', en: 'Leaky ReLU instead' },
  normalize: { ja: 'バッチ正規化を入れる', en: 'Add batch normalisation' },
  dropout: { ja: 'Dropout（0.5）を入れる', en: 'Add Dropout (0.5)' },
  'all-pictures': { ja: '訓練画像をすべて使う', en: 'All training pictures' },
  'stop-early': { ja: '検証の損失が最小のエポックで止める', en: 'Stop at the lowest validation loss' },
  'look-errors': { ja: 'クラスごとの誤りを見る', en: 'See the errors by class' },
  'look-data': { ja: 'データを見る', en: 'See the data' },
};

const shares = ['share', 'trueShare', 'accuracy', 'chance', 'held', 'gap', 'clean'];

/** A sentence of evidence with its numbers, in a language. */
export function evidenceText({ kind, values }: Evidence, language: Language): string {
  const spoken = Object.entries(values).map(([key, value]) => [key, spokenValue(key, value)] as const);
  return fillWords(evidenceWords[kind], language, Object.fromEntries(spoken));
}

/** Shares as percent, whole numbers with separators, others with three digits; the same in both languages. */
function spokenValue(key: string, value: string | number): string {
  if (typeof value === 'string') return value;
  if (shares.includes(key)) return `${(100 * value).toFixed(1)} %`;
  if (Number.isInteger(value)) return value.toLocaleString('en');
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : '∞';
  const size = Math.abs(value);
  return size < 1e-3 || size >= 1e4 ? value.toExponential(1) : String(Number(value.toPrecision(3)));
}
