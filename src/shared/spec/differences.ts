/** What differs between experiments, computed from their documents. */
import { isRecord } from './class-spec.ts';
import type { Experiment } from './experiment.ts';
import { pathText, quote } from './quote.ts';

/** A place where experiments differ. */
export interface Difference {
  /** Path as in settings, such as `optimizer.config.learning_rate`. */
  readonly path: string;
  /** The value of each experiment, in their order; undefined where it has none. */
  readonly values: readonly unknown[];
}

/**
 * The places where experiments differ, names apart. Where a whole class differs (`optimizer`) or the number of
 * entries of a list does (`model.layers`), the whole is one difference.
 */
export function whatDiffers(experiments: readonly Experiment[]): readonly Difference[] {
  const unnamed = experiments.map((experiment) => ({ ...experiment, name: null }));
  return differences([], unnamed);
}

/** A value of a {@link Difference} in words: `SGD(learning_rate=0.1, momentum=0.9)`, `[dense (Dense)]`, `0.5`. */
export function differenceText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(differenceText).join(', ')}]`;
  if (!isRecord(value)) return typeof value === 'string' ? value : quote(value);
  const { class_name: className, config } = value;
  if (typeof className !== 'string' || !isRecord(config)) {
    return Object.entries(value)
      .map(([key, inner]) => `${key} ${differenceText(inner)}`)
      .join(', ');
  }
  if (typeof config['name'] === 'string') return `${config['name']} (${className})`;
  const set = Object.entries(config).filter(
    ([key, inner]) => isTelling(key, inner) || config['use_ema'] === true,
  );
  return `${className}(${set.map(([key, inner]) => `${key}=${differenceText(inner)}`).join(', ')})`;
}

/** Whether a part of a config is worth saying: switched-off options are not. */
function isTelling(key: string, value: unknown): boolean {
  return value !== null && value !== false && key !== 'ema_momentum';
}

function differences(path: readonly PropertyKey[], values: readonly unknown[]): readonly Difference[] {
  const texts = new Set(values.map((value) => JSON.stringify(value)));
  if (texts.size < 2) return [];
  const keys = commonKeys(values);
  if (keys === null) return [{ path: pathText(path), values }];
  return keys.flatMap((key) =>
    differences(
      [...path, key],
      values.map((value) => (value as Readonly<Record<PropertyKey, unknown>>)[key]),
    ),
  );
}

/** The keys to descend into, or null where the values are not alike: other kinds, other classes, other lengths. */
function commonKeys(values: readonly unknown[]): readonly (string | number)[] | null {
  const [first] = values;
  if (Array.isArray(first)) {
    const isAlike = values.every((value) => Array.isArray(value) && value.length === first.length);
    return isAlike ? first.map((_, index) => index) : null;
  }
  if (!isRecord(first)) return null;
  const keys = Object.keys(first);
  const isAlike = values.every(
    (value) =>
      isRecord(value) &&
      value['class_name'] === first['class_name'] &&
      Object.keys(value).toSorted().join() === keys.toSorted().join(),
  );
  return isAlike ? keys : null;
}
