/** Which images stand behind each cell of a class-level matrix, most confident first. */

/** The images of all cells, one cell after the other. */
export interface CellImages {
  /** Number of classes. */
  readonly size: number;
  /** Where the images of cell `true * size + predicted` begin in `images`; one more entry for the end. */
  readonly starts: Uint32Array;
  readonly images: Uint32Array;
  /** Place of each image in the order of falling confidence; equal confidences in the order of the images. */
  readonly rank: Uint32Array;
  /** The image of each rank. */
  readonly byRank: Uint32Array;
}

/** What is known of each image. */
interface PredictedImages {
  readonly labels: ArrayLike<number>;
  readonly predicted: ArrayLike<number>;
  readonly confidence: ArrayLike<number>;
  readonly size: number;
}

/** Sorts the images into their cells: once over all, so that a cell is a slice afterwards. */
export function imagesByCell({ labels, predicted, confidence, size }: PredictedImages): CellImages {
  const byRank = Uint32Array.from({ length: labels.length }, (_, image) => image);
  byRank.sort((a, b) => (confidence[b] ?? 0) - (confidence[a] ?? 0) || a - b);
  const rank = new Uint32Array(labels.length);
  byRank.forEach((image, place) => (rank[image] = place));
  const cellOf = (image: number): number => (labels[image] ?? 0) * size + (predicted[image] ?? 0);
  const starts = new Uint32Array(size * size + 1);
  for (const image of byRank) starts[cellOf(image) + 1] = (starts[cellOf(image) + 1] ?? 0) + 1;
  for (let cell = 1; cell < starts.length; cell++)
    starts[cell] = (starts[cell] ?? 0) + (starts[cell - 1] ?? 0);
  const next = starts.slice();
  const images = new Uint32Array(labels.length);
  for (const image of byRank) {
    const place = next[cellOf(image)] ?? 0;
    images[place] = image;
    next[cellOf(image)] = place + 1;
  }
  return { size, starts, images, rank, byRank };
}

/** The images of a block of cells, most confident first. */
export function imagesOfCells(
  { size, starts, images, rank, byRank }: CellImages,
  rows: readonly number[],
  columns: readonly number[],
): Uint32Array {
  const parts = rows.flatMap((row) =>
    columns.map((column) =>
      images.subarray(starts[row * size + column] ?? 0, starts[row * size + column + 1] ?? 0),
    ),
  );
  const ranks = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) for (const image of part) ranks[place++] = rank[image] ?? 0;
  return ranks.sort().map((own) => byRank[own] ?? 0);
}
