import { describe, expect, it } from 'vitest';
import {
  fixesForAdvice,
  fixesForFault,
} from '../../../../../../src/renderer/src/features/lab/builder/fixes.ts';
import { adviceFor } from '../../../../../../src/renderer/src/features/lab/builder/model-view.ts';
import { parseExperiment, type Experiment } from '../../../../../../src/shared/spec/experiment.ts';
import { experimentOf, slides, viewOf } from '../experiments.ts';

const advice = (experiment: Experiment) => adviceFor(experiment, viewOf(experiment).reports, 10);
const conv = (config: object) => ({
  class_name: 'Conv2D',
  config: { filters: 4, kernel_size: 3, ...config },
});
const dense = (units: number, activation = 'softmax') => ({
  class_name: 'Dense',
  config: { units, activation },
});

describe('A layer that does not fit', () => {
  const faulty: readonly (readonly [string, readonly unknown[], number])[] = [
    ['a kernel larger than the picture', [conv({ kernel_size: 40 }), 'Flatten', dense(10)], 2],
    [
      'a pool larger than the map',
      [conv({ kernel_size: 27 }), { class_name: 'MaxPooling2D', config: { pool_size: 3 } }],
      2,
    ],
    ['a crop larger than the picture', [{ class_name: 'RandomCrop', config: { height: 30, width: 20 } }], 1],
    ['a convolution behind Flatten', ['Flatten', conv({}), dense(10)], 2],
    ['strides and dilation together', [conv({ strides: 2, dilation_rate: 2 })], 1],
    [
      'a depthwise convolution with unequal strides',
      [{ class_name: 'DepthwiseConv2D', config: { kernel_size: 3, strides: [1, 2] } }],
      1,
    ],
    ['an axis that is not there', [{ class_name: 'LayerNormalization', config: { axis: [1, -3] } }], 1],
    [
      'a block that changes its size',
      [{ class_name: 'Residual', config: { layers: [conv({ padding: 'same' })] } }],
      1,
    ],
  ];

  it.each(faulty)('keeps the sizes before it, and each offered fix helps: %s', (_, layers, count) => {
    const experiment = experimentOf(layers);
    const { reports, fault } = viewOf(experiment);
    expect(fault).not.toBeNull();
    expect(reports).toHaveLength(fault?.place ?? -1);
    const fixes = fault ? fixesForFault(fault.place, fault.error, experiment) : [];
    expect(fixes).toHaveLength(count);
    for (const { edit } of fixes) expect(viewOf(parseExperiment(edit(experiment))).fault).toBeNull();
  });

  it('in the slides’ CNN with a kernel of 40 leaves the first layer its size', () => {
    const { reports, fault } = viewOf(experimentOf(slides.with(1, conv({ kernel_size: 40 }))));
    expect(reports.map(({ outputShape }) => outputShape)).toEqual([[23, 23, 32]]);
    expect(fault).toMatchObject({ place: 1, error: { code: 'spec.window-too-big' } });
  });
});

describe('What does not fit the data or the loss', () => {
  const misfits: readonly (readonly [string, Experiment])[] = [
    ['dense-on-picture', experimentOf(slides.toSpliced(4, 1))],
    ['picture-at-end', experimentOf([conv({})])],
    ['wrong-units', experimentOf(['Flatten', dense(7)])],
    [
      'wrong-units',
      experimentOf([
        'Flatten',
        dense(7, 'linear'),
        { class_name: 'Activation', config: { activation: 'softmax' } },
      ]),
    ],
    ['no-softmax', experimentOf(['Flatten', dense(10, 'linear')])],
    ['no-softmax', experimentOf(['Flatten', dense(10, 'relu')])],
    ['no-softmax', experimentOf(['Flatten', dense(10, 'linear'), 'ReLU'])],
    ['no-sigmoid', experimentOf(['Flatten', dense(10, 'tanh')], { loss: 'binary_crossentropy' })],
    [
      'softmax-and-logits',
      experimentOf(['Flatten', dense(10)], {
        loss: { class_name: 'CategoricalCrossentropy', config: { from_logits: true } },
      }),
    ],
  ];

  it.each(misfits)('is said as %s, and each offered fix ends it', (kind, experiment) => {
    const [first] = advice(experiment);
    expect(first?.kind).toBe(kind);
    const fixes = first ? fixesForAdvice(first, experiment, 10) : [];
    expect(fixes.length).toBeGreaterThan(0);
    for (const { edit } of fixes) {
      const fixed = parseExperiment(edit(experiment));
      expect(viewOf(fixed).fault).toBeNull();
      expect(advice(fixed).map((one) => one.kind)).not.toContain(kind);
    }
  });

  it('is silent about the slides’ CNN', () => {
    expect(advice(experimentOf(slides))).toEqual([]);
  });

  it('takes logits where the loss does', () => {
    const loss = { class_name: 'SparseCategoricalCrossentropy', config: { from_logits: true } };
    expect(advice(experimentOf(['Flatten', dense(10, 'linear')], { loss }))).toEqual([]);
  });
});
