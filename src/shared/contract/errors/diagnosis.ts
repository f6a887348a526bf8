import type { ErrorEntry } from './entry.ts';

/** Error codes of the topic `diagnosis`: what stands in the way of finding out what is wrong with a run. */
export const diagnosisErrors = {
  'diagnosis.not-begun': {
    message: {
      en: 'The run {run} ended before its training began: there is nothing to diagnose.',
      ja: '実験 {run} は学習が始まる前に終わったため、診断できるものがありません。',
    },
    hint: {
      en: 'Train it anew, or choose another run.',
      ja: 'もう一度学習するか、別の実験を選んでください。',
    },
  },
  'diagnosis.other-data': {
    message: {
      en: 'The data set “{dataset}” is not the one that the run {run} was trained on (its content differs).',
      ja: 'データセット「{dataset}」は、実験 {run} の学習に使われたものと内容が異なります。',
    },
    hint: {
      en: 'Import the data set that the run was trained on, or train the run anew: `tatami repeat {run}`.',
      ja: '学習に使ったデータセットを取り込むか、`tatami repeat {run}` で学習し直してください。',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
