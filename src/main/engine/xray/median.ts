/**
 * The median by Hoare's selection, in time that grows with the count alone: a layer may have millions of weights.
 * Of an even count it is the mean of the two in the middle; null for none, NaN where a number is NaN.
 *
 * @param values - Is put into another order.
 */
export function medianOf(values: Float64Array): number | null {
  if (values.length === 0) return null;
  if (values.some(Number.isNaN)) return NaN;
  const middle = values.length >> 1;
  const upper = select(values, middle);
  if (values.length % 2 === 1) return upper;
  return (values.subarray(0, middle).reduce((most, value) => Math.max(most, value), -Infinity) + upper) / 2;
}

/** The number that sorting would put at `place`; no smaller one is after it then, and no larger one before it. */
function select(values: Float64Array, place: number): number {
  let first = 0;
  let last = values.length - 1;
  while (first < last) {
    const pivot = values[(first + last) >> 1] as number;
    let low = first;
    let high = last;
    while (low <= high) {
      while ((values[low] as number) < pivot) low++;
      while ((values[high] as number) > pivot) high--;
      if (low <= high) swap(values, low++, high--);
    }
    if (place <= high) last = high;
    else if (place >= low) first = low;
    else break;
  }
  return values[place] as number;
}

function swap(values: Float64Array, first: number, second: number): void {
  const kept = values[first] as number;
  values[first] = values[second] as number;
  values[second] = kept;
}
