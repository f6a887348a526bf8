import { describe, expect, it } from 'vitest';
import {
  batchOf,
  textOf,
  valueOf,
} from '../../../../../../src/renderer/src/features/lab/training/field-text.ts';
import {
  firstRate,
  rateCurve,
  rateKindOf,
  withRateKind,
} from '../../../../../../src/renderer/src/features/lab/training/schedule-choice.ts';
import {
  clippingOf,
  pixelRangeOf,
  shareOf,
  withClipping,
  withMetric,
  withOptimizer,
  withOptimizerClass,
  withPreset,
  withShare,
} from '../../../../../../src/renderer/src/features/lab/training/settings-edits.ts';
import { type Experiment, parseExperiment } from '../../../../../../src/shared/spec/experiment.ts';
import { presetOf } from '../../../../../../src/shared/spec/optimizers.ts';
import { scheduleClassNames } from '../../../../../../src/shared/spec/schedules.ts';
import { draftExperiment } from '../../../../shared/spec/documents.ts';

const mnist = { trainCount: 60_000, testCount: 10_000 };
const steps = { batch: 128, stepsPerEpoch: 100, totalSteps: 1000 };
const start = parseExperiment(draftExperiment({ optimizer: 'SGD', epochs: 10 }));
const read = (document: unknown): Experiment => parseExperiment(document);

describe('A change of the optimizer', () => {
  it('keeps the preset, where it has the new optimizer', () => {
    const slides = read(withPreset(read(withOptimizerClass(start, 'Adagrad')), 'keras2'));
    expect(slides.optimizer.config.learning_rate).toBe(0.01);
    const adadelta = read(withOptimizerClass(slides, 'Adadelta'));
    expect([presetOf(adadelta.optimizer), adadelta.optimizer.config.learning_rate]).toStrictEqual([
      'keras2',
      1,
    ]);
    expect(presetOf(read(withOptimizerClass(adadelta, 'AdamW')).optimizer)).toBe('keras3');
  });

  it('is of no preset once a number is another', () => {
    expect(presetOf(read(withOptimizer(start, { learning_rate: 0.3 })).optimizer)).toBeNull();
  });

  it('clips in one way at a time, with the bound that was there', () => {
    const norm = read(withOptimizer(start, { clipnorm: 2 }));
    const value = read(withClipping(norm, 'clipvalue'));
    expect([clippingOf(value.optimizer), value.optimizer.config.clipvalue]).toStrictEqual(['clipvalue', 2]);
    expect(clippingOf(read(withClipping(value, null)).optimizer)).toBeNull();
    expect(read(withClipping(start, 'clipnorm')).optimizer.config.clipnorm).toBe(1);
  });

  it('begins every schedule at the rate that was there, valid at once, and goes back to it', () => {
    const fast = read(withOptimizer(start, { learning_rate: 0.3 }));
    for (const kind of scheduleClassNames) {
      const scheduled = read(withRateKind(fast, kind, steps));
      expect(rateKindOf(scheduled)).toBe(kind);
      expect(rateCurve(scheduled, steps)[0]?.y, kind).toBeCloseTo(0.3, 12);
      expect(firstRate(read(withRateKind(scheduled, 'constant', steps)))).toBeCloseTo(0.3, 12);
    }
  });

  it('is drawn to the last step of the run', () => {
    const scheduled = read(withRateKind(start, 'PolynomialDecay', steps));
    const curve = rateCurve(scheduled, steps);
    expect(curve.length).toBeLessThanOrEqual(240);
    expect(curve.at(-1)?.x).toBeCloseTo(9.99, 9);
    expect(rateCurve(start, { batch: 1, stepsPerEpoch: 1, totalSteps: 1 })).toStrictEqual([
      { x: 0, y: 0.01 },
    ]);
  });
});

describe('A change of the data', () => {
  it('takes the same share of both halves', () => {
    const tenth = read(withShare(start, 10, mnist));
    expect(tenth.dataset).toMatchObject({ train: 6000, test: 1000 });
    expect(shareOf(tenth, mnist)).toBe(10);
    expect(read(withShare(tenth, 100, mnist)).dataset).toMatchObject({ train: null, test: null });
    expect(shareOf(start, mnist)).toBe(100);
  });

  it('leaves a share that is none to the document to refuse', () => {
    for (const percent of [0, -5, NaN]) expect(() => read(withShare(start, percent, mnist))).toThrow();
  });

  it('names the range of the pixels', () => {
    expect(pixelRangeOf(start)).toBe('unit');
    expect(pixelRangeOf(read({ ...start, preprocessing: { scale: 2 / 255, offset: -1 } }))).toBe('symmetric');
    expect(pixelRangeOf(read({ ...start, preprocessing: { scale: 3, offset: 0 } }))).toBeNull();
  });

  it('adds and removes metrics, classes among them', () => {
    const top = {
      class_name: 'TopKCategoricalAccuracy',
      config: { k: 5, name: 'top_k_categorical_accuracy' },
    };
    const two = read(withMetric(start, top, true));
    expect(two.metrics).toStrictEqual(['accuracy', top]);
    expect(read(withMetric(two, top, false)).metrics).toStrictEqual(['accuracy']);
  });
});

describe('The text of a field', () => {
  it('is the number as code has it, a list with commas, nothing for what is absent', () => {
    expect([textOf(1e-7), textOf([0.1, 0.01]), textOf(null)]).toStrictEqual(['1e-7', '0.1, 0.01', '']);
  });

  it('means a number, also in full-width digits', () => {
    expect(valueOf('rho', ' ０.９ ', 0.95)).toBe(0.9);
    expect(valueOf('boundaries', '100, 200、300', [1])).toStrictEqual([100, 200, 300]);
  });

  it('means absent where it is empty and may be', () => {
    expect(valueOf('weight_decay', '', 0.1)).toBeNull();
    expect(valueOf('rho', '', 0.9)).toBe('');
    expect(valueOf('rho', 'abc', 0.9)).toBe('abc');
  });

  it('means all images by a word', () => {
    expect(batchOf('All', ['all', '全部'])).toBe('all');
    expect(batchOf('全部', ['all', '全部'])).toBe('all');
    expect(batchOf('64', ['all'])).toBe(64);
  });
});
