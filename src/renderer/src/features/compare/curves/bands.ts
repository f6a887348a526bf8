/** The mean of several runs' curves and how far they scatter around it. */
import type { Point } from '../../../../../shared/charts/series.ts';
import { spreadOf } from '../../../../../shared/metrics/paired.ts';

/** A mean curve; without a band where only one run is there. */
export interface BandedCurve {
  readonly points: readonly Point[];
  readonly band?: { readonly low: readonly Point[]; readonly high: readonly Point[] };
}

/** Points that a curve is read at where runs have none in common. */
const gridPoints = 160;

/** The least share of the mean that a band goes down to, so that it stays on a logarithmic axis. */
const leastShare = 0.05;

/**
 * The mean of curves that belong together point by point (the ends of epochs): the first points of all runs, then the
 * second ones, and so on. A run that ended early is left out of what comes after. The band is one sample standard
 * deviation wide on each side.
 */
export function meanByPlace(curves: readonly (readonly Point[])[]): BandedCurve {
  const [only] = curves;
  if (curves.length === 1 && only !== undefined) return { points: only };
  const length = Math.max(0, ...curves.map((curve) => curve.length));
  const columns = Array.from({ length }, (_, place) => curves.flatMap((curve) => curve[place] ?? []));
  return banded(columns);
}

/** The mean of curves that have no places in common, read at even places between their common ends. */
export function meanOnGrid(curves: readonly (readonly Point[])[]): BandedCurve {
  const there = curves.filter((curve) => curve.length > 0);
  const [only] = there;
  if (there.length < 2) return { points: only ?? [] };
  const from = Math.max(...there.map((curve) => curve[0]?.x ?? 0));
  const to = Math.min(...there.map((curve) => curve.at(-1)?.x ?? 0));
  if (to <= from) return { points: only ?? [] };
  const places = Array.from({ length: gridPoints }, (_, k) => from + ((to - from) * k) / (gridPoints - 1));
  const read = there.map((curve) => readAt(curve, places));
  return banded(places.map((x, k) => read.map((values) => ({ x, y: values[k] ?? NaN }))));
}

/**
 * The values of a curve at places in rising order, straight lines between its points; NaN outside them.
 */
export function readAt(curve: readonly Point[], places: readonly number[]): readonly number[] {
  let next = 0;
  return places.map((x) => {
    while (next < curve.length && (curve[next]?.x ?? Infinity) < x) next += 1;
    const after = curve[next];
    const before = curve[next - 1];
    if (after === undefined) return NaN;
    if (after.x === x) return after.y;
    if (before === undefined) return NaN;
    return before.y + ((after.y - before.y) * (x - before.x)) / (after.x - before.x);
  });
}

function banded(columns: readonly (readonly Point[])[]): BandedCurve {
  const rows = columns.flatMap((column) => {
    const known = column.filter(({ y }) => Number.isFinite(y));
    const place = spreadOf(known.map(({ x }) => x));
    const value = spreadOf(known.map(({ y }) => y));
    return place === null || value === null ? [] : [{ x: place.mean, value }];
  });
  const edge = (sign: number): readonly Point[] =>
    rows.map(({ x, value: { mean, deviation } }) => ({
      x,
      y: Math.max(mean + sign * (deviation ?? 0), leastShare * mean),
    }));
  const points = rows.map(({ x, value }) => ({ x, y: value.mean }));
  return { points, band: { low: edge(-1), high: edge(1) } };
}
