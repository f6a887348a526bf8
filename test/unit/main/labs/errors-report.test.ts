import { describe, expect, it } from 'vitest';
import { confusionCsv } from '../../../../src/shared/metrics/confusion-csv.ts';
import {
  cellPictures,
  errorsReport,
  type NamedPredictions,
} from '../../../../src/main/labs/errors-report.ts';
import { LabError } from '../../../../src/shared/contract/errors.ts';

/** Six images of four classes; `top` holds two classes per image. */
const predictions: NamedPredictions = {
  dataset: 'animals',
  taxonomy: {
    classes: ['cat', 'dog', 'rose', 'tulip, wild'],
    superclasses: ['animal', 'flower'],
    superclassOf: [0, 0, 1, 1],
  },
  evaluation: {
    count: 6,
    loss: 1,
    accuracy: 0.5,
    superclassAccuracy: 5 / 6,
    labels: Uint16Array.of(0, 0, 1, 1, 2, 3),
    topK: 2,
    topClasses: Uint16Array.of(0, 1, 1, 0, 1, 0, 0, 1, 2, 3, 0, 3),
    topProbabilities: Float32Array.of(0.75, 0.25, 0.5, 0.5, 0.75, 0.25, 0.875, 0.125, 1, 0, 0.625, 0.375),
  },
};

const flat: NamedPredictions = {
  ...predictions,
  taxonomy: { ...predictions.taxonomy, superclasses: null, superclassOf: null },
};

describe('the errors of a run', () => {
  it('are counted by class, and every image is in the matrix', () => {
    const report = errorsReport(predictions, 'class');
    expect(report.matrix).toEqual([
      [1, 1, 0, 0],
      [1, 1, 0, 0],
      [0, 0, 1, 0],
      [1, 0, 0, 0],
    ]);
    expect(report).toMatchObject({ count: 6, accuracy: 0.5, errors: 3 });
  });

  it('are split into those inside and across superclasses, which together are all', () => {
    for (const level of ['class', 'superclass'] as const) {
      const report = errorsReport(predictions, level);
      expect(report).toMatchObject({ insideSuperclassErrors: 2, acrossSuperclassErrors: 1, errors: 3 });
      expect(report.superclassAccuracy).toBeCloseTo(5 / 6);
    }
  });

  it('are counted by superclass, with the accuracy of that level', () => {
    const report = errorsReport(predictions, 'superclass');
    expect(report.matrix).toEqual([
      [4, 0],
      [1, 1],
    ]);
    expect(report.labels).toEqual(['animal', 'flower']);
    expect(report.accuracy).toBeCloseTo(5 / 6);
    expect(report.perClass[1]).toMatchObject({ label: 'flower', precision: 1, recall: 0.5, support: 2 });
    expect(report.mostConfused).toEqual([{ true: 'flower', predicted: 'animal', count: 1 }]);
  });

  it('have no inside and across where the set has no superclasses', () => {
    expect(errorsReport(flat, 'class')).toMatchObject({ errors: 3, insideSuperclassErrors: null });
    expect(() => errorsReport(flat, 'superclass')).toThrow(LabError);
  });
});

describe('the pictures of a cell', () => {
  it('are found by names or numbers and sorted by confidence', () => {
    const byName = cellPictures(predictions, 'class', { true: 'DOG', predicted: 'cat' });
    expect(byName).toEqual(cellPictures(predictions, 'class', { true: '1', predicted: '0' }));
    expect(byName.map(({ index, confidence }) => [index, confidence])).toEqual([[3, 0.875]]);
    expect(byName[0]?.top).toEqual([
      { label: 'cat', probability: 0.875 },
      { label: 'dog', probability: 0.125 },
    ]);
  });

  it('are at the level of superclasses all pictures of the pair, with their classes', () => {
    const pictures = cellPictures(predictions, 'superclass', { true: 'animal', predicted: 'animal' });
    expect(pictures.map(({ index }) => index)).toEqual([3, 0, 2, 1]);
    expect(pictures[0]).toMatchObject({ true: 'dog', predicted: 'cat' });
  });

  it('refuse a class that is not there and say which are', () => {
    const ask = (): unknown => cellPictures(predictions, 'superclass', { true: 'dog', predicted: '1' });
    expect(ask).toThrow(expect.objectContaining({ details: { name: 'dog', known: 'animal, flower' } }));
    expect(() => cellPictures(predictions, 'class', { true: '4', predicted: '0' })).toThrow(LabError);
  });
});

describe('the matrix as CSV', () => {
  it('quotes commas and disarms what a spreadsheet would take for a formula', () => {
    const csv = confusionCsv({
      labels: ['=cmd()', 'a "b", c'],
      matrix: [
        [1, 2],
        [3, 4],
      ],
    });
    expect(csv).toBe(`true \\ predicted,'=cmd(),"a ""b"", c"\r\n'=cmd(),1,2\r\n"a ""b"", c",3,4\r\n`);
  });
});
