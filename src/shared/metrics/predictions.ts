/** The predictions of an evaluation, laid out so that every later question is a look-up. */
import type { Taxonomy } from '../contract/data.ts';
import type { Evaluation } from '../contract/engine.ts';
import { type CellImages, imagesByCell } from './cell-images.ts';
import { confusionMatrix, type ConfusionMatrix } from './confusion.ts';
import { foldToSuperclasses } from './superclasses.ts';

/** An evaluation, counted once. */
export interface StudiedPredictions {
  readonly evaluation: Evaluation;
  readonly taxonomy: Taxonomy;
  /** Most probable class of each image. */
  readonly predicted: Uint16Array;
  /** Probability of that class, 0 to 1. */
  readonly confidence: Float32Array;
  /** 1 where the most probable class is the true one. */
  readonly isRight: Uint8Array;
  readonly classes: ConfusionMatrix;
  /** Null for a set without superclasses. */
  readonly superclasses: ConfusionMatrix | null;
  readonly cells: CellImages;
}

/** Counts an evaluation: matrices at both levels and the images of every cell. */
export function studyPredictions(evaluation: Evaluation, taxonomy: Taxonomy): StudiedPredictions {
  const { labels, count } = evaluation;
  const predicted = predictedClasses(evaluation);
  const confidence = bestProbabilities(evaluation);
  const size = taxonomy.classes.length;
  const classes = confusionMatrix(labels, predicted, size);
  const { superclasses, superclassOf } = taxonomy;
  return {
    evaluation,
    taxonomy,
    predicted,
    confidence,
    isRight: Uint8Array.from({ length: count }, (_, image) => Number(labels[image] === predicted[image])),
    classes,
    superclasses:
      superclasses === null || superclassOf === null
        ? null
        : foldToSuperclasses(classes, superclassOf, superclasses.length),
    cells: imagesByCell({ labels, predicted, confidence, size }),
  };
}

/** The most probable class of each image. */
export function predictedClasses({ count, topK, topClasses }: Evaluation): Uint16Array {
  return Uint16Array.from({ length: count }, (_, image) => topClasses[image * topK] ?? 0);
}

/** The probability of the most probable class of each image; 0 where a diverged net has none. */
function bestProbabilities({ count, topK, topProbabilities }: Evaluation): Float32Array {
  return Float32Array.from({ length: count }, (_, image) => topProbabilities[image * topK] || 0);
}
