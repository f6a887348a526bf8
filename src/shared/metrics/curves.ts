/** What learning curves say: how soon an accuracy is reached. */

/** A point of a curve. */
export interface CurvePoint {
  /** Steps or epochs done. */
  readonly step: number;
  /** Milliseconds since the start; null where no time was measured. */
  readonly timeMs: number | null;
  /** Accuracy, 0 to 1; null where none was measured. */
  readonly accuracy: number | null;
}

/** When a curve first reached an accuracy. */
export interface Reached {
  readonly step: number;
  readonly timeMs: number | null;
}

/**
 * The first point that reaches an accuracy, or null if none does.
 * @param points In the order of their steps.
 * @param accuracy 0 to 1, for example 0.95.
 */
export function firstReaching(points: readonly CurvePoint[], accuracy: number): Reached | null {
  const point = points.find((candidate) => candidate.accuracy !== null && candidate.accuracy >= accuracy);
  return point === undefined ? null : { step: point.step, timeMs: point.timeMs };
}

/** The point with the highest accuracy (the first of equals), or null without any. */
export function bestPoint<Point extends CurvePoint>(points: readonly Point[]): Point | null {
  return points.reduce<Point | null>((best, point) => {
    if (point.accuracy === null) return best;
    return best === null || point.accuracy > (best.accuracy ?? -Infinity) ? point : best;
  }, null);
}
