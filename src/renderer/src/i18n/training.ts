import type { Topic } from './topic.ts';

/** Words of Lab's training settings. */
export const trainingTexts = {} as const satisfies Topic;
