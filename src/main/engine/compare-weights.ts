/** How far the weights of two checkpoints are apart. */
import { readCheckpoint } from './checkpoint.ts';

/** Begin of the names of weights; the rest of a checkpoint's state is the optimizer's. */
const weightPrefix = 'weights/';

/**
 * The largest difference of a weight in two checkpoint files, relative to the largest weight of its tensor: 0 for
 * equal ones. Null where the weights are not of the same layers and shapes, or not finite.
 *
 * @throws LabError `engine.bad-checkpoint` when a file is missing or damaged.
 */
export function compareWeights(firstPath: string, secondPath: string): number | null {
  const [first, second] = [weightsOf(firstPath), weightsOf(secondPath)];
  if (first.size !== second.size) return null;
  let largest = 0;
  for (const [name, values] of first) {
    const others = second.get(name);
    if (others?.length !== values.length) return null;
    largest = Math.max(largest, tensorDifference(values, others));
  }
  return Number.isFinite(largest) ? largest : null;
}

function weightsOf(path: string): ReadonlyMap<string, ArrayLike<number>> {
  const { state } = readCheckpoint(path, null);
  const weights = [...state].filter(([name]) => name.startsWith(weightPrefix));
  return new Map(weights.map(([name, { data }]) => [name, data]));
}

function tensorDifference(first: ArrayLike<number>, second: ArrayLike<number>): number {
  let difference = 0;
  let scale = 0;
  for (let index = 0; index < first.length; index++) {
    const [one, other] = [first[index] ?? NaN, second[index] ?? NaN];
    difference = Math.max(difference, Math.abs(one - other));
    scale = Math.max(scale, Math.abs(one), Math.abs(other));
  }
  return difference === 0 ? 0 : difference / scale;
}
