/** Learning curves over epochs, steps or time, from what a run records. */
import type { BatchPoint, EpochRecord } from '../../../shared/contract/engine.ts';
import type { Point } from '../../../shared/charts/series.ts';

/** What a curve can be drawn over. */
export const curveAxes = ['epoch', 'step', 'time'] as const;

/** A name of {@link curveAxes}. */
export type CurveAxis = (typeof curveAxes)[number];

/** What is drawn. */
export type Quantity = 'loss' | 'accuracy';

/** A value of an epoch that is drawn. */
export type EpochKey = Quantity | `val_${Quantity}`;

/** What has been recorded of a run. */
export interface RecordedCurve {
  /** Null where it is not known; then the curve stands over steps. */
  readonly stepsPerEpoch: number | null;
  readonly points: readonly BatchPoint[];
  readonly epochs: readonly EpochRecord[];
}

/** The training curve: the mean over the images between two points, which the epoch's running mean hides. */
export function trainingCurve(curve: RecordedCurve, quantity: Quantity, axis: CurveAxis): readonly Point[] {
  const places = placesOf(curve, axis);
  return stretches(curve.points, quantity, curve.stepsPerEpoch).map(({ end, mean }) => ({
    x: places[end] ?? NaN,
    y: mean,
  }));
}

/** The values at the ends of the epochs; epochs without validation are left out. */
export function epochCurve(curve: RecordedCurve, key: EpochKey, axis: CurveAxis): readonly Point[] {
  const times = axis === 'time' ? epochTimes(curve) : [];
  return curve.epochs.flatMap((record, index) => {
    const y = record[key];
    const x = axis === 'epoch' ? record.epoch : axis === 'step' ? stepOf(record, curve) : times[index];
    return y === null || x === undefined ? [] : [{ x, y }];
  });
}

/** The steps between two points of one epoch. */
export interface Stretch {
  /** Index of the point at its end. */
  readonly end: number;
  readonly epoch: number;
  readonly steps: number;
  readonly mean: number;
}

/**
 * The mean of each stretch between two points. A point holds the mean of the epoch so far: with `n` steps done in the
 * epoch it is `sum / n`, so the stretch from `m` to `n` has the mean `(n * mean_n - m * mean_m) / (n - m)`. A stretch
 * that is much shorter than the one before it, as at the end of an epoch, is put together with that one: a single
 * batch beside the mean of many would stand out without meaning anything.
 */
export function stretches(
  points: readonly BatchPoint[],
  quantity: Quantity,
  stepsPerEpoch: number | null,
): readonly Stretch[] {
  if (stepsPerEpoch === null)
    return points.map((point, end) => ({ end, epoch: 0, steps: 1, mean: point[quantity] }));
  const found: Stretch[] = [];
  let before = { epoch: -1, done: 0, mean: 0 };
  for (const [end, point] of points.entries()) {
    const epoch = Math.floor((point.step - 1) / stepsPerEpoch);
    const done = point.step - epoch * stepsPerEpoch;
    const start = before.epoch === epoch && before.done < done ? before : { done: 0, mean: 0 };
    before = { epoch, done, mean: point[quantity] };
    const steps = done - start.done;
    const stretch = { end, epoch, steps, mean: (done * before.mean - start.done * start.mean) / steps };
    const last = found.at(-1);
    if (last !== undefined && isTail(stretch, last)) found[found.length - 1] = joined(last, stretch);
    else found.push(stretch);
  }
  return found;
}

/** A loss that is not a number stands alone: it must be seen. */
function isTail(stretch: Stretch, last: Stretch): boolean {
  return stretch.epoch === last.epoch && 2 * stretch.steps < last.steps && Number.isFinite(stretch.mean);
}

function joined(first: Stretch, second: Stretch): Stretch {
  const steps = first.steps + second.steps;
  const mean = (first.steps * first.mean + second.steps * second.mean) / steps;
  return { ...second, steps, mean };
}

/**
 * Seconds of training at each point. The clock of a run begins anew when it is resumed; the time before is added, and
 * the time in which it lay still is not.
 */
export function steadySeconds(points: readonly BatchPoint[]): readonly number[] {
  let beforeMs = 0;
  let lastMs = 0;
  return points.map(({ timeMs }) => {
    if (timeMs < lastMs) beforeMs += lastMs;
    lastMs = timeMs;
    return (beforeMs + timeMs) / 1000;
  });
}

function placesOf({ points, stepsPerEpoch }: RecordedCurve, axis: CurveAxis): readonly number[] {
  if (axis === 'time') return steadySeconds(points);
  const unit = axis === 'epoch' ? (stepsPerEpoch ?? 1) : 1;
  return points.map(({ step }) => step / unit);
}

/** Steps done at the end of an epoch. */
function stepOf({ epoch }: EpochRecord, { stepsPerEpoch }: RecordedCurve): number {
  return epoch * (stepsPerEpoch ?? 1);
}

/** Seconds of training at the end of each epoch: those of its last point, else the sum of the epochs' durations. */
function epochTimes(curve: RecordedCurve): readonly number[] {
  const seconds = steadySeconds(curve.points);
  let sumMs = 0;
  let place = -1;
  return curve.epochs.map((record) => {
    sumMs += record.durationMs;
    const end = stepOf(record, curve);
    while ((curve.points[place + 1]?.step ?? Infinity) <= end) place += 1;
    return curve.points[place]?.step === end ? (seconds[place] ?? 0) : sumMs / 1000;
  });
}

/** The best epoch by a value, the first of equals; null without any finite value. */
export function bestEpoch(
  epochs: readonly EpochRecord[],
  key: EpochKey,
): { readonly epoch: number; readonly value: number } | null {
  const isSmallerBetter = key.endsWith('loss');
  return epochs.reduce<{ epoch: number; value: number } | null>((best, record) => {
    const value = record[key];
    if (value === null || !Number.isFinite(value)) return best;
    if (best !== null && (isSmallerBetter ? value >= best.value : value <= best.value)) return best;
    return { epoch: record.epoch, value };
  }, null);
}

/**
 * Where an axis of the accuracy begins, so that the first batches, which know nothing yet, do not press the rest flat:
 * the twentieth below the worst epoch. Undefined before the first epoch has ended.
 */
export function accuracyFloor(curves: readonly RecordedCurve[]): number | undefined {
  const values = curves.flatMap(({ epochs }) =>
    epochs.flatMap(({ accuracy, val_accuracy }) => [accuracy, val_accuracy ?? accuracy]),
  );
  const least = Math.min(...values.filter(Number.isFinite));
  return Number.isFinite(least) ? Math.max(0, Math.floor(20 * least - 0.2) / 20) : undefined;
}

/**
 * Where the horizontal axis ends: it doubles as the curve grows, so that a young curve fills it too, and ends with the
 * run.
 *
 * @param place - Where the curve is now.
 * @param first - Length of the axis at first, such as one epoch.
 * @param end - Where the run will end; undefined where nobody knows.
 */
export function axisEnd(place: number, first: number, end: number | undefined): number | undefined {
  if (end === undefined) return undefined;
  const doublings = Math.max(0, Math.ceil(Math.log2(place / first)));
  return Math.min(end, first * 2 ** doublings);
}
