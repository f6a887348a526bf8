import type { ErrorEntry } from './entry.ts';

/** Error codes of the topic `inspect`: what stands in the way of a look inside a net. */
export const inspectErrors = {
  'inspect.no-weights': {
    message: {
      en: 'The run {run} has no stored weights: no checkpoint of it is there and undamaged.',
      ja: '実験 {run} の重みが残っていません。使えるチェックポイントがありません。',
    },
    hint: {
      en: 'Choose another run, or train this one again: its weights are kept after each epoch.',
      ja: '別の実験を選ぶか、もう一度学習してください。重みはエポックごとに保存されます。',
    },
  },
  'inspect.bad-picture': {
    message: {
      en: 'A picture of {expected} values was expected, but {bytes} came.',
      ja: '{expected} の画像が必要ですが、受け取ったのは {bytes} 個の値でした。',
    },
    hint: {
      en: 'Choose the picture again. If that does not help, this is a fault of Tatami: please report it.',
      ja: '画像を選び直してください。直らない場合は Tatami の不具合ですので、ご報告ください。',
    },
  },
  'inspect.no-such-class': {
    message: {
      en: 'There is no class {classIndex}: the net tells classes 0 to {last} apart.',
      ja: 'クラス {classIndex} はありません。このモデルのクラスは 0 から {last} までです。',
    },
    hint: {
      en: 'Choose one of the classes in the list.',
      ja: '一覧からクラスを選んでください。',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
