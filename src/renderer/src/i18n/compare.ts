import type { Topic } from './topic.ts';

/** Words of the place “compare”. */
export const compareTexts = {} as const satisfies Topic;
