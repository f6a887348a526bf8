import type { ErrorEntry } from './entry.ts';

/** Error codes of the topic `process`: what can go wrong between two processes of the app. */
export const processErrors = {
  'process.gone': {
    message: {
      en: 'The {service} process ended before it could answer.',
      ja: '{service} プロセスが応答する前に終了しました。',
    },
    hint: {
      en: 'What was saved before is safe. Try again; if it happens again, run `tatami doctor`.',
      ja: 'それまでに保存された内容は無事です。もう一度お試しください。繰り返す場合は `tatami doctor` を実行してください。',
    },
  },
  'process.bad-request': {
    message: {
      en: 'The {service} process refused the request “{command}”: {path} is not of the expected form.',
      ja: '{service} プロセスは要求「{command}」を受け付けませんでした（{path} の形式が正しくありません）。',
    },
    hint: {
      en: 'Nothing was changed. This is a fault of the program; please report it.',
      ja: '何も変更していません。プログラムの不具合ですので、ご報告ください。',
    },
  },
  'process.unexpected': {
    message: {
      en: 'Something unexpected went wrong in the {service} process (request “{command}”).',
      ja: '{service} プロセスで予期しない問題が起きました（要求「{command}」）。',
    },
    hint: {
      en: 'This is a fault of the program; please report it with the log.',
      ja: 'プログラムの不具合です。ログを添えてご報告ください。',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
