/** Where the cells of a matrix lie on a canvas: zoom, pan and the exact place under a pointer. */

/** A matrix on a canvas; lengths in CSS pixels. */
export interface MatrixLayout {
  /** Room for the labels of rows and of columns. */
  readonly left: number;
  readonly top: number;
  /** The part of the canvas in which cells are seen. */
  readonly width: number;
  readonly height: number;
  readonly rowCount: number;
  readonly columnCount: number;
  /** 1 shows all cells. */
  readonly zoom: number;
  /** Pixels of the cells that lie hidden beyond the left and upper edge. */
  readonly panX: number;
  readonly panY: number;
}

/** A rectangle. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What is under a point: a cell, or the label of a row or column (the other is null). */
export interface MatrixPoint {
  readonly row: number | null;
  readonly column: number | null;
}

/** A cell is never wider or higher than this. */
const mostCellSide = 110;

/** Cells are shown at most about this large by zooming. */
const zoomedCellSide = 44;

/** Lays a matrix into a canvas so that all of it is seen. */
export function fitted(
  canvas: Readonly<{ width: number; height: number }>,
  labels: Readonly<{ left: number; top: number }>,
  size: Readonly<{ rowCount: number; columnCount: number }>,
): MatrixLayout {
  const { left, top } = labels;
  const { rowCount, columnCount } = size;
  const width = Math.max(1, Math.min(canvas.width - left - 1, columnCount * mostCellSide));
  const height = Math.max(1, Math.min(canvas.height - top - 1, rowCount * mostCellSide));
  return { left, top, width, height, rowCount, columnCount, zoom: 1, panX: 0, panY: 0 };
}

/** Largest useful zoom: 1 where the cells are large already. */
export function mostZoom({ width, height, rowCount, columnCount }: MatrixLayout): number {
  return Math.max(1, zoomedCellSide / Math.min(width / columnCount, height / rowCount));
}

/** Left edge of a column; of `columnCount` the right edge of the last. */
export function columnEdge(layout: MatrixLayout, column: number): number {
  return layout.left - layout.panX + (column * layout.width * layout.zoom) / layout.columnCount;
}

/** Upper edge of a row. */
export function rowEdge(layout: MatrixLayout, row: number): number {
  return layout.top - layout.panY + (row * layout.height * layout.zoom) / layout.rowCount;
}

/** The rectangle of a cell, whether it is in sight or not. */
export function boxOf(layout: MatrixLayout, row: number, column: number): Box {
  const [x, y] = [columnEdge(layout, column), rowEdge(layout, row)];
  return { x, y, width: columnEdge(layout, column + 1) - x, height: rowEdge(layout, row + 1) - y };
}

/** What is under a point of the canvas; null for neither cell nor label. A cell has its left and upper edge. */
export function pointAt(layout: MatrixLayout, x: number, y: number): MatrixPoint | null {
  const { left, top, width, height, rowCount, columnCount } = layout;
  if (x >= left + width || y >= top + height || x < 0 || y < 0) return null;
  const column = x < left ? null : placeAt(x, columnCount, (index) => columnEdge(layout, index));
  const row = y < top ? null : placeAt(y, rowCount, (index) => rowEdge(layout, index));
  return row === null && column === null ? null : { row, column };
}

/** Guesses by division, then steps to the place whose edges hold the point: rounding decides nothing. */
function placeAt(at: number, count: number, edge: (index: number) => number): number {
  const length = (edge(count) - edge(0)) / count;
  let place = Math.min(count - 1, Math.max(0, Math.floor((at - edge(0)) / length)));
  while (place > 0 && at < edge(place)) place -= 1;
  while (place < count - 1 && at >= edge(place + 1)) place += 1;
  return place;
}

/** The first and one beyond the last row (or column) of which something is in sight. */
export function inSight(
  layout: MatrixLayout,
  side: 'row' | 'column',
): { readonly from: number; readonly to: number } {
  const last = (side === 'row' ? layout.rowCount : layout.columnCount) - 1;
  const start = pointAt(layout, layout.left, layout.top)?.[side] ?? 0;
  const endX = layout.left + layout.width - 0.001;
  const endY = layout.top + layout.height - 0.001;
  const end = pointAt(layout, endX, endY)?.[side] ?? last;
  return { from: start, to: Math.min(last, end) + 1 };
}

/** Zooms by a factor with the point under the pointer staying where it is. */
export function zoomedAt(
  layout: MatrixLayout,
  factor: number,
  at: Readonly<{ x: number; y: number }>,
): MatrixLayout {
  const zoom = Math.min(mostZoom(layout), Math.max(1, layout.zoom * factor));
  const grown = zoom / layout.zoom;
  const x = at.x - layout.left;
  const y = at.y - layout.top;
  const panX = (layout.panX + x) * grown - x;
  const panY = (layout.panY + y) * grown - y;
  return panned({ ...layout, zoom, panX, panY }, 0, 0);
}

/** Moves the cells by some pixels, as far as there are cells. */
export function panned(layout: MatrixLayout, byX: number, byY: number): MatrixLayout {
  const within = (value: number, length: number): number =>
    Math.min(length * (layout.zoom - 1), Math.max(0, value));
  return {
    ...layout,
    panX: within(layout.panX - byX, layout.width),
    panY: within(layout.panY - byY, layout.height),
  };
}

/** Moves the cells just so far that one is in sight. */
export function revealed(layout: MatrixLayout, row: number, column: number): MatrixLayout {
  const { x, y, width, height } = boxOf(layout, row, column);
  const need = (start: number, length: number, from: number, room: number): number =>
    start < from ? from - start : Math.min(0, from + room - (start + length));
  return panned(
    layout,
    need(x, width, layout.left, layout.width),
    need(y, height, layout.top, layout.height),
  );
}
