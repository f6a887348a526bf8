import { describe, expect, it } from 'vitest';
import type { TrainingPredictions } from '../../../../src/shared/contract/engine.ts';
import {
  areSamePictures,
  epochEvaluation,
  selectionCourse,
} from '../../../../src/shared/metrics/training-predictions.ts';

const kept: TrainingPredictions = {
  half: 'train',
  places: Int32Array.of(5, 6, 7, 8),
  labels: Uint16Array.of(0, 0, 1, 2),
  epochs: [
    { epoch: 1, classes: Uint16Array.of(1, 1, 1, 1), confidences: Uint8Array.of(0, 51, 255, 1) },
    { epoch: 3, classes: Uint16Array.of(0, 1, 1, 2), confidences: Uint8Array.of(9, 9, 9, 9) },
  ],
};

describe('what a net said at the end of an epoch', () => {
  it('is an evaluation of one class for each picture', () => {
    expect(epochEvaluation(kept, 1)).toMatchObject({
      count: 4,
      topK: 1,
      accuracy: 0.25,
      labels: kept.labels,
    });
    expect(epochEvaluation(kept, 1)?.topProbabilities[1]).toBeCloseTo(0.2);
    expect(epochEvaluation(kept, 2)).toBeNull();
  });

  it('can be followed cell by cell: right and wrong pictures of any rows and columns', () => {
    expect(selectionCourse(kept, [0, 1, 2], [0, 1, 2])).toEqual([
      { epoch: 1, right: 1, wrong: 3 },
      { epoch: 3, right: 3, wrong: 1 },
    ]);
    expect(selectionCourse(kept, [0], [1]).map(({ wrong }) => wrong)).toEqual([2, 1]);
    expect(selectionCourse(kept, [0], [0]).map(({ right }) => right)).toEqual([0, 1]);
    expect(selectionCourse(kept, [2], [0])).toEqual([
      { epoch: 1, right: 0, wrong: 0 },
      { epoch: 3, right: 0, wrong: 0 },
    ]);
  });

  it('is about the same pictures only where set, half, places and classes agree', () => {
    const own = { ...kept, dataset: 'mnist' };
    expect(areSamePictures(own, { ...own, places: kept.places.slice(), labels: kept.labels.slice() })).toBe(
      true,
    );
    expect(areSamePictures(own, { ...own, dataset: 'other' })).toBe(false);
    expect(areSamePictures(own, { ...own, half: 'test' })).toBe(false);
    expect(areSamePictures(own, { ...own, places: Int32Array.of(5, 6, 7, 9) })).toBe(false);
    expect(areSamePictures(own, { ...own, labels: Uint16Array.of(0, 0, 1) })).toBe(false);
  });
});
