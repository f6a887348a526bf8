/** Metrics by name. */
import * as z from 'zod';
import { resolveName } from './names.ts';

/** Every metric that training reports. */
export const metricNames = ['accuracy', 'top_5_accuracy'] as const;

const aliases = new Map([
  ['acc', 'accuracy'],
  ['categoricalaccuracy', 'accuracy'],
  ['sparsecategoricalaccuracy', 'accuracy'],
  ['topkcategoricalaccuracy', 'top_5_accuracy'],
  ['sparsetopkcategoricalaccuracy', 'top_5_accuracy'],
]);

/** A metric; Keras's longer names are read (its top-k is top-5 by default). */
export const metricSchema = z.preprocess(
  (value) => (typeof value === 'string' ? resolveName(value, metricNames, aliases) : value),
  z.enum(metricNames),
);

/** The name of a metric. */
export type MetricName = z.output<typeof metricSchema>;
