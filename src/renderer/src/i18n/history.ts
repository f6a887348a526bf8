import type { Topic } from './topic.ts';

/** Words of the place “history”. */
export const historyTexts = {} as const satisfies Topic;
