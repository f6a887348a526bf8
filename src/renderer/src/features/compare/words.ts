/** Words for fields and things of comparisons. */
import { say } from '../../i18n/say.svelte.ts';
import type { TextKey } from '../../i18n/texts.ts';
import type { Thing } from './sameness.ts';

const thingTexts = {
  model: 'compare.thingModel',
  initialWeights: 'compare.thingWeights',
  batchOrder: 'compare.thingOrder',
  draws: 'compare.thingDraws',
  data: 'compare.thingData',
  loss: 'compare.thingLoss',
  optimizer: 'compare.thingOptimizer',
  batchSize: 'compare.thingBatch',
  epochs: 'compare.thingEpochs',
  device: 'compare.thingDevice',
} as const satisfies Record<Thing, TextKey>;

/** The text of a thing that racers share. */
export function thingText(thing: Thing): TextKey {
  return thingTexts[thing];
}

/** A field as people call it: its own name where it has one, else the last part of its path in Keras's words. */
export function fieldName(path: string): string {
  if (path === 'optimizer') return say('compare.fieldOptimizer');
  if (path === 'batch_size') return say('compare.fieldBatch');
  if (path.endsWith('learning_rate')) return say('compare.fieldRate');
  if (/^model\.layers.*\.rate$/.test(path)) return say('compare.fieldDropout');
  return path.replace(/\.config\b/g, '');
}
