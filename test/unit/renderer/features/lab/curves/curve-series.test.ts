import { describe, expect, it } from 'vitest';
import {
  curveSeries,
  type CurveStyle,
} from '../../../../../../src/renderer/src/features/lab/curves/curve-series.ts';
import { epochCsv } from '../../../../../../src/renderer/src/features/lab/curves/epoch-csv.ts';

const style: CurveStyle = {
  axis: 'epoch',
  smoothing: 0.5,
  train: 'Train',
  validation: 'Test',
  before: 'Before:',
  value: (value) => value.toFixed(2),
};
const record = {
  ...{ epoch: 1, loss: 0.5, accuracy: 0.75, val_loss: 0.25, val_accuracy: 0.875 },
  ...{ learning_rate: 0.01, durationMs: 1500 },
};
const curve = {
  stepsPerEpoch: 2,
  points: [
    { step: 1, loss: 1, accuracy: 0.5, timeMs: 10 },
    { step: 2, loss: 0.5, accuracy: 0.75, timeMs: 20 },
  ],
  epochs: [record],
};

describe('The lines of a learning curve', () => {
  it('are training, solid, with what it was smoothed from, and validation, dashed with markers', () => {
    const lines = curveSeries(curve, 'loss', style, null);
    expect(
      lines.map(({ id, isFaint, dash, marker }) => [id, isFaint ?? false, dash.length > 0, marker]),
    ).toStrictEqual([
      ['train-raw', true, false, 'none'],
      ['train', false, false, 'none'],
      ['validation', false, true, 'rect'],
    ]);
  });

  it('need no paler line where nothing is smoothed', () => {
    const lines = curveSeries(curve, 'loss', { ...style, smoothing: 0 }, null);
    expect(lines.map(({ id }) => id)).toStrictEqual(['train', 'validation']);
    expect(lines[0]?.points).toStrictEqual([
      { x: 0.5, y: 1 },
      { x: 1, y: 0 },
    ]);
  });

  it('bear their last value at their end', () => {
    const ends = curveSeries(curve, 'accuracy', { ...style, smoothing: 0 }, null).map(
      ({ endLabel }) => endLabel,
    );
    expect(ends).toStrictEqual(['Train 1.00', 'Test 0.88']);
  });

  it('stand before those of an earlier run, which are pale and have no ends', () => {
    const lines = curveSeries(curve, 'loss', style, curve);
    expect(lines.slice(0, 2).map(({ label, isFaint, endLabel }) => [label, isFaint, endLabel])).toStrictEqual(
      [
        ['Before: Train', true, undefined],
        ['Before: Test', true, undefined],
      ],
    );
  });

  it('can be saved epoch by epoch in Keras’s words, with every further metric', () => {
    const metrics = { mean_squared_error: 0.1, val_mean_squared_error: null };
    expect(epochCsv([{ ...record, metrics }])).toBe(
      'epoch,accuracy,loss,val_accuracy,val_loss,learning_rate,mean_squared_error,val_mean_squared_error,seconds\n' +
        '1,0.75,0.5,0.875,0.25,0.01,0.1,,1.5\n',
    );
  });
});
