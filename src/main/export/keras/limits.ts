/** What Keras's files leave out of a run. */
import type { ExportLimit, ExportSource } from '../../../shared/contract/trained-model.ts';
import type { Experiment } from '../../../shared/spec/experiment.ts';
import { openedLayers } from '../../../shared/spec/residual.ts';
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

/** What Keras 2 and 3 make of a legacy file beside that. */
export function legacyLimits(source: ExportSource): readonly ExportLimit[] {
  const forgotten = openedLayers(source.model.layers)
    .filter((layer) => layer.class_name === 'LayerNormalization' && layer.config.axis.length > 1)
    .map(({ config }): ExportLimit => ({
      code: 'several-axes-forgotten',
      layer: config.name,
      isBlocking: true,
    }));
  const training: readonly ExportLimit[] = isUnknownToKeras2(source.experiment)
    ? [{ code: 'keras2-without-training', layer: null, isBlocking: false }]
    : [];
  return [...forgotten, ...modelLimits(source), ...training];
}

/** What Keras 2 takes for an optimizer of an older kind, which had neither weight decay nor averages of weights. */
function isUnknownToKeras2({ optimizer: { class_name, config } }: Experiment): boolean {
  const hasSchedule = typeof config.learning_rate !== 'number';
  const isNew = class_name === 'AdamW' || (class_name === 'Nadam' && hasSchedule);
  return isNew || config.weight_decay !== null || config.use_ema;
}

/** Weights alone. */
export const weightsOnly: ExportLimit = { code: 'weights-only', layer: null, isBlocking: false };
