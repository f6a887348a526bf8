import { describe, expect, it } from 'vitest';
import { lineChartSvg, roundTicks } from '../../../../src/shared/charts/line-chart-svg.ts';
import type { Series } from '../../../../src/shared/charts/series.ts';

const line: Series = {
  ...{ id: 'a', label: 'SGD & <friends>', colour: '--racer-sgd', dash: [8, 4], marker: 'circle' },
  points: [
    { x: 0, y: 0 },
    { x: 1, y: NaN },
    { x: 2, y: 10 },
  ],
};
const chart = (series: readonly Series[]) =>
  lineChartSvg({
    ...{ title: 'Race', series, x: { label: 'Epoch' }, y: { label: '' } },
    colour: (token) => `color(${token})`,
  });

describe('a line chart as SVG', () => {
  it('has the line with its colour, its dash, its markers and its name, escaped', () => {
    const svg = chart([line]);
    expect(svg).toContain('stroke="color(--racer-sgd)" stroke-width="2" stroke-dasharray="8 4"');
    expect(svg.match(/<circle/g)).toHaveLength(2);
    expect(svg).toContain('SGD &amp; &lt;friends>');
    expect(svg).not.toContain('NaN');
  });

  it('leaves hidden lines out', () => {
    expect(chart([{ ...line, isHidden: true }])).not.toContain('SGD');
  });

  it('fills a band between its edges', () => {
    const low = [
      { x: 0, y: 0 },
      { x: 2, y: 8 },
    ];
    const high = [
      { x: 0, y: 2 },
      { x: 2, y: 10 },
    ];
    expect(chart([{ ...line, band: { low, high } }])).toMatch(/<path d="M[^"]+L[^"]+L[^"]+L[^"]+Z" fill/);
  });

  it('has round numbers at its axes', () => {
    expect(roundTicks(0, 12, false)).toEqual([0, 2, 4, 6, 8, 10, 12]);
    expect(roundTicks(0.52, 0.98, false)).toEqual([0.6, 0.7, 0.8, 0.9]);
    expect(roundTicks(0.03, 2, true)).toEqual([0.05, 0.1, 0.2, 0.5, 1, 2]);
  });
});
