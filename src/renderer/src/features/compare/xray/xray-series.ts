/** The curves of an X-ray: one line for each layer over the steps. */
import type { XrayLayer, XrayPoint } from '../../../../../shared/contract/xray.ts';
import type { Series } from '../../../../../shared/charts/series.ts';
import { looksInTurn } from '../looks.ts';

/** What is drawn of each layer. */
export const xrayMeasures = ['effectiveLearningRate', 'gradientNorm', 'updateNorm', 'weightNorm'] as const;

/** A name of {@link xrayMeasures}. */
export type XrayMeasure = (typeof xrayMeasures)[number];

/** One line for each layer; what cannot stand on a logarithmic axis is a gap. */
export function xraySeries(points: readonly XrayPoint[], measure: XrayMeasure): readonly Series[] {
  const layers = points[0]?.layers ?? [];
  const looks = looksInTurn(layers.length);
  return layers.map(({ layer }, place) => ({
    ...{ id: layer, label: layer },
    ...(looks[place] as (typeof looks)[number]),
    points: points.map((point) => ({ x: point.step, y: positive(point.layers[place], measure) })),
  }));
}

function positive(layer: XrayLayer | undefined, measure: XrayMeasure): number {
  const value = layer?.[measure] ?? NaN;
  return value > 0 ? value : NaN;
}

/** The place of a weight as a user writes it, such as `3, 0`; what is no whole number counts as 0. */
export function indexOf(text: string): readonly number[] {
  return text
    .split(/[\s,、[\]]+/)
    .filter((piece) => piece !== '')
    .map((piece) => (/^\d+$/.test(piece) ? Number(piece) : 0));
}
