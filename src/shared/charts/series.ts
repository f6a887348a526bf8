/** What a line chart draws, as plain data. */

/** A point; a `y` that is not finite is drawn as a gap. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Shapes at the points: with dash and colour, never colour alone. */
export type Marker = 'circle' | 'rect' | 'triangle' | 'none';

/** A line. */
export interface Series {
  readonly id: string;
  readonly label: string;
  /** What stands at the end of the line instead of the label, such as the label with the last value. */
  readonly endLabel?: string;
  /** A colour of the tokens, such as `--train`. */
  readonly colour: `--${string}`;
  /** Lengths of strokes and gaps in pixels; empty for a solid line. */
  readonly dash: readonly number[];
  readonly marker: Marker;
  /** In rising order of `x`. */
  readonly points: readonly Point[];
  /** Spread around the line, such as the deviation over seeds; same `x` as the points. */
  readonly band?: { readonly low: readonly Point[]; readonly high: readonly Point[] };
  readonly isHidden?: boolean;
  /** Thinner and paler: the unsmoothed line behind a smoothed one. */
  readonly isFaint?: boolean;
}

/** An axis. */
export interface Axis {
  /** Stands beside the axis and at the cursor. */
  readonly label: string;
  /** Leaves the label to the cursor, where there is no room beside the axis. */
  readonly hasNoTitle?: boolean;
  /** Draws the lines of the axis without its numbers: the chart below has them. */
  readonly hasNoNumbers?: boolean;
  readonly isLog?: boolean;
  readonly min?: number;
  readonly max?: number;
  /** Pixels that the numbers of an upright axis take, so that charts above each other line up. */
  readonly width?: number;
  /** Writes a value at a tick and at the cursor. */
  readonly format?: (value: number) => string;
}

/**
 * Smooths a curve by an exponential moving average with correction of its start, as TensorBoard does.
 *
 * @param weight - 0 (as it is) to below 1.
 */
export function smoothed(points: readonly Point[], weight: number): readonly Point[] {
  if (weight <= 0) return points;
  let sum = 0;
  let norm = 0;
  return points.map(({ x, y }) => {
    if (!Number.isFinite(y)) return { x, y };
    sum = weight * sum + (1 - weight) * y;
    norm = weight * norm + (1 - weight);
    return { x, y: sum / norm };
  });
}

/** At most `most` points, with the first and last kept and the extremes of each stretch between. */
export function thinned(points: readonly Point[], most: number): readonly Point[] {
  if (points.length <= most) return points;
  const stretch = Math.ceil((2 * (points.length - 2)) / (most - 2));
  const kept: Point[] = points.slice(0, 1);
  for (let start = 1; start < points.length - 1; start += stretch) {
    const part = points.slice(start, Math.min(start + stretch, points.length - 1));
    const sorted = part.toSorted((a, b) => a.y - b.y);
    const ends = [sorted[0], sorted.at(-1)].filter((point) => point !== undefined);
    kept.push(...[...new Set(ends)].toSorted((a, b) => a.x - b.x));
  }
  return [...kept, ...points.slice(-1)];
}
