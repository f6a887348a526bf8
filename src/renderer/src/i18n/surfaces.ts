import type { Topic } from './topic.ts';

/** Words of the formula surfaces in Compare. */
export const surfacesTexts = {
  surface: { ja: '地形', en: 'Surface' },
  ravine: { ja: '谷', en: 'Ravine' },
  saddle: { ja: '鞍点', en: 'Saddle' },
  rosenbrock: { ja: 'ローゼンブロック', en: 'Rosenbrock' },
  ravineHint: {
    ja: '横切る向きは沿う向きの 20 倍急です。SGD は谷の壁の間を跳ね、モーメンタムは谷沿いに速さを蓄え、AdaGrad や Adam は座標ごとに歩幅を変えます。丸い出発点を動かして、学習率も変えてみましょう。',
    en: 'Twenty times as steep across as along. SGD swings from wall to wall, momentum gathers speed along the floor, AdaGrad and Adam take a step size for each coordinate. Move the round start and change the learning rates.',
  },
  saddleHint: {
    ja: '尾根に沿って降りてくると、真ん中はほとんど平らです。y = 0 からわずかにずれた所から始まるので、どの規則もいずれ抜け出します。誰が長く立ち止まるかを見ましょう。出発点を y = 0 に置くと、誰も抜け出せません。',
    en: 'Coming down along the ridge, the middle is almost flat. The start is a little off y = 0, so every rule leaves in the end: see who lingers. From y = 0 itself nobody leaves.',
  },
  rosenbrockHint: {
    ja: '曲がった谷で、底はほとんど平らです。谷に入るのはすぐでも、底を (1, 1) まで進むのに時間がかかります。',
    en: 'A bent valley with a nearly flat floor: quick to enter, slow to follow to (1, 1).',
  },
  racers: { ja: '選手', en: 'Racers' },
  height: { ja: '高さ f', en: 'Height f' },
  lost: { ja: '発散', en: 'lost' },
  rateOf: { ja: '{name} の学習率', en: 'Learning rate of {name}' },
  start: { ja: '出発点', en: 'Start' },
  startPad: {
    ja: '出発点。矢印キーで動かします（Shift で大きく）',
    en: 'Start; the arrow keys move it (with Shift by more)',
  },
  reset: { ja: '元に戻す', en: 'Reset' },
  play: { ja: '再生', en: 'Play' },
  pause: { ja: '一時停止', en: 'Pause' },
  toStart: { ja: '最初へ', en: 'To the start' },
  step: { ja: '更新回数', en: 'Step' },
  stepOf: { ja: '更新 {step} / {steps}', en: 'step {step} of {steps}' },
  speed: { ja: '速さ', en: 'Speed' },
  describe: {
    ja: '地形 f = {formula}。出発点 ({x}, {y})。更新 {step} 回で最も低いのは {name}、f = {value}。',
    en: 'Surface f = {formula} from ({x}, {y}). Lowest after step {step}: {name}, f = {value}.',
  },
} as const satisfies Topic;
