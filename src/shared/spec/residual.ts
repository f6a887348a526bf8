/** What a residual block holds, as layers that can stand for themselves. */
import type { LayerOf, LayerSpec } from './layers.ts';
import type { PlainLayerSpec } from './layers/plain.ts';
import { SHORTCUT_NAME } from './layers/residual.ts';

/** A residual block in normal form. */
export type ResidualSpec = LayerOf<'Residual'>;

/** The layers of the main path, called as in the block; none of them is trainable in a block that is not. */
export function mainPath({ config }: ResidualSpec): readonly PlainLayerSpec[] {
  if (config.trainable) return config.layers;
  return config.layers.map((layer) => withConfig(layer, { trainable: false }));
}

/**
 * The convolution of the shortcut, called `shortcut`; null for an identity.
 * @param filters Channels that the main path puts out.
 */
export function projectionOf({ config }: ResidualSpec, filters: number): LayerOf<'Conv2D'> | null {
  if (config.shortcut.class_name === 'Identity') return null;
  return {
    class_name: 'Conv2D',
    config: {
      name: SHORTCUT_NAME,
      trainable: config.trainable,
      filters,
      kernel_size: [1, 1],
      padding: 'valid',
      dilation_rate: [1, 1],
      activation: 'linear',
      ...config.shortcut.config,
    },
  };
}

/** A layer of a block under its full name, `<block>/<layer>`, which is unique in the model. */
export function inBlock<Layer extends PlainLayerSpec>(block: ResidualSpec, layer: Layer): Layer {
  return withConfig(layer, { name: `${block.config.name}/${layer.config.name}` });
}

/** The layers of a model with every block replaced by its main path, under full names; shortcuts are left out. */
export function openedLayers(layers: readonly LayerSpec[]): readonly PlainLayerSpec[] {
  return layers.flatMap((layer) =>
    layer.class_name === 'Residual' ? mainPath(layer).map((inner) => inBlock(layer, inner)) : [layer],
  );
}

function withConfig<Layer extends PlainLayerSpec>(
  layer: Layer,
  changes: Partial<PlainLayerSpec['config']>,
): Layer {
  return { ...layer, config: { ...layer.config, ...changes } };
}
