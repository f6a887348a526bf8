/** The words of `model.py`, in both languages. */
export const scriptWords = {
  ja: {
    about: 'Tatami で学習したネットワークを Keras 3 のコードにしたものです。',
    usage: '実行方法：python model.py 画像ファイル…（Keras 3、NumPy、Pillow が必要です）',
    network: '--- ネットワーク ---',
    start: '--- 学習済みの重み ---',
    training: '--- 学習の設定（続けて学習するときに使う） ---',
    robbinsMonro: '学習率 a / (alpha (t + 1))（Robbins & Monro, 1951）',
    preprocess: '画素値（0～255）をネットワークの入力にする',
    pictures: '--- 指定した画像を分類する ---',
  },
  en: {
    about: 'A net that Tatami trained, as Keras 3 code.',
    usage: 'Usage: python model.py PICTURE...   (it needs Keras 3, NumPy and Pillow)',
    network: '--- The network ---',
    start: '--- The trained weights ---',
    training: '--- How it was trained; used when training goes on ---',
    robbinsMonro: 'Learning rate a / (alpha (t + 1)) (Robbins & Monro, 1951)',
    preprocess: 'Pixels (0 to 255) as the network takes them',
    pictures: '--- Classifies the pictures that are named ---',
  },
} as const;
