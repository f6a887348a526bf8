import type { ErrorEntry } from './entry.ts';

/** Error codes of the topic `xray`: what cannot be looked at inside an optimizer. */
export const xrayErrors = {
  'xray.no-steps': {
    message: {
      en: 'The run {run} has done no step yet (status: {status}).',
      ja: '実験 {run} はまだ 1 ステップも学習していません（状態：{status}）。',
    },
    hint: {
      en: 'Train it first: `tatami resume {run}`.',
      ja: '先に `tatami resume {run}` で学習してください。',
    },
    windowHint: {
      en: 'Train it first: “Go on” in History.',
      ja: '先に履歴の「続きから再開」で学習してください。',
    },
  },
  'xray.no-such-step': {
    message: {
      en: 'Steps {from} to {to} are not steps of the run {run}: it has the steps 1 to {last}.',
      ja: '実験 {run} にステップ {from}～{to} はありません。ステップは 1～{last} です。',
    },
    hint: {
      en: 'Choose --from and --to between 1 and {last}, the first not after the second.',
      ja: '--from と --to には 1 から {last} までのステップを、小さい順に指定してください。',
    },
  },
  'xray.too-many-points': {
    message: {
      en: '{points} steps would be recorded; at most {most} are.',
      ja: '{points} ステップを記録することになりますが、上限は {most} ステップです。',
    },
    hint: {
      en: 'Record every {every}th step (--every {every}), or fewer of them (--from, --to).',
      ja: '--every {every} で間隔を空けるか、--from と --to で範囲を狭めてください。',
    },
  },
  'xray.no-such-weight': {
    message: {
      en: 'No trained weight is called “{name}”.',
      ja: '「{name}」という学習対象の重みはありません。',
    },
    hint: {
      en: 'The weights that are trained: {known}',
      ja: '学習対象の重み：{known}',
    },
  },
  'xray.no-such-place': {
    message: {
      en: 'The weight “{name}” has no element [{index}]: its shape is [{shape}].',
      ja: '重み「{name}」に要素 [{index}] はありません。形は [{shape}] です。',
    },
    hint: {
      en: 'Count each axis from 0, as in {name}[0], or give one place below {size}.',
      ja: '各軸の番号を 0 から数えて指定するか、{size} 未満の通し番号を 1 つ指定してください。',
    },
  },
  'xray.other-data': {
    message: {
      en: 'The data set “{dataset}” is not the one that the run {run} was trained on (its content differs).',
      ja: 'データセット「{dataset}」は、実験 {run} の学習に使われたものと内容が異なります。',
    },
    hint: {
      en: 'Import the data set that the run was trained on, or train the run anew: `tatami repeat {run}`.',
      ja: '学習に使ったデータセットを取り込むか、`tatami repeat {run}` で学習し直してください。',
    },
    windowHint: {
      en: 'Import in Data the set that the run was trained on, or press “Repeat exactly” in History.',
      ja: '学習に使ったデータを「データ」で取り込むか、履歴の「まったく同じに再実行」を押してください。',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
