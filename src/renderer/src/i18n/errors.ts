import type { Topic } from './topic.ts';

/** Words of the place “errors”. */
export const errorsTexts = {} as const satisfies Topic;
