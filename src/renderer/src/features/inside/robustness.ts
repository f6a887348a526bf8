/** How far a changed picture moves what the layers put out. */
import type { InspectedLayer } from '../../../../shared/contract/inspect.ts';

/** The first pooling layer of a net, and what comes into it. */
export interface PoolingEffect {
  readonly pooling: string;
  readonly before: string;
  /** Distance of the outputs, as a share of the length of the original's: 0 for none. */
  readonly changeBefore: number;
  readonly changeAfter: number;
}

const poolings: readonly InspectedLayer['class_name'][] = ['MaxPooling2D', 'AveragePooling2D'];

/** What the first pooling keeps of a change; null for a net without, or where the original puts out nothing. */
export function poolingEffect(
  original: readonly InspectedLayer[],
  changed: readonly InspectedLayer[],
): PoolingEffect | null {
  const at = original.findIndex(({ class_name }) => poolings.includes(class_name));
  const before = original[at - 1];
  const pooling = original[at];
  if (before === undefined || pooling === undefined) return null;
  const changeBefore = relativeDistance(before, changed[at - 1]);
  const changeAfter = relativeDistance(pooling, changed[at]);
  if (changeBefore === null || changeAfter === null) return null;
  return { pooling: pooling.name, before: before.name, changeBefore, changeAfter };
}

/** ‖a − b‖ / ‖a‖ of two outputs of one layer; null for outputs that cannot be compared. */
function relativeDistance({ values }: InspectedLayer, other: InspectedLayer | undefined): number | null {
  if (other === undefined || other.values.length !== values.length) return null;
  let [distance, length] = [0, 0];
  values.forEach((value, place) => {
    distance += (value - (other.values[place] ?? 0)) ** 2;
    length += value ** 2;
  });
  return length === 0 ? null : Math.sqrt(distance / length);
}
