import type { ErrorEntry } from './entry.ts';

/** Error codes of the topic `plane`. */
export const planeErrors = {
  'plane.too-few-nets': {
    message: {
      en: 'The comparison {comparison} has no run whose weights are kept, so there is no plane through them.',
      ja: '比較 {comparison} には重みが保存された実行がないため、平面を作れません。',
    },
    hint: {
      en: 'Let at least one run finish an epoch first.',
      ja: '少なくとも 1 つの実行を 1 エポック以上学習してください。',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
