/** Tiles of equal size in rows, as a layer's maps or values are shown. */

/** Where the tiles of a mosaic lie; all in pixels of the page. */
export interface Mosaic {
  readonly count: number;
  readonly columns: number;
  readonly tile: number;
  readonly gap: number;
  readonly height: number;
}

/** Lays `count` tiles into a width; at least one column. */
export function mosaicOf(
  count: number,
  width: number,
  { tile, gap }: Readonly<{ tile: number; gap: number }>,
): Mosaic {
  const columns = Math.max(1, Math.floor((width + gap) / (tile + gap)));
  const rows = Math.ceil(count / columns);
  return { count, columns, tile, gap, height: Math.max(0, rows * (tile + gap) - gap) };
}

/** Left upper corner of a tile. */
export function cornerOf({ columns, tile, gap }: Mosaic, index: number): { x: number; y: number } {
  return { x: (index % columns) * (tile + gap), y: Math.floor(index / columns) * (tile + gap) };
}

/** The tile under a point; null between tiles and behind the last. */
export function tileAt({ count, columns, tile, gap }: Mosaic, x: number, y: number): number | null {
  const [column, row] = [Math.floor(x / (tile + gap)), Math.floor(y / (tile + gap))];
  const isOnTile = x >= 0 && y >= 0 && x % (tile + gap) < tile && y % (tile + gap) < tile;
  const index = row * columns + column;
  return isOnTile && column < columns && index < count ? index : null;
}

/** The tile that a key leads to from another; null for a key that leads nowhere. */
export function tileByKey(count: number, columns: number, from: number, key: string): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns,
    Home: -count,
    End: count,
  };
  const step = steps[key];
  return step === undefined ? null : Math.min(count - 1, Math.max(0, from + step));
}

/** Side of a tile in pixels: maps are larger than single values, and few values larger than many. */
export function tileSize(shape: readonly number[]): number {
  const [values = 1] = shape;
  if (shape.length === 3) return 46;
  if (values <= 16) return 26;
  return values <= 128 ? 14 : 8;
}
