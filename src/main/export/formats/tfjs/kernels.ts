/** Weights that are written in another form than Keras has them. */
import type { Values } from '../../inference/operations.ts';

/** A kernel `[rows, columns, channels, multiplier]` with zeros between its rows and columns, which changes no sum. */
export function widened({ shape, data }: Values, [down, across]: readonly [number, number]): Values {
  if (down === 1 && across === 1) return { shape, data };
  const [rows = 1, columns = 1, channels = 1, multiplier = 1] = shape;
  const values = channels * multiplier;
  const [height, width] = [(rows - 1) * down + 1, (columns - 1) * across + 1];
  const wide = new Float32Array(height * width * values);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const from = (row * columns + column) * values;
      wide.set(data.subarray(from, from + values), (row * down * width + column * across) * values);
    }
  return { shape: [height, width, channels, multiplier], data: wide };
}

/** The matrix `[from, to]` that resizes one axis: bilinear, pixel centres at halves, the border repeated. */
export function resizing(from: number, to: number): Values {
  const data = new Float32Array(from * to);
  for (let target = 0; target < to; target++) {
    const center = ((target + 0.5) * from) / to - 0.5;
    const low = Math.floor(center);
    const add = (place: number, share: number): void => {
      const inside = Math.min(Math.max(place, 0), from - 1) * to + target;
      data[inside] = (data[inside] ?? 0) + share;
    };
    add(low, low + 1 - center);
    add(low + 1, center - low);
  }
  return { shape: [from, to], data };
}
