import type { Topic } from './topic.ts';

/** Words of Lab's strip of ready-made labs. */
export const stripTexts = {} as const satisfies Topic;
