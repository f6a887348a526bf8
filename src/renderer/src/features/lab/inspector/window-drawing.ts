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

/** The picture as a chequerboard: cut by windows that lie side by side, else by pixels. */
function tilesOf(axes: readonly [WindowAxis, WindowAxis]): WindowDrawing['tiles'] {
  const areApart = axes.every(({ stride, span }) => stride >= span);
  const [rows, columns] = axes.map((axis) => (areApart ? cuts(axis, axis.stride) : cuts(axis, 1)));
  if (!rows || !columns || rows.length * columns.length > mostTiles) return [];
  return rows.flatMap((row) =>
    columns.map((column) => ({
      isOdd: (row.index + column.index) % 2 === 1,
      ...{ x: column.from, width: column.size, y: row.from, height: row.size },
    })),
  );
}

/** Steps along an axis: as many as there are windows, or every pixel of the picture. */
function cuts({ input, output, span, padding }: WindowAxis, step: number) {
  const isPixel = step === 1;
  const length = isPixel ? input : output;
  const start = isPixel ? padding[0] : 0;
  return Array.from({ length }, (_, index) => ({
    index,
    from: start + index * step,
    size: isPixel ? 1 : Math.min(step, span),
  }));
}
