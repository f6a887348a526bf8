import type { Topic } from './topic.ts';

/** Words of the loss plane in Compare. */
export const planeTexts = {
  hint: {
    ja: '全員の出発点と、保存された重みを通る平面の上で損失を測り、各選手がどの谷に向かったかを描きます。平面は、出発点からの動きの第 1・第 2 主成分です（Li ら 2018）。',
    en: 'Measures the loss on the plane that best holds the common start and the saved weights, and draws which valley each racer took. Its axes are the first two principal directions of the ways (Li et al. 2018).',
  },
  measure: { ja: '平面を測る', en: 'Measure the plane' },
  again: { ja: '測り直す', en: 'Measure again' },
  images: { ja: '画像', en: 'Images' },
  side: { ja: '格子', en: 'Grid' },
  progress: { ja: '{done} / {total} 点 · 残り {left}', en: '{done} of {total} points · {left} left' },
  opening: { ja: '準備中…', en: 'Getting ready…' },
  failed: { ja: '平面を測れませんでした', en: 'The plane could not be measured' },
  afterTraining: { ja: '学習が終わると測れます。', en: 'It can be measured once the training is over.' },
  explained: {
    ja: '動きの {share} がこの平面にあります · 訓練画像 {images} 枚の平均損失 · 正則化と Dropout なし · シード {seed}',
    en: '{share} of the ways lies in this plane · mean loss of {images} training pictures, without regularisation and dropout · seed {seed}',
  },
  incomplete: { ja: '途中で中止しました', en: 'Stopped before its end' },
  leftOut: { ja: '含まれない選手：{names}', en: 'Left out: {names}' },
  racer: { ja: '選手', en: 'Racer' },
  epoch: { ja: 'エポック', en: 'Epoch' },
  loss: { ja: '損失', en: 'Loss' },
  distance: { ja: '平面からの距離', en: 'Off the plane' },
  stops: { ja: '通った重み', en: 'Weights on the way' },
  describe: {
    ja: '損失の地形。出発点の損失は {start}。最も低いのは {name} の {loss}。{count} 人の道のり。',
    en: 'Loss around the racers: {start} at the start; lowest is {name} with {loss}. Ways of {count} racers.',
  },
  at: { ja: 'ここの損失：{loss}', en: 'Loss here: {loss}' },
} as const satisfies Topic;
