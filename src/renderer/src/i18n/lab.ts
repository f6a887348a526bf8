import type { Topic } from './topic.ts';

/** Words of the place “lab”. */
export const labTexts = {} as const satisfies Topic;
