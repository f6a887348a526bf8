/** What differs between the errors of two runs, or of two epochs of one: A minus B. */
import { LabError } from '../../shared/contract/errors.ts';
import { flippedImages } from '../../shared/metrics/flips.ts';
import { type McNemar, mcNemar } from '../../shared/metrics/mcnemar.ts';
import { predictedClasses } from '../../shared/metrics/predictions.ts';
import { areSamePictures } from '../../shared/metrics/training-predictions.ts';
import { type ErrorLevel, errorsReport } from './errors-report.ts';
import type { Taxonomy } from '../../shared/contract/data.ts';
import type { RunPredictions } from './run-predictions.ts';

/** What is taken away, and what comes of it. */
export interface ErrorsDifference {
  readonly run: string;
  /** Null for the end of the run. */
  readonly epoch: number | null;
  /** Of B, at the level of the report. */
  readonly accuracy: number;
  /** Counts of B: rows true, columns predicted. */
  readonly matrix: readonly (readonly number[])[];
  /** Counts of A minus counts of B. */
  readonly difference: readonly (readonly number[])[];
  /** Pictures whose class only A has right, by their place among the predicted ones, from 0. */
  readonly onlyA: readonly number[];
  readonly onlyB: readonly number[];
  readonly mcNemar: McNemar;
}

/** Takes B away from A. @throws LabError `command.other-pictures` unless both are about the same pictures. */
export function errorsDifference(
  a: RunPredictions,
  b: RunPredictions,
  { taxonomy, level }: Readonly<{ taxonomy: Taxonomy; level: ErrorLevel }>,
): ErrorsDifference {
  if (!areSamePictures(a.pictures, b.pictures))
    throw new LabError('command.other-pictures', { a: sideOf(a), b: sideOf(b) });
  const reportOf = ({ evaluation, pictures: { dataset } }: RunPredictions) =>
    errorsReport({ evaluation, taxonomy, dataset }, level);
  const [own, other] = [reportOf(a), reportOf(b)];
  const { onlyA, onlyB } = flippedImages(rightOf(a), rightOf(b));
  return {
    run: b.run.id,
    epoch: b.epoch,
    accuracy: other.accuracy,
    matrix: other.matrix,
    difference: own.matrix.map((row, r) =>
      row.map((count, column) => count - (other.matrix[r]?.[column] ?? 0)),
    ),
    onlyA: [...onlyA],
    onlyB: [...onlyB],
    mcNemar: mcNemar(onlyA.length, onlyB.length),
  };
}

/** 1 where the class is right. */
function rightOf({ evaluation }: RunPredictions): Uint8Array {
  const predicted = predictedClasses(evaluation);
  return Uint8Array.from(evaluation.labels, (label, image) => Number(label === predicted[image]));
}

/** Such as `4f2a0c1b9d3e/3`. */
function sideOf({ run, epoch }: RunPredictions): string {
  return epoch === null ? run.id : `${run.id}/${epoch}`;
}
