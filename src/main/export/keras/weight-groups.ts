/** Where Keras looks for weights in its HDF5 files. */
import { snakeCase } from '../../../shared/spec/layer-names.ts';
import type { NamedWeight } from '../../../shared/contract/replay.ts';
import { type Dataset, group, type Group } from '../hdf5/tree.ts';
import type { KerasGraph, KerasNode } from './graph.ts';
import { kerasOrder } from './order.ts';

/** The version of Keras whose form the files have; the judge of `npm run test:formats`. */
export const kerasVersion = '3.15.1';

/**
 * What Keras 3's `save_weights` writes: `layers/<class>[_n]/vars/<i>`, where n counts the layers of a class in the
 * order of `model.layers` (keras/src/saving/saving_lib.py).
 */
export function weightsGroup(graph: KerasGraph, attributes: Group['attributes'] = {}): Group {
  const counts = new Map<string, number>();
  const layers = kerasOrder(graph).map(({ name, layer, weights }) => {
    const base = snakeCase(layer.class_name);
    const used = counts.get(base) ?? 0;
    counts.set(base, used + 1);
    const values = weights.map((weight, index) => [String(index), dataset(weight)] as const);
    return [used === 0 ? base : `${base}_${used}`, group([['vars', group(values, { name })]])] as const;
  });
  const own = group([], { name: graph.name });
  return group(
    [
      ['layers', group(layers)],
      ['vars', own],
    ],
    attributes,
  );
}

/**
 * What Keras 2's `save_weights` wrote, and the part `model_weights` of a whole model: a group for each layer under its
 * own name, matched by order (keras/src/legacy/saving/legacy_h5_format.py). Texts have one length, which the oldest
 * Keras wants.
 */
export function legacyWeightsGroup(graph: KerasGraph): Group {
  const order = kerasOrder(graph);
  const layers = order.map((node) => [node.name, legacyLayer(node)] as const);
  const none = group([], { weight_names: [] });
  return group([[graph.input, none], ...layers, ['top_level_model_weights', none]], {
    ...listed('layer_names', [graph.input, ...order.map(({ name }) => name)]),
    backend: 'tensorflow',
    keras_version: kerasVersion,
  });
}

function legacyLayer({ name, weights }: KerasNode): Group {
  if (weights.length === 0) return group([], { weight_names: [] });
  const called = weights.map((weight) => weight.name.slice(weight.name.lastIndexOf('/') + 1));
  const values = weights.map((weight, index) => [`${called[index]}:0`, dataset(weight)] as const);
  return group([[name, group(values)]], { weight_names: called.map((word) => `${name}/${word}:0`) });
}

/** Most bytes of an attribute in Keras's files; longer lists are split as `layer_names0`, `layer_names1`. */
const mostBytes = 64_512;

function listed(name: string, texts: readonly string[]): Group['attributes'] {
  const length = Math.max(1, ...texts.map((text) => text.length));
  const most = Math.max(1, Math.floor(mostBytes / length) - 1);
  if (texts.length <= most) return { [name]: texts };
  const parts = Array.from({ length: Math.ceil(texts.length / most) }, (_, part) => [
    `${name}${part}`,
    texts.slice(part * most, (part + 1) * most),
  ]);
  return Object.fromEntries(parts) as Group['attributes'];
}

function dataset({ shape, data }: NamedWeight): Dataset {
  return { shape, data };
}
