import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../../src/shared/contract/engine.ts';
import { calibration } from '../../src/shared/metrics/calibration.ts';
import { coarseHits, topKHits } from '../../src/shared/metrics/coarse.ts';
import type { ConfusionMatrix } from '../../src/shared/metrics/confusion.ts';
import { flippedImages } from '../../src/shared/metrics/flips.ts';
import { mcNemar } from '../../src/shared/metrics/mcnemar.ts';
import { studyPredictions } from '../../src/shared/metrics/predictions.ts';
import { type ClassQuality, classificationReport } from '../../src/shared/metrics/report.ts';
import { floats, integers, readGolden, type PackedArray } from './golden.ts';

interface GoldenReport {
  /** Precision, recall, F1 and support, each by class. */
  readonly per_class: readonly (readonly number[])[];
  readonly macro: readonly number[];
  readonly weighted: readonly number[];
}

interface GoldenNet {
  readonly top_classes: PackedArray;
  readonly top_probabilities: PackedArray;
  readonly confusion: readonly (readonly number[])[];
  readonly coarse_confusion: readonly (readonly number[])[];
  readonly classes: GoldenReport;
  readonly superclasses: GoldenReport;
  readonly top_k: readonly number[];
  readonly coarse_by_best: number;
  readonly coarse_by_sum: number;
  readonly calibration_error: number;
}

interface GoldenTest {
  readonly only_a: number;
  readonly only_b: number;
  readonly statistic: number | null;
  readonly p: number;
}

const golden = readGolden('predictions') as {
  readonly labels: PackedArray;
  readonly superclass_of: readonly number[];
  readonly bins: number;
  readonly nets: Readonly<Record<'a' | 'b', GoldenNet>>;
  readonly mcnemar: readonly GoldenTest[];
  readonly a_against_b: GoldenTest;
};
const labels = Uint16Array.from(integers(golden.labels));
const superclassOf = golden.superclass_of;

function studied(net: GoldenNet) {
  const evaluation: Evaluation = {
    ...{ count: labels.length, loss: 0, accuracy: 0, superclassAccuracy: null, labels },
    topClasses: Uint16Array.from(integers(net.top_classes)),
    topProbabilities: floats(net.top_probabilities),
    topK: 5,
  };
  const superclasses = [...new Set(superclassOf)].map(String);
  return studyPredictions(evaluation, { classes: superclassOf.map(String), superclasses, superclassOf });
}

describe.each(['a', 'b'] as const)('the predictions of net %s', (name) => {
  const net = golden.nets[name];
  const study = studied(net);
  const images = labels.length;

  it('have the confusion matrices of scikit-learn, at both levels', () => {
    expect(rowsOf(study.classes)).toEqual(net.confusion);
    expect(rowsOf(study.superclasses as ConfusionMatrix)).toEqual(net.coarse_confusion);
  });

  it('have its precision, recall, F1 and support, at both levels', () => {
    expectReport(study.classes, net.classes);
    expectReport(study.superclasses as ConfusionMatrix, net.superclasses);
  });

  it('have its top-k accuracy for every k that is kept', () => {
    expect(topKHits(study.evaluation).map((hits) => hits / images)).toEqual(net.top_k.map(close));
  });

  it('have its superclass accuracy, read both ways', () => {
    const { byBestClass, bySum } = coarseHits(study.evaluation, superclassOf);
    expect([byBestClass / images, bySum / images]).toEqual([
      close(net.coarse_by_best),
      close(net.coarse_by_sum),
    ]);
  });

  it('have the calibration error of the paper’s formula', () => {
    const { expectedError } = calibration(study, labels.keys(), golden.bins);
    expect(expectedError).toBeCloseTo(net.calibration_error, 10);
  });
});

describe('McNemar’s test', () => {
  it.each(golden.mcnemar)('has the p of statsmodels for $only_a against $only_b', (wanted) => {
    const { statistic, p } = mcNemar(wanted.only_a, wanted.only_b);
    expect(p).toEqual(close(wanted.p));
    expect(statistic).toEqual(wanted.statistic === null ? null : close(wanted.statistic));
  });

  it('has it for two nets, from their predictions on', () => {
    const [a, b] = [studied(golden.nets.a), studied(golden.nets.b)];
    const { onlyA, onlyB } = flippedImages(a.isRight, b.isRight);
    expect([onlyA.length, onlyB.length]).toEqual([golden.a_against_b.only_a, golden.a_against_b.only_b]);
    expect(mcNemar(onlyA.length, onlyB.length).p).toEqual(close(golden.a_against_b.p));
  });
});

function expectReport(matrix: ConfusionMatrix, wanted: GoldenReport): void {
  const { perClass, macro, weighted } = classificationReport(matrix);
  const [precision, recall, f1, support] = wanted.per_class;
  expect(perClass.map((quality) => quality.precision)).toEqual(precision?.map(close));
  expect(perClass.map((quality) => quality.recall)).toEqual(recall?.map(close));
  expect(perClass.map((quality) => quality.f1)).toEqual(f1?.map(close));
  expect(perClass.map((quality) => quality.support)).toEqual(support);
  const means = (quality: ClassQuality): number[] => [quality.precision, quality.recall, quality.f1];
  expect(means(macro)).toEqual(wanted.macro.map(close));
  expect(means(weighted)).toEqual(wanted.weighted.map(close));
}

function rowsOf({ size, counts }: ConfusionMatrix): number[][] {
  return Array.from({ length: size }, (_, row) => [...counts.slice(row * size, (row + 1) * size)]);
}

/** Equal to twelve digits, however small. */
function close(wanted: number): unknown {
  return wanted === 0 ? 0 : expect.closeTo(wanted, 12 - Math.ceil(Math.log10(Math.abs(wanted))));
}
