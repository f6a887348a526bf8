import { isRecord } from '../../../shared/spec/class-spec.ts';
import { title } from '../../../shared/spec/text.ts';

const name = title(200);

/** Where the names may stand in a record. */
const keys = ['class_names', 'classNames', 'classes', 'labels'];

/**
 * The names of the classes, from the first record that has as many as the net has outputs: under `class_names` and the
 * like, or there inside `tatami`.
 */
export function classNamesIn(records: readonly unknown[], count: number): readonly string[] | null {
  for (const record of records.filter((one) => isRecord(one))) {
    for (const place of [record, record['tatami']].filter((one) => isRecord(one))) {
      const found = keys
        .map((key) => place[key])
        .find((names) => Array.isArray(names) && names.length === count);
      const names = name.array().safeParse(found);
      if (names.success) return names.data;
    }
  }
  return null;
}
