/** The kinds of layers, their order in the palette, and what a new layer begins with. */
import type { LayerClassName } from '../../../../../shared/spec/layers.ts';

/** Kinds, as the colours of the rows have them. */
export const layerKinds = ['conv', 'pool', 'dense', 'reg', 'norm', 'shape', 'act', 'aug'] as const;

/** A kind of layers. */
export type LayerKind = (typeof layerKinds)[number];

/** A layer as a document may write it. */
export interface LayerDraft {
  readonly class_name: LayerClassName;
  readonly config: Readonly<Record<string, unknown>>;
}

interface Entry {
  readonly kind: LayerKind;
  readonly config: Readonly<Record<string, unknown>>;
}

const residualPath = [
  { class_name: 'Conv2D', config: { filters: 32, kernel_size: 3, padding: 'same', activation: 'relu' } },
  { class_name: 'Conv2D', config: { filters: 32, kernel_size: 3, padding: 'same' } },
];

const entries: Readonly<Record<LayerClassName, Entry>> = {
  Conv2D: { kind: 'conv', config: { filters: 32, kernel_size: [3, 3], activation: 'relu' } },
  DepthwiseConv2D: { kind: 'conv', config: { kernel_size: [3, 3], activation: 'relu' } },
  SeparableConv2D: { kind: 'conv', config: { filters: 32, kernel_size: [3, 3], activation: 'relu' } },
  Residual: { kind: 'conv', config: { layers: residualPath, shortcut: 'Projection' } },
  MaxPooling2D: { kind: 'pool', config: { pool_size: [2, 2] } },
  AveragePooling2D: { kind: 'pool', config: { pool_size: [2, 2] } },
  GlobalAveragePooling2D: { kind: 'pool', config: {} },
  GlobalMaxPooling2D: { kind: 'pool', config: {} },
  Dense: { kind: 'dense', config: { units: 64, activation: 'relu' } },
  Dropout: { kind: 'reg', config: { rate: 0.25 } },
  SpatialDropout2D: { kind: 'reg', config: { rate: 0.25 } },
  GaussianNoise: { kind: 'reg', config: { stddev: 0.1 } },
  BatchNormalization: { kind: 'norm', config: {} },
  LayerNormalization: { kind: 'norm', config: {} },
  Rescaling: { kind: 'norm', config: { scale: 2, offset: -1 } },
  Flatten: { kind: 'shape', config: {} },
  ZeroPadding2D: { kind: 'shape', config: {} },
  Activation: { kind: 'act', config: { activation: 'relu' } },
  ReLU: { kind: 'act', config: {} },
  LeakyReLU: { kind: 'act', config: {} },
  RandomFlip: { kind: 'aug', config: { mode: 'horizontal' } },
  RandomTranslation: { kind: 'aug', config: { height_factor: 0.1, width_factor: 0.1 } },
  RandomRotation: { kind: 'aug', config: { factor: 0.05 } },
  RandomCrop: { kind: 'aug', config: { height: 24, width: 24 } },
};

/** The layers that a course uses most. */
export const frequentClasses = ['Conv2D', 'MaxPooling2D', 'Dense', 'Dropout', 'Flatten'] as const;

/** All layers of the palette's menu, by kind; those that stand beside it are left out. */
export const otherClasses: readonly (readonly [LayerKind, readonly LayerClassName[]])[] = layerKinds
  .map((kind) => [kind, classesOf(kind)] as const)
  .filter(([, classes]) => classes.length > 0);

function classesOf(kind: LayerKind): readonly LayerClassName[] {
  const classes = Object.keys(entries) as LayerClassName[];
  return classes.filter(
    (name) => entries[name].kind === kind && !frequentClasses.some((frequent) => frequent === name),
  );
}

/** The kind of a layer's class. */
export function kindOf(className: LayerClassName): LayerKind {
  return entries[className].kind;
}

/** A new layer of a class, with settings that are common in a course. */
export function newLayer(className: LayerClassName): LayerDraft {
  return { class_name: className, config: entries[className].config };
}
