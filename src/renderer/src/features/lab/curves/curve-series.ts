/** The lines of a learning curve: training solid, validation dashed with markers, an earlier run pale behind them. */
import { type Point, type Series, smoothed } from '../../../../../shared/charts/series.ts';
import {
  type CurveAxis,
  epochCurve,
  type Quantity,
  type RecordedCurve,
  trainingCurve,
} from '../../../charts/learning-curves.ts';

/** How the lines are drawn and called. */
export interface CurveStyle {
  readonly axis: CurveAxis;
  /** Weight of what came before in the training line, 0 to below 1. */
  readonly smoothing: number;
  readonly train: string;
  readonly validation: string;
  /** Begins the names of an earlier run's lines. */
  readonly before: string;
  /** Writes a value at the end of a line. */
  readonly value: (value: number) => string;
}

const solid = { dash: [], marker: 'none' } as const;
const dashed = { dash: [6, 4], marker: 'rect' } as const;

/** The lines of one quantity of a run, with those of an earlier run where there is one. */
export function curveSeries(
  curve: RecordedCurve,
  quantity: Quantity,
  style: CurveStyle,
  before: RecordedCurve | null,
): readonly Series[] {
  return [
    ...(before === null ? [] : linesBefore(before, quantity, style)),
    ...linesNow(curve, quantity, style),
  ];
}

function linesNow(curve: RecordedCurve, quantity: Quantity, style: CurveStyle): readonly Series[] {
  const { axis, smoothing, value } = style;
  const points = trainingCurve(curve, quantity, axis);
  const main = smoothed(points, smoothing);
  const validation = epochCurve(curve, `val_${quantity}`, axis);
  const raw: Series = {
    ...{ id: 'train-raw', label: style.train, colour: '--train', isFaint: true, points },
    ...solid,
  };
  const lines: readonly Series[] = [
    {
      ...{ id: 'train', label: style.train, colour: '--train', points: main },
      ...{ endLabel: withValue(style.train, main, value) },
      ...solid,
    },
    {
      ...{ id: 'validation', label: style.validation, colour: '--test', points: validation },
      ...{ endLabel: withValue(style.validation, validation, value) },
      ...dashed,
    },
  ];
  return smoothing > 0 ? [raw, ...lines] : lines;
}

function linesBefore(before: RecordedCurve, quantity: Quantity, style: CurveStyle): readonly Series[] {
  const { axis, smoothing } = style;
  const pale = { colour: '--ink-2', isFaint: true } as const;
  const train = smoothed(trainingCurve(before, quantity, axis), smoothing);
  const validation = epochCurve(before, `val_${quantity}`, axis);
  return [
    { id: 'before-train', label: `${style.before} ${style.train}`, ...pale, ...solid, points: train },
    {
      id: 'before-validation',
      label: `${style.before} ${style.validation}`,
      ...pale,
      ...dashed,
      points: validation,
    },
  ];
}

function withValue(label: string, points: readonly Point[], value: (value: number) => string): string {
  const last = points.findLast(({ y }) => Number.isFinite(y));
  return last === undefined ? label : `${label} ${value(last.y)}`;
}
