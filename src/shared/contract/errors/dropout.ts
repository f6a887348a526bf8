import type { ErrorEntry } from './entry.ts';

/** Error codes of the topic `dropout`: what the dropout lab cannot be done with. */
export const dropoutErrors = {
  'dropout.no-such-source': {
    message: {
      en: 'Neither a ready-made lab, a run, a comparison nor a file is called “{name}”.',
      ja: '「{name}」という実習・実験・比較・ファイルは見つかりません。',
    },
    hint: {
      en: 'Ready-made labs: {labs}. `tatami history list` shows the runs.',
      ja: '用意されている実習：{labs}。実験は `tatami history list` で確認できます。',
    },
  },
  'dropout.no-dropout': {
    message: {
      en: 'The model of “{name}” has no Dropout layer with a rate above 0.',
      ja: '「{name}」のモデルには、率が 0 より大きい Dropout 層がありません。',
    },
    hint: {
      en: 'Choose a lab with dropout, such as `dropout-pair` or `mnist-cnn`, or add a Dropout layer to the document.',
      ja: '`dropout-pair` や `mnist-cnn` など Dropout のある実習を選ぶか、実験ファイルに Dropout 層を加えてください。',
    },
  },
  'dropout.no-runs': {
    message: {
      en: 'The comparison {comparison} has no runs in the history.',
      ja: '比較 {comparison} の実験は履歴に残っていません。',
    },
    hint: {
      en: 'Train it again: `tatami dropout` with the lab’s name.',
      ja: '実習の名前を付けて `tatami dropout` を実行し、学習し直してください。',
    },
  },
  'dropout.no-such-picture': {
    message: {
      en: 'There is no test picture {picture}: the run was tested on {count}, numbered from 0.',
      ja: 'テスト画像 {picture} はありません。この実験のテスト画像は {count} 枚で、番号は 0 から始まります。',
    },
    hint: {
      en: 'Choose a number from 0 to {last} with --picture.',
      ja: '--picture には 0 から {last} までの番号を指定してください。',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
