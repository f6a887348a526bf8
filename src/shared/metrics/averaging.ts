/** Predictions as probabilities: how good they are, and the mean of several. */

/** Probabilities of images × classes, row by row. */
export type Probabilities = ArrayLike<number>;

/** How good the predictions of a set of images are. */
export interface Quality {
  /** Share of images whose most probable class is the true one, 0 to 1. */
  readonly accuracy: number;
  /** Cross-entropy: the mean of -ln(probability of the true class), in nats. */
  readonly loss: number;
}

/** Right answers and the summed cross-entropy of some images; what {@link qualityOf} divides. */
export interface Tally {
  readonly count: number;
  readonly right: number;
  readonly lossSum: number;
}

/** Smallest probability that a loss sees, the smallest normal float32: a loss is at most 87.3. */
const leastProbability = 2 ** -126;

/**
 * Counts right answers and losses; of equally probable classes the first is the answer.
 *
 * @param scale - What each value is multiplied by, so that sums of m predictions count as their mean with 1 / m.
 */
export function tallyOf(probabilities: Probabilities, labels: ArrayLike<number>, scale = 1): Tally {
  const count = labels.length;
  const classes = count === 0 ? 0 : probabilities.length / count;
  let right = 0;
  let lossSum = 0;
  for (let image = 0; image < count; image++) {
    const truth = labels[image] as number;
    if (bestClass(probabilities, image * classes, classes) === truth) right += 1;
    const probability = scale * (probabilities[image * classes + truth] as number);
    lossSum -= Math.log(Number.isNaN(probability) ? NaN : Math.max(leastProbability, probability));
  }
  return { count, right, lossSum };
}

/** Two tallies as one. */
export function addTallies(first: Tally, second: Tally): Tally {
  return {
    count: first.count + second.count,
    right: first.right + second.right,
    lossSum: first.lossSum + second.lossSum,
  };
}

/** The tally of no images. */
export const emptyTally: Tally = { count: 0, right: 0, lossSum: 0 };

/** Accuracy and mean loss of a tally; 0 for no images. */
export function qualityOf({ count, right, lossSum }: Tally): Quality {
  return count === 0 ? { accuracy: 0, loss: 0 } : { accuracy: right / count, loss: lossSum / count };
}

/** The mean of predictions of the same images and classes: what an ensemble predicts. At least one. */
export function meanPrediction(predictions: readonly Probabilities[]): Float64Array {
  const [first] = predictions;
  const mean = new Float64Array(first?.length ?? 0);
  for (const prediction of predictions)
    for (let index = 0; index < mean.length; index++) mean[index] = mean[index]! + prediction[index]!;
  return mean.map((sum) => sum / predictions.length);
}

/** Numbers of passes at which an average is judged: 1, 2, 5, 10, 20, 50, … and the last one, `most` (at least 1). */
export function judgedPasses(most: number): readonly number[] {
  const points: number[] = [];
  for (let unit = 1; unit < most; unit *= 10)
    points.push(...[unit, 2 * unit, 5 * unit].filter((point) => point < most));
  return [...points, most];
}

function bestClass(values: Probabilities, start: number, classes: number): number {
  let best = 0;
  for (let label = 1; label < classes; label++)
    if ((values[start + label] as number) > (values[start + best] as number)) best = label;
  return best;
}
