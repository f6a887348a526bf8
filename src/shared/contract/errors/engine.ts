import type { ErrorEntry } from '../errors.ts';

/** Error codes of the topic `engine`. */
export const engineErrors = {
  'engine.died': {
    message: {
      en: 'The training process ended unexpectedly ({reason}). The run is saved up to {saved}.',
      ja: '学習プロセスが異常終了しました（{reason}）。{saved} まで保存されています。',
    },
    hint: {
      en: 'Run `tatami resume {run}` to go on from there.',
      ja: '`tatami resume {run}` で続きから再開できます。',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
