/** Counts the errors of a run's predictions, at the level of classes or superclasses. */
import type { Taxonomy } from '../../shared/contract/data.ts';
import type { Evaluation } from '../../shared/contract/engine.ts';
import { LabError } from '../../shared/contract/errors.ts';
import {
  accuracy,
  confusionMatrix,
  type ConfusionMatrix,
  correct,
  total,
} from '../../shared/metrics/confusion.ts';
import { mostConfusedPairs } from '../../shared/metrics/pairs.ts';
import { predictedClasses } from '../../shared/metrics/predictions.ts';
import { type ClassQuality, classificationReport } from '../../shared/metrics/report.ts';
import { foldToSuperclasses, superclassErrors } from '../../shared/metrics/superclasses.ts';

/** At which level errors are counted. */
export type ErrorLevel = 'class' | 'superclass';

/** Predictions with the names of what they are about. */
export interface NamedPredictions {
  readonly evaluation: Evaluation;
  readonly taxonomy: Taxonomy;
  /** Id of the data set, for messages. */
  readonly dataset: string;
}

/** The errors of a run at one level. */
export interface ErrorsReport {
  readonly level: ErrorLevel;
  /** Names of the rows and columns. */
  readonly labels: readonly string[];
  /** Counts of images: rows true, columns predicted. */
  readonly matrix: readonly (readonly number[])[];
  /** Images counted; the sum of the matrix. */
  readonly count: number;
  /** Share on the diagonal, 0 to 1: at this level. */
  readonly accuracy: number;
  /** Images whose class is wrong, whatever the level. */
  readonly errors: number;
  /** Errors that stay inside the true superclass; null for a set without superclasses. */
  readonly insideSuperclassErrors: number | null;
  /** Errors that leave it; together with those inside all errors. */
  readonly acrossSuperclassErrors: number | null;
  readonly superclassAccuracy: number | null;
  readonly perClass: readonly ({ readonly label: string } & ClassQuality)[];
  /** The most frequent kinds of error at this level, most frequent first. */
  readonly mostConfused: readonly ConfusedLabels[];
}

/** A kind of error. */
export interface ConfusedLabels {
  readonly true: string;
  readonly predicted: string;
  readonly count: number;
}

/** A test image in a cell of the matrix. */
export interface CellPicture {
  /** Place among the test images, from 0. */
  readonly index: number;
  /** Probability of the predicted class, 0 to 1. */
  readonly confidence: number;
  /** Class names, also at the level of superclasses. */
  readonly true: string;
  readonly predicted: string;
  /** The most probable classes, the predicted one first. */
  readonly top: readonly { readonly label: string; readonly probability: number }[];
}

/** Most kinds of error that a report lists. */
const mostPairs = 20;

/** Counts the errors; pure. @throws LabError `command.no-superclasses` for that level of a set without them. */
export function errorsReport(predictions: NamedPredictions, level: ErrorLevel): ErrorsReport {
  const { evaluation, taxonomy } = predictions;
  const classes = confusionMatrix(evaluation.labels, predictedClasses(evaluation), taxonomy.classes.length);
  const matrix = level === 'class' ? classes : foldedMatrix(classes, predictions);
  const labels = labelsOf(predictions, level);
  const label = (index: number): string => labels[index] ?? String(index);
  const pairs = mostConfusedPairs(matrix, mostPairs);
  return {
    level,
    labels,
    matrix: rowsOf(matrix),
    count: total(matrix),
    accuracy: accuracy(matrix),
    errors: total(classes) - correct(classes),
    ...insideAndAcross(classes, taxonomy),
    perClass: classificationReport(matrix).perClass.map((quality, index) => ({
      label: label(index),
      ...quality,
    })),
    mostConfused: pairs.map(({ trueClass, predictedClass, count }) => ({
      true: label(trueClass),
      predicted: label(predictedClass),
      count,
    })),
  };
}

/**
 * The test images of one cell, most confident first.
 *
 * @param cell - Names of true and predicted class (or superclass), or their numbers.
 * @throws LabError `command.no-such-class`, `command.no-superclasses`.
 */
export function cellPictures(
  predictions: NamedPredictions,
  level: ErrorLevel,
  cell: Readonly<{ true: string; predicted: string }>,
): readonly CellPicture[] {
  const { evaluation, taxonomy } = predictions;
  const labels = labelsOf(predictions, level);
  const wanted = [labelIndex(cell.true, labels), labelIndex(cell.predicted, labels)];
  const groupOf = (index: number): number =>
    level === 'class' ? index : (taxonomy.superclassOf?.[index] ?? -1);
  const predicted = predictedClasses(evaluation);
  const images = Array.from(evaluation.labels, (_, index) => index).filter(
    (index) =>
      groupOf(evaluation.labels[index] ?? -1) === wanted[0] && groupOf(predicted[index] ?? -1) === wanted[1],
  );
  return images
    .map((index) => pictureAt(predictions, index))
    .toSorted((first, second) => second.confidence - first.confidence);
}

function pictureAt({ evaluation, taxonomy }: NamedPredictions, index: number): CellPicture {
  const { topK, topClasses, topProbabilities } = evaluation;
  const name = (label: number | undefined): string => taxonomy.classes[label ?? -1] ?? String(label);
  const top = Array.from({ length: topK }, (_, rank) => ({
    label: name(topClasses[index * topK + rank]),
    probability: topProbabilities[index * topK + rank] ?? 0,
  }));
  return {
    index,
    confidence: top[0]?.probability ?? 0,
    true: name(evaluation.labels[index]),
    predicted: top[0]?.label ?? '',
    top,
  };
}

function insideAndAcross(
  classes: ConfusionMatrix,
  { superclasses, superclassOf }: Taxonomy,
): Pick<ErrorsReport, 'insideSuperclassErrors' | 'acrossSuperclassErrors' | 'superclassAccuracy'> {
  if (superclasses === null || superclassOf === null) {
    return { insideSuperclassErrors: null, acrossSuperclassErrors: null, superclassAccuracy: null };
  }
  const { inside, across, superclassAccuracy } = superclassErrors(classes, superclassOf, superclasses.length);
  return { insideSuperclassErrors: inside, acrossSuperclassErrors: across, superclassAccuracy };
}

function foldedMatrix(classes: ConfusionMatrix, { taxonomy, dataset }: NamedPredictions): ConfusionMatrix {
  const { superclasses, superclassOf } = taxonomy;
  if (superclasses === null || superclassOf === null)
    throw new LabError('command.no-superclasses', { dataset });
  return foldToSuperclasses(classes, superclassOf, superclasses.length);
}

function labelsOf({ taxonomy, dataset }: NamedPredictions, level: ErrorLevel): readonly string[] {
  const labels = level === 'class' ? taxonomy.classes : taxonomy.superclasses;
  if (labels === null) throw new LabError('command.no-superclasses', { dataset });
  return labels;
}

/** A name counts before a number: the classes of MNIST are named by digits. */
function labelIndex(name: string, labels: readonly string[]): number {
  const wanted = name.trim();
  const byName = labels.findIndex((label) => label.toLowerCase() === wanted.toLowerCase());
  if (byName >= 0) return byName;
  if (/^\d+$/.test(wanted) && Number(wanted) < labels.length) return Number(wanted);
  throw new LabError('command.no-such-class', { name: wanted, known: labels.join(', ') });
}

function rowsOf({ size, counts }: ConfusionMatrix): number[][] {
  return Array.from({ length: size }, (_, row) => [...counts.slice(row * size, (row + 1) * size)]);
}
