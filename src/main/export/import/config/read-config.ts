/** A model of ours from a Keras configuration, with the place where each weight comes from. */
import { LabError } from '../../../../shared/contract/errors.ts';
import type { ImportedModel, ImportNote } from '../../../../shared/contract/imported-model.ts';
import { parseWith } from '../../../../shared/spec/faults.ts';
import type { LayerSpec } from '../../../../shared/spec/layers.ts';
import { SHORTCUT_NAME } from '../../../../shared/spec/layers/residual.ts';
import { type ModelSpec, modelSchema } from '../../../../shared/spec/model.ts';
import { quote } from '../../../../shared/spec/quote.ts';
import { inferModel, shapeText } from '../../../../shared/spec/shapes.ts';
import { type ChainLink, chainOf } from './chain.ts';
import type { Config } from './config-text.ts';
import { type KerasLayer, type KerasModel, readKerasModel } from './keras-layers.ts';
import { FreshNames } from './layer-name.ts';
import { layerSpec } from './layer-spec.ts';

/** Longest side of a picture. */
const longestSide = 1024;

/** Flat inputs that are pictures for certain: those of MNIST and of CIFAR. */
const flatPictures: ReadonlyMap<unknown, readonly [number, number, number]> = new Map([
  [784, [28, 28, 1]],
  [3072, [32, 32, 3]],
]);

/** A layer of a file, and the full name of the layer of ours whose weights it has: `dense`, `residual/conv2d`. */
export interface WeightedLayer {
  readonly source: KerasLayer;
  readonly key: string;
}

/** A model that was read, still without its weights. */
export interface ConfiguredModel extends Pick<
  ImportedModel,
  'model' | 'inputShape' | 'preprocessing' | 'isPreprocessingKnown'
> {
  readonly layers: readonly WeightedLayer[];
  readonly notes: ImportNote[];
}

/** Reads a configuration. @throws LabError `import.*`, `spec.*`. */
export function readConfig(root: Config, file: string): ConfiguredModel {
  const keras = readKerasModel(root, file);
  const notes: ImportNote[] = [];
  const chain = chainOf(keras, file).filter(
    (link) => link.kind === 'block' || link.layer.className !== 'InputLayer',
  );
  const input = inputOf(keras);
  const first = chain[0];
  const scaling = first?.kind === 'layer' ? rescalingOf(first.layer, notes) : null;
  const { layers, sources } = specsOf(scaling === null ? chain : chain.slice(1), notes);
  if (input.isFlat) {
    notes.push({ code: 'flat-input', layer: null, detail: shapeText(input.shape) });
    layers.unshift({ class_name: 'Flatten', config: { name: 'flatten_picture', trainable: true } });
  }
  if (scaling === null) notes.push({ code: 'preprocessing-assumed', layer: null, detail: '1/255' });
  const model = parseWith(modelSchema, { name: new FreshNames().take(keras.name), layers });
  checkClassifier(model, input.shape);
  return {
    ...{ model, inputShape: input.shape, layers: sources, notes },
    preprocessing: scaling ?? { scale: 1 / 255, offset: 0 },
    isPreprocessingKnown: scaling !== null,
  };
}

function specsOf(
  chain: readonly ChainLink[],
  notes: ImportNote[],
): { layers: LayerSpec[]; sources: WeightedLayer[] } {
  const names = new FreshNames();
  const layers: LayerSpec[] = [];
  const sources: WeightedLayer[] = [];
  for (const link of chain) {
    if (link.kind === 'layer') {
      const name = names.take(link.layer.name);
      layers.push(layerSpec(link.layer, name, notes));
      sources.push({ source: link.layer, key: name });
    } else layers.push(blockSpec(link, names, { notes, sources }));
  }
  return { layers, sources };
}

function blockSpec(
  link: ChainLink & { readonly kind: 'block' },
  names: FreshNames,
  { notes, sources }: Readonly<{ notes: ImportNote[]; sources: WeightedLayer[] }>,
): LayerSpec {
  const prefix = prefixOf(link);
  const block = names.take(prefix === '' ? 'residual' : prefix.slice(0, -1));
  const inner = new FreshNames();
  inner.take(SHORTCUT_NAME);
  const layers = link.main.map((source) => {
    const name = inner.take(source.name.slice(prefix.length));
    sources.push({ source, key: `${block}/${name}` });
    return layerSpec(source, name, notes);
  });
  const config = {
    name: block,
    layers,
    shortcut: shortcutOf(link.shortcut, notes),
    activation: afterwards(link, notes),
  };
  if (link.shortcut !== null) sources.push({ source: link.shortcut, key: `${block}/${SHORTCUT_NAME}` });
  return { class_name: 'Residual', config } as unknown as LayerSpec;
}

/** What all names of a block begin with, up to an underscore: `block1_` of `block1_conv2d` and `block1_add`. */
function prefixOf({ main, add }: ChainLink & { readonly kind: 'block' }): string {
  const prefix = /^(.+_)add$/.exec(add.name)?.[1] ?? '';
  return main.every(({ name }) => name.startsWith(prefix) && name.length > prefix.length) ? prefix : '';
}

function shortcutOf(layer: KerasLayer | null, notes: ImportNote[]): unknown {
  if (layer === null) return 'identity';
  const { config } = layerSpec(layer, SHORTCUT_NAME, notes);
  const { strides, use_bias, kernel_initializer, bias_initializer, kernel_regularizer, bias_regularizer } =
    config as Config;
  return {
    class_name: 'Projection',
    config: { strides, use_bias, kernel_initializer, bias_initializer, kernel_regularizer, bias_regularizer },
  };
}

function afterwards({ activation }: ChainLink & { readonly kind: 'block' }, notes: ImportNote[]): unknown {
  if (activation === null) return 'linear';
  return (layerSpec(activation, 'activation', notes).config as Config)['activation'];
}

/** The preprocessing that a Rescaling layer at the beginning is; null for any other layer. */
function rescalingOf(layer: KerasLayer, notes: ImportNote[]): ImportedModel['preprocessing'] | null {
  if (layer.className !== 'Rescaling') return null;
  const { config } = layerSpec(layer, 'rescaling', notes);
  const { scale, offset } = config as unknown as ImportedModel['preprocessing'];
  return { scale, offset };
}

/** The size of the pictures. @throws LabError `import.not-pictures`. */
function inputOf({ layers, inputShape }: KerasModel): {
  shape: readonly [number, number, number];
  isFlat: boolean;
} {
  const { batch_shape, batch_input_shape } = layers[0]?.config ?? {};
  const given = [batch_shape, batch_input_shape, inputShape].find((shape) => Array.isArray(shape));
  const [, ...sides] = (given ?? []) as readonly unknown[];
  const flat = sides.length === 1 ? flatPictures.get(sides[0]) : undefined;
  if (flat !== undefined) return { shape: flat, isFlat: true };
  const [height, width, channels] = sides;
  const isSide = (side: unknown): side is number => Number.isInteger(side) && Number(side) > 0;
  if (sides.length !== 3 || !isSide(height) || !isSide(width) || (channels !== 1 && channels !== 3))
    throw new LabError('import.not-pictures', { shape: quote(given ?? null) });
  if (height > longestSide || width > longestSide)
    throw new LabError('import.not-pictures', { shape: quote(given) });
  return { shape: [height, width, channels], isFlat: false };
}

/** Layers fit, and one number per class comes out. @throws LabError `import.not-classifier`, `spec.*`. */
function checkClassifier(model: ModelSpec, inputShape: readonly number[]): void {
  const output = inferModel(model, inputShape).at(-1)?.outputShape ?? [];
  if (output.length !== 1 || (output[0] as number) < 2)
    throw new LabError('import.not-classifier', { shape: shapeText(output) });
}
