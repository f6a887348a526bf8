/** Where the maps of a layer's small drawing stand. */

/** A stack of squares, the last in front; all values are pixels of a 44 x 38 drawing. */
export interface Stack {
  readonly size: number;
  readonly maps: readonly { readonly x: number; readonly y: number }[];
  readonly front: { readonly x: number; readonly y: number };
  /** Side of the mark that stands for a kernel. */
  readonly mark: number;
}

const step = 2.4;

/** The stack for a picture of `[height, width, channels]`: as large as the picture, as deep as its channels. */
export function stackOf(shape: readonly number[]): Stack {
  const [rows = 14, , channels = 1] = shape;
  const depth = channels <= 1 ? 1 : channels < 16 ? 2 : channels < 48 ? 3 : 4;
  const size = Math.max(8, Math.min(26, 6 + rows * 0.75));
  const extent = size + (depth - 1) * step;
  const [left, top] = [(44 - extent) / 2, (38 - extent) / 2];
  const maps = Array.from({ length: depth }, (_, index) => ({
    x: left + (depth - 1 - index) * step,
    y: top + index * step,
  }));
  return { size, maps, front: maps.at(-1) ?? { x: left, y: top }, mark: Math.max(3, size / 4) };
}
