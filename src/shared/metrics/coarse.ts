/** Superclass accuracy of a net that was trained on classes: two ways to read its answer. */
import type { Evaluation } from '../contract/engine.ts';
import type { SuperclassOf } from './superclasses.ts';

/** Images whose superclass is right, by both ways. */
export interface CoarseHits {
  /** The superclass of the most probable class. */
  readonly byBestClass: number;
  /** The superclass with the largest sum of probabilities: two similar classes that share 60 % beat one with 40 %. */
  readonly bySum: number;
  /** Images for which both ways name different superclasses. */
  readonly different: number;
}

/**
 * Counts the images whose superclass is right. The sums run over the classes that an evaluation keeps for each image
 * (five), not over all; a tie goes to the superclass whose best class is more probable.
 */
export function coarseHits(evaluation: Evaluation, superclassOf: SuperclassOf): CoarseHits {
  const { count, topK, topClasses, labels } = evaluation;
  let byBestClass = 0;
  let bySum = 0;
  let different = 0;
  for (let image = 0; image < count; image++) {
    const truth = superclassOf[labels[image] ?? 0];
    const best = superclassOf[topClasses[image * topK] ?? 0];
    const summed = largestSum(evaluation, image, superclassOf);
    byBestClass += Number(best === truth);
    bySum += Number(summed === truth);
    different += Number(best !== summed);
  }
  return { byBestClass, bySum, different };
}

function largestSum(
  { topK, topClasses, topProbabilities }: Evaluation,
  image: number,
  superclassOf: SuperclassOf,
): number {
  const sums = new Map<number, number>();
  for (let place = image * topK; place < (image + 1) * topK; place++) {
    const superclass = superclassOf[topClasses[place] ?? 0] ?? 0;
    sums.set(superclass, (sums.get(superclass) ?? 0) + (topProbabilities[place] ?? 0));
  }
  let largest = -1;
  let largestSoFar = -Infinity;
  for (const [superclass, sum] of sums) {
    if (sum > largestSoFar) [largest, largestSoFar] = [superclass, sum];
  }
  return largest;
}

/** Images whose true class is among the k most probable, for k = 1 up to the number of classes kept. */
export function topKHits({ count, topK, topClasses, labels }: Evaluation): readonly number[] {
  const firstAt = new Uint32Array(topK);
  for (let image = 0; image < count; image++) {
    for (let place = 0; place < topK; place++) {
      if (topClasses[image * topK + place] !== labels[image]) continue;
      firstAt[place] = (firstAt[place] ?? 0) + 1;
      break;
    }
  }
  let sum = 0;
  return Array.from(firstAt, (hits) => (sum += hits));
}
