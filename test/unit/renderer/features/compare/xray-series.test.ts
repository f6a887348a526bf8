import { describe, expect, it } from 'vitest';
import { indexOf, xraySeries } from '../../../../../src/renderer/src/features/compare/xray/xray-series.ts';
import type { XrayPoint } from '../../../../../src/shared/contract/xray.ts';

const layer = (name: string, gradientNorm: number) => ({
  ...{ layer: name, weights: [], slotNorms: {}, gradientNorm, updateNorm: 1, weightNorm: 1 },
  effectiveLearningRate: null,
});
const point = (step: number, ...norms: readonly number[]): XrayPoint => ({
  ...{ step, learningRate: 0.01, loss: 1, weight: null },
  layers: norms.map((norm, place) => layer(`dense_${place}`, norm)),
});

describe('the curves of an X-ray', () => {
  it('are one line for each layer, told apart by more than colour', () => {
    const series = xraySeries([point(1, 2, 3), point(2, 4, 0)], 'gradientNorm');
    expect(series.map(({ label }) => label)).toEqual(['dense_0', 'dense_1']);
    expect(series[0]?.points).toEqual([
      { x: 1, y: 2 },
      { x: 2, y: 4 },
    ]);
    expect(series[0]?.marker).not.toBe(series[1]?.marker);
  });

  it('have a gap where nothing can stand on a logarithmic axis', () => {
    const series = xraySeries([point(1, 0)], 'gradientNorm');
    expect(series[0]?.points[0]?.y).toBeNaN();
    expect(xraySeries([point(1, 2)], 'effectiveLearningRate')[0]?.points[0]?.y).toBeNaN();
  });

  it('are asked for by a place that is written with commas, blanks or brackets', () => {
    expect(indexOf('3, 0')).toEqual([3, 0]);
    expect(indexOf('[3][0]')).toEqual([3, 0]);
    expect(indexOf('')).toEqual([]);
  });
});
