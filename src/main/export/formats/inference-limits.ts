/** What formats leave out that hold a net for predicting only. */
import type { ExportLimit, ExportSource } from '../../../shared/contract/trained-model.ts';
import type { LayerClassName } from '../../../shared/spec/layers.ts';
import { openedLayers } from '../../../shared/spec/residual.ts';

/** Layers that pass everything on unchanged once a net is trained. */
const trainingLayers: readonly LayerClassName[] = [
  'Dropout',
  'SpatialDropout2D',
  'GaussianNoise',
  'RandomFlip',
  'RandomTranslation',
  'RandomRotation',
];

/** Most bytes of weights in one protobuf message, with room for the rest. */
const mostBytes = 2 ** 31 - 2 ** 24;

/** Whether a layer does nothing at prediction. */
export function isForTrainingOnly(className: LayerClassName): boolean {
  return trainingLayers.includes(className);
}

/** Layers that are left out because they do nothing at prediction, and a refusal of nets that no message can hold. */
export function inferenceLimits({ model, weights }: ExportSource): readonly ExportLimit[] {
  const dropped = openedLayers(model.layers)
    .filter(({ class_name }) => isForTrainingOnly(class_name))
    .map(({ config }): ExportLimit => ({
      code: 'training-layer-left-out',
      layer: config.name,
      isBlocking: false,
    }));
  const sizeBytes = weights.reduce((sum, { data }) => sum + data.byteLength, 0);
  if (sizeBytes <= mostBytes) return dropped;
  return [{ code: 'more-than-2-gib', layer: null, isBlocking: true }, ...dropped];
}
