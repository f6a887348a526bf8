/** The lines of an overlay: one for each racer, the mean of its seeds, with a band where there are several. */
import {
  type CurveAxis,
  epochCurve,
  type EpochKey,
  type Quantity,
  type RecordedCurve,
  trainingCurve,
} from '../../../charts/learning-curves.ts';
import { type Series, smoothed } from '../../../../../shared/charts/series.ts';
import type { RacerLook } from '../looks.ts';
import { type BandedCurve, meanByPlace, meanOnGrid } from './bands.ts';

/** How an overlay is drawn. */
export interface RaceStyle {
  readonly measure: EpochKey;
  readonly axis: CurveAxis;
  /** Weight of what came before, 0 to below 1. */
  readonly smoothing: number;
  readonly hasBands: boolean;
  /** Draws epochs up to this one only; null for all. */
  readonly untilEpoch: number | null;
}

/** What is drawn of a racer. */
export interface DrawnRacer {
  readonly name: string;
  readonly look: RacerLook;
  /** What its runs have recorded, one for each that has begun. */
  readonly curves: readonly RecordedCurve[];
  readonly isHidden: boolean;
  readonly isFaint: boolean;
}

/** The line of a racer. */
export function racerSeries(racer: DrawnRacer, style: RaceStyle): Series {
  const { name, look, isHidden, isFaint } = racer;
  const { points, band } = meanCurve(racer.curves, style);
  const line = smoothed(points, style.smoothing);
  const isBanded = style.hasBands && band !== undefined && style.smoothing === 0 && !isFaint;
  return {
    ...{ id: name, label: name, points: line, isHidden, isFaint },
    ...look,
    ...(isBanded ? { band } : {}),
  };
}

/** A recorded curve up to the end of an epoch. */
export function upToEpoch(curve: RecordedCurve, epoch: number | null): RecordedCurve {
  if (epoch === null) return curve;
  const steps = epoch * (curve.stepsPerEpoch ?? Infinity);
  return {
    stepsPerEpoch: curve.stepsPerEpoch,
    points: curve.points.filter(({ step }) => step <= steps),
    epochs: curve.epochs.filter((record) => record.epoch <= epoch),
  };
}

function meanCurve(curves: readonly RecordedCurve[], style: RaceStyle): BandedCurve {
  const { measure, axis, untilEpoch } = style;
  const shown = curves.map((curve) => upToEpoch(curve, untilEpoch));
  if (measure.startsWith('val_')) {
    return meanByPlace(
      shown.map((curve) => epochCurve(curve, measure, axis)).filter((points) => points.length > 0),
    );
  }
  return meanOnGrid(shown.map((curve) => trainingCurve(curve, measure as Quantity, axis)));
}
