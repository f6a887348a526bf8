/**
 * How far a net's confidence can be trusted: of the pictures for which it is 80 % sure, 80 % should be right.
 * Source: C. Guo et al., On Calibration of Modern Neural Networks, ICML 2017 (bins of equal width, ECE).
 */

/** Confidence of each image, and whether its class is right. */
export interface JudgedImages {
  /** Probability of the predicted class, 0 to 1. */
  readonly confidence: ArrayLike<number>;
  /** 1 for right, 0 for wrong. */
  readonly isRight: ArrayLike<number>;
}

/** The images whose confidence lies above `low` and not above `high`; the first bin has 0 as well. */
export interface CalibrationBin {
  readonly low: number;
  readonly high: number;
  readonly right: number;
  readonly wrong: number;
  /** Mean confidence of its images; null for an empty bin. */
  readonly confidence: number | null;
  /** Share of its images that are right; null for an empty bin. */
  readonly accuracy: number | null;
}

/** Bins from low to high confidence. */
export interface Calibration {
  readonly bins: readonly CalibrationBin[];
  /** Expected calibration error: mean of |accuracy - confidence| over the bins, weighted by their images; 0 without images. */
  readonly expectedError: number;
  /** Mean confidence minus accuracy over all images: positive for a net that is too sure; 0 without images. */
  readonly overconfidence: number;
}

/**
 * Puts images into bins of equal width.
 *
 * @param images - Which images count.
 * @param binCount - Default 15, as in the paper.
 */
export function calibration(judged: JudgedImages, images: Iterable<number>, binCount = 15): Calibration {
  const right = new Uint32Array(binCount);
  const wrong = new Uint32Array(binCount);
  const sums = new Float64Array(binCount);
  for (const image of images) {
    const confidence = judged.confidence[image] ?? 0;
    const bin = Math.min(binCount - 1, Math.max(0, Math.ceil(confidence * binCount) - 1));
    const counts = judged.isRight[image] === 1 ? right : wrong;
    counts[bin] = (counts[bin] ?? 0) + 1;
    sums[bin] = (sums[bin] ?? 0) + confidence;
  }
  const bins = Array.from(sums, (sum, bin): CalibrationBin => {
    const hits = right[bin] ?? 0;
    const misses = wrong[bin] ?? 0;
    const count = hits + misses;
    return {
      low: bin / binCount,
      high: (bin + 1) / binCount,
      right: hits,
      wrong: misses,
      confidence: count === 0 ? null : sum / count,
      accuracy: count === 0 ? null : hits / count,
    };
  });
  return { bins, ...errorsOf(bins) };
}

function errorsOf(bins: readonly CalibrationBin[]): Pick<Calibration, 'expectedError' | 'overconfidence'> {
  let images = 0;
  let apart = 0;
  let over = 0;
  for (const { right, wrong, confidence, accuracy } of bins) {
    if (confidence === null || accuracy === null) continue;
    images += right + wrong;
    apart += (right + wrong) * Math.abs(accuracy - confidence);
    over += (right + wrong) * (confidence - accuracy);
  }
  return images === 0
    ? { expectedError: 0, overconfidence: 0 }
    : { expectedError: apart / images, overconfidence: over / images };
}

/** What a net achieves that answers only when it is sure enough. */
export interface ThresholdResult {
  /** Images that it answers. */
  readonly answered: number;
  /** Of these, how many are right. */
  readonly right: number;
  /** Wrong ones that it would have answered without the threshold, and now leaves to a person. */
  readonly caught: number;
}

/** Counts the images whose confidence reaches a threshold. */
export function atThreshold(
  judged: JudgedImages,
  images: Iterable<number>,
  threshold: number,
): ThresholdResult {
  const result = { answered: 0, right: 0, caught: 0 };
  for (const image of images) {
    const isRight = judged.isRight[image] === 1;
    if ((judged.confidence[image] ?? 0) >= threshold) {
      result.answered += 1;
      if (isRight) result.right += 1;
    } else if (!isRight) result.caught += 1;
  }
  return result;
}
