/** Learning curves over epochs, steps or time, from what a run records. */
import type { BatchPoint, EpochRecord } from '../../../shared/contract/engine.ts';
import type { Point } from './series.ts';

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
  const values = betweenPoints(curve.points, quantity, curve.stepsPerEpoch);
  const places = placesOf(curve, axis);
  return values.map((y, index) => ({ x: places[index] ?? NaN, y }));
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

/**
 * The mean of each stretch between two points. A point holds the mean of the epoch so far: with `n` steps done in the
 * epoch it is `sum / n`, so the stretch from `m` to `n` has the mean `(n * mean_n - m * mean_m) / (n - m)`.
 */
export function betweenPoints(
  points: readonly BatchPoint[],
  quantity: Quantity,
  stepsPerEpoch: number | null,
): readonly number[] {
  if (stepsPerEpoch === null) return points.map((point) => point[quantity]);
  let before = { epoch: -1, done: 0, mean: 0 };
  return points.map((point) => {
    const epoch = Math.floor((point.step - 1) / stepsPerEpoch);
    const done = point.step - epoch * stepsPerEpoch;
    const mean = point[quantity];
    const start = before.epoch === epoch && before.done < done ? before : { done: 0, mean: 0 };
    before = { epoch, done, mean };
    return (done * mean - start.done * start.mean) / (done - start.done);
  });
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
