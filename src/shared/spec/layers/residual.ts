/** The residual block as one layer: activation(main path + shortcut) (He et al. 2016). */
import * as z from 'zod';
import { activationSchema } from '../activations.ts';
import { asClassSpec, classSpec } from '../class-spec.ts';
import { nameLayers, refuseEqualNames } from '../layer-names.ts';
import { pair } from '../numbers.ts';
import { kernelAndBias, MOST_KERNEL, named } from './common.ts';
import { completeConfig, layerAliases, plainLayers } from './plain.ts';

/** Most layers of a main path. */
const MOST_INNER_LAYERS = 50;

/** What the shortcut is called among the block's layers. */
export const SHORTCUT_NAME = 'shortcut';

type Plain = (typeof plainLayers)[number];

/** Layers that would end the block's picture, whatever follows. */
const notInside: readonly string[] = ['Flatten'];

const innerLayers = plainLayers.filter((option) => !notInside.includes(option.shape.class_name.value)) as [
  Plain,
  ...Plain[],
];

const completeInner = asClassSpec({
  names: innerLayers.map((option) => option.shape.class_name.value),
  aliases: layerAliases,
  config: completeConfig,
});

/** Names are unique within the block; those without one get Keras's. */
const mainPath = z.preprocess(
  (value) => nameLayers(value, completeInner),
  z
    .array(z.discriminatedUnion('class_name', innerLayers))
    .min(1)
    .max(MOST_INNER_LAYERS)
    .superRefine((layers, context) => refuseEqualNames(layers, context, [SHORTCUT_NAME])),
);

const shortcuts = [
  classSpec('Identity', {}),
  /** A 1 x 1 convolution to as many channels as the main path puts out. */
  classSpec('Projection', { strides: pair(MOST_KERNEL).prefault(1), ...kernelAndBias }),
] as const;

/** `identity` passes the block's input on; `projection` is a convolution of 1 x 1 with its own weights. */
const shortcut = z.preprocess(
  asClassSpec({ names: shortcuts.map((option) => option.shape.class_name.value) }),
  z.discriminatedUnion('class_name', shortcuts),
);

/** Residual: `layers` (any but Flatten and Residual), a `shortcut`, and an `activation` after the addition. */
export const residualLayer = classSpec('Residual', {
  ...named,
  layers: mainPath,
  shortcut: shortcut.prefault('identity'),
  activation: activationSchema.prefault('relu'),
});
