/** A class with what the net says of it. */
export interface RankedClass {
  readonly classIndex: number;
  readonly probability: number;
}

/** The most probable classes first, and the true one behind them where it is not among them. */
export function rankedClasses(
  probabilities: Float32Array,
  most: number,
  trueClass: number | null,
): readonly RankedClass[] {
  const ranked = Array.from(probabilities, (probability, classIndex) => ({
    classIndex,
    probability,
  })).toSorted((a, b) => b.probability - a.probability || a.classIndex - b.classIndex);
  const top = ranked.slice(0, most);
  const missing = ranked.slice(most).filter(({ classIndex }) => classIndex === trueClass);
  return [...top, ...missing];
}
