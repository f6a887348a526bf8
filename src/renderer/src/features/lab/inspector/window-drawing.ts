/** Where everything stands in the drawing of a window that slides over a picture. */
import type { WindowAxis } from '../../../../../shared/spec/window.ts';

/** A rectangle in the drawing, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The parts of the drawing. */
export interface WindowDrawing {
  /** The padded picture, and the picture inside it. */
  readonly padded: Box;
  readonly picture: Box;
  /** Pixels at the right and at the bottom that no window reaches. */
  readonly unused: readonly Box[];
  /** Lines of the grid: each window where they lie side by side, else each pixel; none where too fine. */
  readonly tiles: readonly (Box & { readonly isOdd: boolean })[];
  readonly window: Box;
  readonly output: Box;
  /** The value that the window makes. */
  readonly value: Box;
}

const side = 124;
const mostTiles = 900;

/** Lays a drawing of 304 x 132 pixels out. */
export function windowDrawing([rows, columns]: readonly [WindowAxis, WindowAxis]): WindowDrawing {
  const [height, width] = [paddedSize(rows), paddedSize(columns)];
  const unit = side / Math.max(height, width);
  const box = (x: number, y: number, w: number, h: number): Box => ({
    x: 1 + x * unit,
    y: 3 + y * unit,
    width: w * unit,
    height: h * unit,
  });
  const [row, column] = [middleOf(rows), middleOf(columns)];
  const outputUnit = Math.min(
    unit * Math.max(1, Math.min(rows.stride, 2)),
    84 / Math.max(rows.output, columns.output),
  );
  const outputSize = { width: columns.output * outputUnit, height: rows.output * outputUnit };
  const output = { x: 166, y: 66 - outputSize.height / 2, ...outputSize };
  const value = Math.max(outputUnit, 3);
  return {
    padded: box(0, 0, width, height),
    picture: box(columns.padding[0], rows.padding[0], columns.input, rows.input),
    unused: [
      ...(columns.unused > 0 ? [box(width - columns.unused, 0, columns.unused, height)] : []),
      ...(rows.unused > 0 ? [box(0, height - rows.unused, width - columns.unused, rows.unused)] : []),
    ],
    tiles: tilesOf([rows, columns]).map(({ isOdd, x, y, width: w, height: h }) => ({
      isOdd,
      ...box(x, y, w, h),
    })),
    window: box(column * columns.stride, row * rows.stride, columns.span, rows.span),
    output,
    value: { x: output.x + column * outputUnit, y: output.y + row * outputUnit, width: value, height: value },
  };
}

function paddedSize({ input, padding }: WindowAxis): number {
  return input + padding[0] + padding[1];
}

/** The window that is shown: a third of the way. */
function middleOf({ output }: WindowAxis): number {
  return Math.floor(output / 3);
}

/** The picture cut by the windows' steps, as a chequerboard, in pixels of the picture. */
function tilesOf([rows, columns]: readonly [WindowAxis, WindowAxis]): WindowDrawing['tiles'] {
  if (rows.output * columns.output > mostTiles) return [];
  const places = (axis: WindowAxis): readonly number[] =>
    Array.from({ length: axis.output }, (_, index) => index);
  return places(rows).flatMap((row) =>
    places(columns).map((column) => ({
      isOdd: (row + column) % 2 === 1,
      x: column * columns.stride,
      y: row * rows.stride,
      width: Math.min(columns.stride, columns.span),
      height: Math.min(rows.stride, rows.span),
    })),
  );
}
