/** Confusion matrices: how often each true class was taken for each class. */

/** Counts of images: `counts[true * size + predicted]`, rows true, columns predicted. */
export interface ConfusionMatrix {
  /** Number of classes. */
  readonly size: number;
  readonly counts: Uint32Array;
}

/**
 * Counts the pairs of true and predicted class.
 * @param labels True class of each image, 0 to `size - 1`.
 * @param predicted Predicted class of each image, as many as labels.
 * @throws RangeError for lists of different length or a class outside the range: a fault of the caller.
 */
export function confusionMatrix(
  labels: ArrayLike<number>,
  predicted: ArrayLike<number>,
  size: number,
): ConfusionMatrix {
  if (labels.length !== predicted.length) {
    throw new RangeError(`${labels.length} labels do not fit ${predicted.length} predictions`);
  }
  const counts = new Uint32Array(size * size);
  for (let image = 0; image < labels.length; image++) {
    const row = classAt(labels, image, size);
    const column = classAt(predicted, image, size);
    counts[row * size + column] = (counts[row * size + column] ?? 0) + 1;
  }
  return { size, counts };
}

/** The number of images of one true class that were taken for one class. */
export function cell(matrix: ConfusionMatrix, row: number, column: number): number {
  return matrix.counts[row * matrix.size + column] ?? 0;
}

/** The number of images in the matrix. */
export function total(matrix: ConfusionMatrix): number {
  return matrix.counts.reduce((sum, count) => sum + count, 0);
}

/** The number of images on the diagonal. */
export function correct(matrix: ConfusionMatrix): number {
  return classIndices(matrix).reduce((sum, index) => sum + cell(matrix, index, index), 0);
}

/** Share of images on the diagonal; 0 for an empty matrix. */
export function accuracy(matrix: ConfusionMatrix): number {
  const images = total(matrix);
  return images === 0 ? 0 : correct(matrix) / images;
}

/** Images of each true class (sums of the rows). */
export function trueCounts(matrix: ConfusionMatrix): readonly number[] {
  const classes = classIndices(matrix);
  return classes.map((row) => classes.reduce((sum, column) => sum + cell(matrix, row, column), 0));
}

/** Images taken for each class (sums of the columns). */
export function predictedCounts(matrix: ConfusionMatrix): readonly number[] {
  const classes = classIndices(matrix);
  return classes.map((column) => classes.reduce((sum, row) => sum + cell(matrix, row, column), 0));
}

/** The classes 0 to `size - 1`. */
export function classIndices(matrix: ConfusionMatrix): readonly number[] {
  return Array.from({ length: matrix.size }, (_, index) => index);
}

function classAt(classes: ArrayLike<number>, image: number, size: number): number {
  const index = classes[image] ?? -1;
  if (!Number.isInteger(index) || index < 0 || index >= size) {
    throw new RangeError(`Image ${image} has class ${index}; there are ${size} classes`);
  }
  return index;
}
