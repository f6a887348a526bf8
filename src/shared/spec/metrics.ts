/** Metrics in Keras's words, and the superclass accuracy of a net that knows only the fine classes. */
import * as z from 'zod';
import { classSpec, isRecord } from './class-spec.ts';
import { reportFault, reportUnknownName } from './faults.ts';
import { resolveName } from './names.ts';
import { count } from './numbers.ts';
import { quote } from './quote.ts';
import { identifier } from './text.ts';

/** Metrics without arguments; the document and the logs call them by these names. */
const plainNames = [
  'accuracy',
  'mean_absolute_error',
  'mean_squared_error',
  /** Share of images whose best class lies in the superclass of the true one. */
  'superclass_accuracy',
] as const;

/** Share of images whose true class is among the `k` best; `name` is the word for it in the logs. */
const topK = [
  classSpec('TopKCategoricalAccuracy', {
    k: count(1_000_000).default(5),
    name: identifier.default('top_k_categorical_accuracy'),
  }),
  classSpec('SparseTopKCategoricalAccuracy', {
    k: count(1_000_000).default(5),
    name: identifier.default('sparse_top_k_categorical_accuracy'),
  }),
] as const;

const topKNames: readonly string[] = topK.map((option) => option.shape.class_name.value);
const allNames: readonly string[] = [...plainNames, ...topKNames];

const aliases = new Map([
  ['acc', 'accuracy'],
  ['categoricalaccuracy', 'accuracy'],
  ['sparsecategoricalaccuracy', 'accuracy'],
  ['mae', 'mean_absolute_error'],
  ['mse', 'mean_squared_error'],
]);

const metricSchema = z.preprocess(
  readShortForms,
  z.union([z.enum(plainNames), z.discriminatedUnion('class_name', topK)]),
);

/** A metric in normal form: a name, or a class with its arguments. */
export type MetricSpec = z.output<typeof metricSchema>;

/** A metric that is computed besides the accuracy, which every run has. */
export type FurtherMetric = Exclude<MetricSpec, 'accuracy'>;

/** What a record of an epoch calls its other entries. */
const takenNames = ['epoch', 'loss', 'accuracy', 'learning_rate', 'durationMs', 'superclassAccuracy'];

/** The metrics of an experiment; one name may stand for the list, and equal entries count once. */
export const metricsSchema = z
  .preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(metricSchema).max(10))
  .transform((metrics) => [...new Map(metrics.map((metric) => [JSON.stringify(metric), metric])).values()])
  .superRefine(refuseEqualNames);

/** The word for a metric in the logs; the value on validation images has `val_` before it. */
export function metricName(metric: MetricSpec): string {
  return typeof metric === 'string' ? metric : metric.config.name;
}

/** The metrics besides the accuracy, in the document's order. */
export function furtherMetrics(metrics: readonly MetricSpec[]): readonly FurtherMetric[] {
  return metrics.filter((metric) => metric !== 'accuracy');
}

/** Whether larger values of a metric are better; `name` as {@link metricName} or `loss` has it. */
export function isLargerBetter(name: string): boolean {
  return name !== 'loss' && name !== 'mean_absolute_error' && name !== 'mean_squared_error';
}

/** The name that the logs have for a quantity that is written shorter, such as `val_acc` or `mae`. */
export function resolveLogName(name: string): string {
  const [, prefix = '', rest = ''] = /^(val_)?(.*)$/su.exec(name) ?? [];
  return prefix + resolveName(rest, plainNames, aliases);
}

/** Reads other spellings, Keras's short names, and classes without arguments. */
function readShortForms(value: unknown, context: z.RefinementCtx): unknown {
  if (typeof value === 'string') return fromName(value, {}, { context, path: [] });
  if (!isRecord(value) || typeof value['class_name'] !== 'string') return value;
  const spec = fromName(value['class_name'], value['config'] ?? {}, { context, path: ['class_name'] });
  return isRecord(spec) ? { ...value, ...spec } : spec;
}

function fromName(
  name: string,
  config: unknown,
  place: Readonly<{ context: z.RefinementCtx; path: readonly string[] }>,
): unknown {
  const resolved = resolveName(name, allNames, aliases);
  const className = topKNames.find((known) => known === resolved);
  if (className !== undefined) return { class_name: className, config };
  const isPlain = plainNames.some((known) => known === resolved);
  if (!isPlain) reportUnknownName(place.context, { path: place.path, found: name, allowed: allNames });
  return isPlain && isRecord(config) && Object.keys(config).length > 0
    ? { class_name: resolved, config }
    : resolved;
}

function refuseEqualNames(metrics: readonly MetricSpec[], context: z.RefinementCtx): void {
  const taken = new Set(takenNames.flatMap(bothNames));
  for (const [index, metric] of metrics.entries()) {
    if (metric === 'accuracy') continue;
    const names = bothNames(metricName(metric));
    const details = { found: quote(names[0]) };
    if (names.some((name) => taken.has(name)))
      reportFault(context, { code: 'spec.duplicate-name', path: [index, 'config', 'name'], details });
    for (const name of names) taken.add(name);
  }
}

function bothNames(name: string): readonly string[] {
  return [name, `val_${name}`];
}
