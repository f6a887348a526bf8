import type { Topic } from './topic.ts';

/** Words of the place “data”. */
export const dataTexts = {} as const satisfies Topic;
