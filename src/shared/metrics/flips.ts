/** Images on which two runs disagree about right and wrong. */

/** Images that changed from one run to the other, rising. */
export interface FlippedImages {
  /** A has them right and B wrong. */
  readonly onlyA: Uint32Array;
  /** B has them right and A wrong. */
  readonly onlyB: Uint32Array;
}

/** Finds the images that only one of two runs has right; both lists say 1 for right, image by image. */
export function flippedImages(a: ArrayLike<number>, b: ArrayLike<number>): FlippedImages {
  const onlyA: number[] = [];
  const onlyB: number[] = [];
  for (let image = 0; image < a.length; image++) {
    if (a[image] === b[image]) continue;
    (a[image] === 1 ? onlyA : onlyB).push(image);
  }
  return { onlyA: Uint32Array.from(onlyA), onlyB: Uint32Array.from(onlyB) };
}

/** Whether two evaluations are of the same test images, as far as their classes tell. */
export function areSameImages(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let image = 0; image < a.length; image++) if (a[image] !== b[image]) return false;
  return true;
}
