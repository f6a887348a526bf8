import type { Words } from '../../../shared/contract/errors/entry.ts';

/** The words of one topic by key; `{name}` stands for a value. */
export type Topic = Readonly<Record<string, Words>>;
