/** What Keras's files leave out of a run. */
import type { ExportLimit, ExportSource } from '../../../shared/contract/trained-model.ts';
import { kerasGraph } from './graph.ts';

/** What a model with its training settings cannot hold: callbacks, our own metric, a crop when predicting. */
export function modelLimits(source: ExportSource): readonly ExportLimit[] {
  const { callbacks, metrics } = source.experiment;
  const ofNet = (code: ExportLimit['code']): ExportLimit => ({ code, layer: null, isBlocking: false });
  return [
    ...cropLimits(source, 'random-crop-becomes-center-crop'),
    ...(callbacks.length > 0 ? [ofNet('callbacks-left-out')] : []),
    ...(metrics.includes('superclass_accuracy') ? [ofNet('metric-left-out')] : []),
  ];
}

/** The layers that Keras computes otherwise when predicting, under the given code. */
export function cropLimits(source: ExportSource, code: ExportLimit['code']): readonly ExportLimit[] {
  return kerasGraph(source, { hasPreprocessing: false })
    .nodes.filter(({ layer }) => layer.class_name === 'CenterCrop')
    .map(({ name }) => ({ code, layer: name, isBlocking: false }));
}

/** Weights alone. */
export const weightsOnly: ExportLimit = { code: 'weights-only', layer: null, isBlocking: false };
