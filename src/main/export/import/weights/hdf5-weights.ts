/** Weights in HDF5 files of Keras: the groups of Keras 3, and those of the legacy format. */
import { LabError } from '../../../../shared/contract/errors.ts';
import type { Hdf5Object } from '../hdf5/file.ts';
import type { FoundArray } from '../numpy.ts';
import type { KerasLayer } from '../config/keras-layers.ts';

/** Most arrays of one layer. */
const mostArrays = 16;

/** Answers the arrays of a layer of a file, in its order. */
export type LayerArrays = (layer: KerasLayer) => readonly FoundArray[];

/** Arrays of Keras 3: `layers/conv2d/vars/0`, `1` and so on. @throws LabError `import.hdf5-*`. */
export function kerasArrays(root: Hdf5Object): LayerArrays {
  return ({ group }) =>
    numbered(
      root.at(`${group}/vars`) ??
        root.at(`_layer_checkpoint_dependencies/${group.replace(/^layers\//, '')}/vars`),
    );
}

function numbered(vars: Hdf5Object | null): readonly FoundArray[] {
  const arrays: FoundArray[] = [];
  for (let index = 0; index < mostArrays; index++) {
    const array = vars?.at(String(index))?.array() ?? null;
    if (array === null) break;
    arrays.push(array);
  }
  return arrays;
}

/**
 * Arrays of the legacy format: a group for each layer, whose attribute `weight_names` names its arrays in order. Layers
 * of a model inside the model stand in the group of that one, in order.
 * @throws LabError `import.hdf5-*`, `import.bad-config`.
 */
export function legacyArrays(root: Hdf5Object, file: string): LayerArrays {
  const waiting = new Map<string, FoundArray[]>();
  return (layer) => {
    const held = waiting.get(layer.topName) ?? groupArrays(root, layer.topName, file);
    waiting.set(layer.topName, held);
    return layer.topName === layer.name ? held.splice(0) : held.splice(0, weightCount(layer));
  };
}

function groupArrays(root: Hdf5Object, name: string, file: string): FoundArray[] {
  const group = root.at(name.replace(/\//g, '_')) ?? root.at(name);
  if (group === null) return [];
  const names = listed(group, 'weight_names');
  return names.map((path) => {
    const array = group.at(path)?.array() ?? null;
    if (array !== null) return array;
    const problem = `the weight ${name}/${path} is missing or not float32`;
    throw new LabError('import.bad-config', { file, problem });
  });
}

/** A list of texts; long ones are split over attributes with a number at their end. */
export function listed(group: Hdf5Object, attribute: string): readonly string[] {
  const whole = group.texts(attribute);
  if (whole !== null) return whole;
  const parts: string[] = [];
  for (let index = 0; ; index++) {
    const part = group.texts(`${attribute}${index}`);
    if (part === null) return parts;
    parts.push(...part);
  }
}

/** How many weights a layer has by its configuration. */
function weightCount({ className, config }: KerasLayer): number {
  const has = (key: string): number => (config[key] === false ? 0 : 1);
  if (className === 'BatchNormalization') return 2 + has('scale') + has('center');
  if (className === 'LayerNormalization') return has('scale') + has('center');
  if (className === 'SeparableConv2D') return 2 + has('use_bias');
  return 'use_bias' in config ? 1 + has('use_bias') : 0;
}
