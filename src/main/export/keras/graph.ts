/** A net as Keras lays it out: plain layers with the layers that they take their input from. */
import type { ExportOptions, ExportSource } from '../../../shared/contract/trained-model.ts';
import type { NamedWeight } from '../../../shared/contract/replay.ts';
import type { LayerSpec } from '../../../shared/spec/layers.ts';
import type { PlainLayerSpec } from '../../../shared/spec/layers/plain.ts';
import { layerSize } from '../../../shared/spec/layer-size.ts';
import { mainPath, projectionOf, type ResidualSpec } from '../../../shared/spec/residual.ts';
import { layerWeights } from '../../../shared/spec/weights.ts';
import { scopeName } from '../../../shared/python/layers.ts';

/** What Keras has for a layer: one of Tatami's plain layers, or one that only Keras needs. */
export type KerasLayer =
  | PlainLayerSpec
  | { readonly class_name: 'Add'; readonly config: { readonly trainable: boolean } }
  | {
      readonly class_name: 'CenterCrop';
      readonly config: { readonly trainable: boolean; readonly height: number; readonly width: number };
    };

/** A layer with its place in the net. */
export interface KerasNode {
  /** Unique in the net, and in characters that TensorFlow's scopes allow. */
  readonly name: string;
  readonly layer: KerasLayer;
  /** Names of the nodes, or of the input, that it takes; two for an addition. */
  readonly inputs: readonly string[];
  /** Of each input, without the batch axis. */
  readonly inputShape: readonly number[];
  readonly weights: readonly NamedWeight[];
}

/** A net in Keras's words. */
export interface KerasGraph {
  readonly name: string;
  /** Name of the input layer. */
  readonly input: string;
  /** Height, width, channels. */
  readonly inputShape: readonly number[];
  /** In the order in which they are computed. */
  readonly nodes: readonly KerasNode[];
  /** Whether each layer takes the one before it, and nothing runs beside. */
  readonly isSequence: boolean;
}

/** The net of an export; with `hasPreprocessing` the pixels are scaled by a layer of its own. */
export function kerasGraph(
  source: ExportSource,
  { hasPreprocessing }: Pick<ExportOptions, 'hasPreprocessing'>,
): KerasGraph {
  const writer = new GraphWriter(source);
  if (hasPreprocessing) {
    const config = { name: 'rescaling', trainable: true, ...source.preprocessing };
    writer.plain({ class_name: 'Rescaling', config }, config.name, '');
  }
  for (const layer of source.model.layers) writer.layer(layer);
  return {
    name: scopeName(source.model.name),
    input: writer.input,
    inputShape: source.inputShape,
    nodes: writer.nodes,
    isSequence: source.model.layers.every(({ class_name }) => class_name !== 'Residual'),
  };
}

/** Where the next layer takes its input. */
interface Place {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Adds layers one after the other, each under a name that is free. */
class GraphWriter {
  readonly nodes: KerasNode[] = [];
  readonly input: string;
  readonly #weights: ReadonlyMap<string, NamedWeight>;
  readonly #taken: Set<string>;
  #place: Place;

  constructor({ model, inputShape, weights }: ExportSource) {
    this.#weights = new Map(weights.map((weight) => [weight.name, weight]));
    this.input = freeName('input_layer', new Set(model.layers.map(({ config }) => scopeName(config.name))));
    this.#taken = new Set([this.input]);
    this.#place = { name: this.input, shape: inputShape };
  }

  /** A layer of the model after the last one. */
  layer(layer: LayerSpec): void {
    if (layer.class_name === 'Residual') this.#block(layer);
    else this.plain(layer, layer.config.name, layer.config.name);
  }

  /** @param key - What the names of its weights begin with. */
  plain(layer: PlainLayerSpec, wish: string, key: string): void {
    const { name, shape } = this.#place;
    const weights = layerWeights(layer, shape).map((weight) => this.#weight(`${key}/${weight.name}`));
    const node = { layer: forKeras(layer, shape), inputs: [name], inputShape: shape, weights };
    this.#add(wish, node, layerSize(layer, shape, 1).outputShape);
  }

  /** Both paths, their sum, and the activation after it. */
  #block(block: ResidualSpec): void {
    const { name: called, activation, trainable } = block.config;
    const before = this.#place;
    const inner = (layer: PlainLayerSpec): void => {
      const { name } = layer.config;
      this.plain(layer, `${called}_${name}`, `${called}/${name}`);
    };
    for (const layer of mainPath(block)) inner(layer);
    const main = this.#place;
    this.#place = before;
    const projection = projectionOf(block, main.shape.at(-1) ?? 1);
    if (projection) inner(projection);
    const layer = { class_name: 'Add', config: { trainable } } as const;
    const inputs = [main.name, this.#place.name];
    this.#add(`${called}_add`, { layer, inputs, inputShape: main.shape, weights: [] }, main.shape);
    if (activation === 'linear') return;
    const config = { name: activation, trainable, activation };
    this.plain({ class_name: 'Activation', config }, `${called}_${activation}`, '');
  }

  #add(wish: string, node: Omit<KerasNode, 'name'>, shape: readonly number[]): void {
    const name = freeName(scopeName(wish), this.#taken);
    this.#taken.add(name);
    this.nodes.push({ name, ...node });
    this.#place = { name, shape };
  }

  #weight(name: string): NamedWeight {
    const weight = this.#weights.get(name);
    if (weight === undefined) throw new Error(`The net has no weight ${name}`);
    return weight;
  }
}

function freeName(base: string, taken: ReadonlySet<string>): string {
  let name = base;
  for (let number = 1; taken.has(name); number++) name = `${base}_${number}`;
  return name;
}

/** At prediction Keras's RandomCrop leaves a larger picture as it is, against its own output shape. */
function forKeras(layer: PlainLayerSpec, [rows, columns]: readonly number[]): KerasLayer {
  if (!isCut(layer, [rows ?? 0, columns ?? 0])) return layer;
  const { height, width, trainable } = layer.config;
  return { class_name: 'CenterCrop', config: { trainable, height, width } };
}

function isCut(
  layer: PlainLayerSpec,
  [rows, columns]: readonly [number, number],
): layer is Extract<PlainLayerSpec, { class_name: 'RandomCrop' }> {
  return (
    layer.class_name === 'RandomCrop' && (layer.config.height !== rows || layer.config.width !== columns)
  );
}
