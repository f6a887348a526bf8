/** The Dropout layers of a model: which there are, and the same model without them at work. */
import type { Experiment } from './experiment.ts';
import type { LayerSpec } from './layers.ts';
import type { ModelSpec } from './model.ts';
import { openedLayers } from './residual.ts';

/** A layer that drops at a rate above 0. */
export interface DropoutLayer {
  readonly layer: string;
  /** `Dropout` drops single values, `SpatialDropout2D` whole feature maps. */
  readonly className: DropoutClass;
  /** Share that is dropped, above 0 and below 1; Keras's `rate`. The lecture's p, which is kept, is 1 - rate. */
  readonly rate: number;
}

type DropoutClass = 'Dropout' | 'SpatialDropout2D';
type DropoutSpec = Extract<LayerSpec, { class_name: DropoutClass }>;

/** Whether a layer drops, at whatever rate. */
export function isDropout(layer: LayerSpec): layer is DropoutSpec {
  return layer.class_name === 'Dropout' || layer.class_name === 'SpatialDropout2D';
}

/** The layers of a model that drop at a rate above 0, in order; those of a residual block as `<block>/<layer>`. */
export function dropoutLayers({ layers }: Pick<ModelSpec, 'layers'>): readonly DropoutLayer[] {
  return openedLayers(layers)
    .filter(isDropout)
    .flatMap(({ class_name, config }) =>
      config.rate > 0 ? [{ layer: config.name, className: class_name, rate: config.rate }] : [],
    );
}

/**
 * Settings that switch all dropout of an experiment off. The layers stay, at rate 0: names, initial weights and order
 * of the images are those of the experiment.
 */
export function settingsWithoutDropout({ model }: Experiment): Readonly<Record<string, number>> {
  const places = model.layers.flatMap((layer, place) => {
    const path = `model.layers[${place}]`;
    if (layer.class_name !== 'Residual') return isLive(layer) ? [path] : [];
    const { layers } = layer.config;
    return layers.flatMap((inner, index) => (isLive(inner) ? [`${path}.config.layers[${index}]`] : []));
  });
  return Object.fromEntries(places.map((path) => [`${path}.config.rate`, 0]));
}

function isLive(layer: LayerSpec): boolean {
  return isDropout(layer) && layer.config.rate > 0;
}
