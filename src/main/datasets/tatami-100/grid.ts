/** The pixels of a picture. */

/** Pixels along each side of a picture. */
export const pictureSide = 32;

/** Pixels of a picture. */
export const pixelCount = pictureSide * pictureSide;

/** Coordinate of the centre of each row and column, -1 to 1. */
export const place = Float64Array.from(
  { length: pictureSide },
  (_, index) => (2 * index + 1) / pictureSide - 1,
);
