/** Metrics by name. */
import * as z from 'zod';
import { resolveName } from './names.ts';

/** Every metric that training reports. */
export const metricNames = ['accuracy'] as const;

const aliases = new Map([
  ['acc', 'accuracy'],
  ['categoricalaccuracy', 'accuracy'],
  ['sparsecategoricalaccuracy', 'accuracy'],
]);

/** A metric; Keras's longer names are read. */
export const metricSchema = z.preprocess(
  (value) => (typeof value === 'string' ? resolveName(value, metricNames, aliases) : value),
  z.enum(metricNames),
);

/** The name of a metric. */
export type MetricName = z.output<typeof metricSchema>;
