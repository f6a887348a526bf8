import type { ErrorEntry } from '../errors.ts';

/** Error codes of the topic `command`. */
export const commandErrors = {
  'command.wrong-usage': {
    message: {
      en: '{problem}',
      ja: '{problem}',
    },
    hint: {
      en: 'Run `tatami --help` to see the commands and options.',
      ja: '`tatami --help` でコマンドとオプションを確認してください。',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
